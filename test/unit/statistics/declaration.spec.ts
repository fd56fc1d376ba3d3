import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import {
  deviates,
  judgeDeclaration,
  statusOf,
  unitDeviates,
} from '../../../src/statistics/domain/declaration.js';

const pupil = { personId: 'p', classGroupId: 'own', linked: false, declared: false };
const facts = { declared: false, linked: false, used: false, refused: false, dataError: false };

describe('an order to declare', () => {
  it('records only who is neither declared nor linked (f.0.6)', () => {
    expect(judgeDeclaration(pupil, 'own', false)).toBe('recorded');
    expect(judgeDeclaration({ ...pupil, declared: true }, 'own', false)).toBe('already_declared');
    expect(judgeDeclaration({ ...pupil, linked: true }, 'own', false)).toBe('already_linked');
    expect(judgeDeclaration({ ...pupil, linked: true, declared: true }, null, true)).toBe('already_linked');
  });

  it('tells a teacher of a pupil of another class what it tells of nobody', () => {
    const other = { ...pupil, classGroupId: 'other', linked: true };
    expect(judgeDeclaration(other, 'own', false)).toBe('not_found');
    expect(judgeDeclaration(null, 'own', false)).toBe('not_found');
    expect(judgeDeclaration(other, 'own', true)).toBe('not_in_class');
  });
});

describe('the status of a pupil', () => {
  it('is a proof before a refusal, a refusal before a word, a word before a fault of data', () => {
    const all = { declared: true, linked: true, used: true, refused: true, dataError: true };
    expect(statusOf(all)).toBe('used');
    expect(statusOf({ ...all, used: false })).toBe('linked');
    expect(statusOf({ ...all, used: false, linked: false })).toBe('refusal');
    expect(statusOf({ ...facts, declared: true, dataError: true })).toBe('declared');
    expect(statusOf({ ...facts, dataError: true })).toBe('data_error');
    expect(statusOf({ ...facts, dataError: null })).toBe('none');
  });

  it('deviates when said and not proven (STAT-04)', () => {
    expect([deviates({ declared: true, linked: false }), deviates({ declared: true, linked: true })]).toEqual(
      [true, false],
    );
  });
});

describe('a unit deviates', () => {
  const threshold = { percent: 20, least: 3 };

  it('by share and by number together: one of two is no deviation', () => {
    expect(unitDeviates({ declared: 2, linked: 1 }, threshold)).toBe(false);
    expect(unitDeviates({ declared: 15, linked: 12 }, threshold)).toBe(true);
    expect(unitDeviates({ declared: 16, linked: 13 }, threshold)).toBe(false);
    expect(unitDeviates({ declared: 0, linked: 0 }, { percent: 0, least: 1 })).toBe(false);
  });

  it('never less for a larger gap of the same declared', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.nat(500),
        fc.nat(100),
        fc.integer({ min: 1, max: 50 }),
        (a, b, percent, least) => {
          const [linked, declared] = [Math.min(a, b), Math.max(a, b)];
          if (linked === 0) return;
          const now = unitDeviates({ declared, linked }, { percent, least });
          expect(!now || unitDeviates({ declared, linked: linked - 1 }, { percent, least })).toBe(true);
        },
      ),
    );
  });
});
