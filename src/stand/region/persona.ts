import { type Expected } from './expectation.js';
import { type Household, type Member } from './household.js';

/** A role that the start script gives to an administrator (`npm run grant`). */
export interface PersonaGrant {
  readonly role: string;
  readonly region?: string;
  readonly municipality?: string;
  readonly school?: string;
}

/** Somebody to sign in as. */
export interface Persona {
  readonly member: Member;
  readonly who: string;
  readonly shows: string;
  readonly expected: Expected;
  readonly grants: readonly PersonaGrant[];
}

/** A household with the personas that live in it. */
export interface Scene {
  readonly household: Household;
  readonly personas: readonly Persona[];
}

/** One persona; the texts are Russian, for the page that lists them. */
export function persona(
  member: Member,
  who: string,
  shows: string,
  expected: Expected,
  grants: readonly PersonaGrant[] = [],
): Persona {
  return { member, who, shows, expected, grants };
}
