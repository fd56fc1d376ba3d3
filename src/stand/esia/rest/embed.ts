import { type Parameters } from '../http/parameters.js';

/**
 * Names of `?embed=(a.elements,b.elements-1)`, version suffixes dropped (5.2). Parentheses may come raw or encoded: the
 * query is decoded by now. Anything without parentheses embeds nothing.
 */
export function embedded(query: Parameters): ReadonlySet<string> {
  const inside = /^\((.*)\)$/.exec(query.text('embed'))?.[1] ?? '';
  return new Set(inside.split(',').map((name) => name.trim().replace(/-\d+$/, '')));
}
