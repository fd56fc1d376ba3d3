import { type Client } from '../clients.js';
import { type Parameters } from '../http/parameters.js';
import { EsiaRefusal } from '../refusal.js';
import { PERSON_SCOPES, readOrgScope } from '../scopes.js';

/**
 * Rule 7: personal scopes are given (007013), known, separated by one space and named once (007006), and granted to
 * the client (007019). @throws EsiaRefusal
 */
export function checkScope(client: Client, parameters: Parameters): string[] {
  const text = parameters.text('scope');
  if (text.trim() === '') throw new EsiaRefusal('007013');
  const names = text.split(' ');
  if (new Set(names).size !== names.length || !names.every((name) => Object.hasOwn(PERSON_SCOPES, name)))
    throw new EsiaRefusal('007006');
  if (!names.every((name) => client.scopes.has(name))) throw new EsiaRefusal('007019');
  return names;
}

/** The same for `scope_org`, which may be absent or empty (2.3). @throws EsiaRefusal 007006, 007019 */
export function checkOrgScope(client: Client, parameters: Parameters): string[] {
  const text = parameters.text('scope_org');
  if (text === '') return [];
  const items = text.split(' ');
  for (const item of items) {
    const scope = readOrgScope(item);
    if (scope === null) throw new EsiaRefusal('007006');
    if (!client.orgScopes.has(scope.name)) throw new EsiaRefusal('007019');
  }
  return items;
}
