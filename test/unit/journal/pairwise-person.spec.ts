import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pairwisePerson } from '../../../src/journal/application/pairwise-person.js';
import type { Uuid } from '../../../src/kernel/ids.js';

const key = Buffer.alloc(32, 7);
const uuid = fc.uuid().map((text) => text as Uuid);

describe('PD-09: the pairwise id of a person', () => {
  it('is one for one client and one person, and differs when either differs', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), uuid, uuid, (client, otherClient, person, otherPerson) => {
        const id = pairwisePerson(key, client, person);
        expect(id).toMatch(/^[\w-]{43}$/);
        expect(pairwisePerson(key, client, person)).toBe(id);
        expect(pairwisePerson(key, otherClient, person) === id).toBe(client === otherClient);
        expect(pairwisePerson(key, client, otherPerson) === id).toBe(person === otherPerson);
      }),
    );
  });

  it('cannot be made without the key', () => {
    const person = '00000000-0000-4000-8000-000000000001' as Uuid;
    expect(pairwisePerson(key, 'journal', person)).not.toBe(
      pairwisePerson(Buffer.alloc(32, 8), 'journal', person),
    );
  });
});
