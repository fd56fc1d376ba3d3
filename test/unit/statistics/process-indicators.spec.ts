import { describe, expect, it } from '@jest/globals';
import { roundedShare, valueOf } from '../../../src/statistics/domain/indicator.js';
import { PROCESS_INDICATORS, type ProcessCounts } from '../../../src/statistics/domain/process-indicators.js';

const nothing: ProcessCounts = {
  ...{ signIns: 0, passwordSignIns: 0, passwordAccounts: 0, signedIn: 0, signedInLinked: 0, atRisk: 0 },
  ...{ linkAttempts: 0, automaticLinks: 0, failedAttempts: 0, reviewsOpen: 0, reviewAgeP90Hours: null },
  ...{
    denied: 0,
    deniedLinked: 0,
    reenabled: 0,
    exemptions: 0,
    postponed: 0,
    postponedByGates: 0,
    leakySignIns: 0,
  },
};
const of = (id: string, counts: Partial<ProcessCounts>) => {
  const card = PROCESS_INDICATORS.find((one) => one.id === id);
  if (card === undefined) throw new Error(`no indicator ${id}`);
  return card.of({ ...nothing, ...counts });
};

describe('process indicators', () => {
  it('have one id and one key each, and say in Russian what they count and when they are a dash', () => {
    const ids = PROCESS_INDICATORS.map(({ id }) => id);
    const keys = PROCESS_INDICATORS.map(({ key }) => key);
    expect([new Set(ids).size, new Set(keys).size]).toEqual([ids.length, keys.length]);
    for (const { id, sentence, numerator, denominator, nullRule, kind } of PROCESS_INDICATORS) {
      for (const text of [sentence, numerator, nullRule])
        expect([id, /[а-яё]{4}/i.test(text)]).toEqual([id, true]);
      expect([id, denominator === null]).toEqual([id, kind !== 'share']);
    }
  });

  it('are those of f.5 that are not in the catalogue of levels: I-30…I-33, I-36…I-41', () => {
    const numbers = new Set(PROCESS_INDICATORS.map(({ id }) => id.slice(0, 4)));
    expect([...numbers]).toEqual([
      'I-30',
      'I-31',
      'I-32',
      'I-33',
      'I-36',
      'I-37',
      'I-38',
      'I-39',
      'I-40',
      'I-41',
    ]);
  });

  it('give a dash for a share of nothing, and never for a count that happened to be zero', () => {
    const valuesOf = (wanted: string) => PROCESS_INDICATORS.filter(({ kind }) => kind === wanted);
    for (const card of valuesOf('share')) expect(roundedShare(card.of(nothing))).toBeNull();
    for (const card of valuesOf('count')) expect(valueOf(card.of(nothing))).toBe(0);
  });

  it('I-33 is what is left of the same denominator after I-32', () => {
    expect(of('I-33', { signedIn: 8, atRisk: 3 })).toEqual({ numerator: 5, denominator: 8 });
    expect(of('I-32', { signedIn: 8, atRisk: 3 })).toEqual({ numerator: 3, denominator: null });
    expect(of('I-33', { signedIn: null, atRisk: null })).toBeNull();
  });

  it('I-38.age is a dash where nobody waits, and hours where somebody does', () => {
    expect(of('I-38.age', {})).toBeNull();
    expect(of('I-38.age', { reviewAgeP90Hours: 0 })).toEqual({ numerator: 0, denominator: null });
  });
});
