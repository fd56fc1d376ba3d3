import { type Exchange } from '../http/exchange.js';
import { type KidCard, type Person } from '../population/person.js';
import { type Access } from '../state/grants.js';
import { type World } from '../state/world.js';
import { readOrgScope } from '../scopes.js';
import { checkAllowed, checkBearer } from './bearer.js';
import { COLLECTIONS } from './collections.js';
import { documentResource, KID_DOCUMENT_SCOPES, visibleDocuments } from './documents.js';
import { embedded } from './embed.js';
import { KID_SCOPES, kidCards, kidResource } from './kids.js';
import { PERSON_RECORD_SCOPES, personResource } from './person-resource.js';
import { RestNotFound, RestRefusal } from './rest-refusal.js';
import { collection, resource, type Fields } from './shape.js';

/** What a request to `/rs` stands on. */
interface Visit {
  readonly world: World;
  readonly access: Access;
  readonly person: Person;
  readonly oid: string;
  /** Address of the person, without a trailing slash. */
  readonly url: string;
  readonly embed: ReadonlySet<string>;
}

/** `GET /rs/…` (section 5): the token first, then whose data and which scope, then the data. */
export function restEndpoint(world: World, exchange: Exchange): void {
  try {
    const access = checkBearer(world, exchange);
    if (world.faults.take('server-error', 'rest') !== undefined) exchange.json(500, errorBody('007007'));
    else if (world.faults.take('unavailable', 'rest') !== undefined) exchange.json(503, errorBody('007008'));
    else exchange.json(200, route(world, exchange, access));
  } catch (error) {
    if (error instanceof RestNotFound) exchange.json(404, { message: 'not found' });
    else if (error instanceof RestRefusal) refuse(world, exchange, error);
    else throw error;
  }
}

const errorBody = (code: string): Fields => ({ code: `ESIA-${code}`, message: 'SystemErrorEnum.unexpected' });

function refuse(world: World, exchange: Exchange, { code, message, status }: RestRefusal): void {
  const { restErrorsInArray, scopeNotAllowedStatus } = world.switches;
  const body = { code: `ESIA-${code}`, message };
  world.metrics.refusal(code);
  exchange.json(code === '005029' ? scopeNotAllowedStatus : status, restErrorsInArray ? [body] : body);
}

/** @throws RestRefusal, RestNotFound */
function route(world: World, exchange: Exchange, access: Access): Fields {
  const parts = exchange.path.split('/').slice(2);
  const [kind, oid = '', ...rest] = parts;
  if (kind === 'orgs' && rest.length === 0) return organisation(world, access, oid);
  if (kind !== 'prns' || oid === '') throw new RestNotFound();
  if (access.oid !== oid) throw new RestRefusal('005029');
  const person = world.population.byOid(oid);
  if (person === undefined) throw new RestNotFound();
  const url = `${world.url}/rs/prns/${oid}`;
  const visit = { world, access, person, oid, url, embed: embedded(exchange.query()) };
  const [collectionPath, id, ...deeper] = rest;
  if (collectionPath === undefined) return personRecord(visit);
  if (collectionPath === 'kids' && id !== undefined) return kidRecord(visit, id, deeper);
  return collectionOrElement(visit, collectionPath, id, deeper.length);
}

function personRecord({ world, access, person, oid, url, embed }: Visit): Fields {
  checkAllowed(access, oid, PERSON_RECORD_SCOPES);
  return personResource(world, access, person, url, embed);
}

function collectionOrElement(visit: Visit, path: string, id: string | undefined, deeper: number): Fields {
  const { world, access, person, oid, url, embed } = visit;
  const found = COLLECTIONS.find((candidate) => candidate.path === path);
  if (found === undefined || deeper > 0) throw new RestNotFound();
  checkAllowed(access, oid, found.scopes);
  const elements = found.read(world, access, person, `${url}/${path}`);
  if (id === undefined)
    return collection(elements.map((element) => (embed.has('elements') ? element.content : element.url)));
  const element = elements.find((candidate) => candidate.id === id);
  if (element === undefined) throw new RestNotFound();
  return element.content;
}

/** `/kids/{id}`, `/kids/{id}/docs`, `/kids/{id}/docs/{n}` (5.6). */
function kidRecord(visit: Visit, id: string, [path, documentId, ...deeper]: readonly string[]): Fields {
  const { world, access, oid, url, embed } = visit;
  checkAllowed(access, oid, KID_SCOPES);
  const kid = kidCards(world, access).find((card) => String(card.id) === id);
  if (kid === undefined) throw new RestNotFound();
  const kidUrl = `${url}/kids/${id}`;
  if (path === undefined) return kidResource(world, access, kid, kidUrl, embed.has('documents.elements'));
  if (path !== 'docs' || deeper.length > 0) throw new RestNotFound();
  checkAllowed(access, oid, KID_DOCUMENT_SCOPES);
  return kidDocuments(visit, kid, `${kidUrl}/docs`, documentId);
}

function kidDocuments({ access, embed }: Visit, kid: KidCard, url: string, documentId?: string): Fields {
  const shown = visibleDocuments(kid.documents, access.scopes, true);
  if (documentId === undefined) {
    const whole = embed.has('elements') || embed.has('documents.elements');
    return collection(shown.map((item) => (whole ? documentResource(item) : `${url}/${item.id}`)));
  }
  const found = shown.find((item) => String(item.id) === documentId);
  if (found === undefined) throw new RestNotFound();
  return documentResource(found);
}

/** `GET /rs/orgs/{orgOid}`: an organisation of the token's person, each field by its `org_*` scope (5.7). */
function organisation(world: World, access: Access, orgOid: string): Fields {
  const role = world.population.byOid(access.oid)?.roles.find((candidate) => candidate.orgOid === orgOid);
  const names = new Set(
    access.orgScopes
      .map(readOrgScope)
      .filter((scope) => scope !== null && (scope.orgOid === null || scope.orgOid === orgOid))
      .map((scope) => scope?.name),
  );
  if (role === undefined || names.size === 0) throw new RestRefusal('005029');
  return resource('EntityRoot', {
    oid: Number(orgOid),
    fullName: names.has('org_fullname') ? role.fullName : undefined,
    shortName: names.has('org_shortname') ? (role.shortName ?? role.fullName) : undefined,
    ogrn: names.has('org_ogrn') ? role.ogrn : undefined,
    type: names.has('org_type') ? (role.type ?? 'LEGAL') : undefined,
  });
}
