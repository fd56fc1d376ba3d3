import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCalendarDate } from '../../../../src/kernel/calendar-date.js';
import { generated, type ReadRegion } from '../../../support/generated-region.js';
import { ReferenceMatching } from './reference-matching.js';

const TODAY = '2026-11-21';
const key = ({ system, external_id }: { system: string; external_id: string }) => `${system}/${external_id}`;

/** Every account of the truth with another answer than the rules of c.3.1 give on the files. */
function disagreements(region: ReadRegion, today = TODAY): string[] {
  const reference = new ReferenceMatching(region, parseCalendarDate(today)!);
  const esia = new Map(region.esia.map((person) => [person.oid, person]));
  return region.truth.flatMap(({ oid, accounts, dirt }) =>
    accounts.flatMap((account) => {
      const found = reference.expect(esia.get(oid)!, key(account), account.role);
      return found === account.expected
        ? []
        : [`${key(account)}: ${account.expected} ≠ ${found}; ${dirt.join()}`];
    }),
  );
}

/** Accounts that the rules would give to somebody who is not their rightful human. */
function wrongLinks(region: ReadRegion): string[] {
  const reference = new ReferenceMatching(region, parseCalendarDate(TODAY)!);
  const owners = new Map(region.owners.map((owner) => [key(owner), owner.human]));
  const humans = new Map(region.truth.map(({ oid, human }) => [oid, human]));
  return region.esia.flatMap((person) =>
    reference.linked(person).filter((account) => owners.get(account) !== humans.get(person.oid)),
  );
}

const aSeed = fc.integer({ min: 0, max: 1_000_000 }).map(String);

describe('the truth', () => {
  it('is what the rules of c.3.1 answer on the files, for any seed and share of dirt', () => {
    fc.assert(
      fc.property(aSeed, fc.constantFrom(0, 0.05, 0.5), (seed, dirty) => {
        const region = generated(300, seed, dirty);
        expect(disagreements(region)).toEqual([]);
        expect(wrongLinks(region)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it.each(['2000-01-01', '2026-02-28', '2027-06-30', '2028-02-29', '2026-09-01', '2090-12-31'])(
    'follows the day: %s',
    (today) => {
      const region = generated(300, 'day', 0.2, today);
      expect(disagreements(region, today)).toEqual([]);
    },
  );

  it('agrees with the rules on a region of the size of the stand', () => {
    const region = generated(5_000, 'stand', 0.2);
    expect(disagreements(region)).toEqual([]);
    expect(wrongLinks(region)).toEqual([]);
  });

  it('is automatic wherever the rows are clean and ЕСИА gives СНИЛС and a good level', () => {
    const { truth, esia } = generated(1_000, 'clean', 0);
    const usable = new Set(
      esia
        .filter(({ level, snils, parentalConsent }) => level === 'PR' && snils !== null && parentalConsent)
        .map(({ oid }) => oid),
    );
    const lines = truth.filter(({ oid, clean }) => clean && usable.has(oid));
    const answers = new Set(lines.flatMap(({ accounts }) => accounts.map(({ expected }) => expected)));
    expect([...answers]).toEqual(['auto']);
  });

  it('has a line for each ESIA person and one rightful human for each account', () => {
    fc.assert(
      fc.property(aSeed, (seed) => {
        const { truth, esia, owners, csv } = generated(300, seed, 0.3);
        expect(truth.map(({ oid }) => oid)).toEqual(esia.map(({ oid }) => oid));
        expect(new Set(truth.map(({ oid }) => oid)).size).toBe(truth.length);
        expect(new Set(truth.map(({ human }) => human)).size).toBe(truth.length);
        const accounts = csv('journal_accounts').map(
          (line) => `${line['journal_system']}/${line['external_id']}`,
        );
        expect(owners.map(key)).toEqual(accounts);
        expect(new Set(accounts).size).toBe(accounts.length);
        const rightful = new Map(owners.map((owner) => [key(owner), owner.human]));
        const strays = truth.flatMap(({ human, accounts: own }) =>
          own.filter((account) => rightful.get(key(account)) !== human),
        );
        expect(strays).toEqual([]);
      }),
      { numRuns: 5 },
    );
  });

  it('EC-033: says not found, or G1, of those whom no roster knows, and neither to an unconfirmed account', () => {
    const { truth, esia } = generated(2_000, 'strangers', 0.05);
    const levels = new Map(esia.map(({ oid, level }) => [oid, level]));
    const outcomes = (level: string) =>
      new Set(truth.flatMap(({ oid, outcome }) => (levels.get(oid) === level ? (outcome ?? []) : [])));
    expect([...outcomes('PR')].sort()).toEqual(['code:NOT_FOUND', 'code:WRONG_PERSON_PARENT_AS_STUDENT']);
    expect([...outcomes('P')]).toEqual(['code:ESIA_NOT_VERIFIED']);
  });
});
