import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from '../../../src/statistics/domain/catalogue.js';
import { describeCatalogue } from '../../../src/statistics/index.js';

const cards = CATALOGUE.flatMap(({ cards: of }) => of);

describe('the catalogue of indicators', () => {
  it('is what docs/statistics.md says', () => {
    expect(readFileSync('docs/statistics.md', 'utf8')).toBe(describeCatalogue());
  });

  it('names each indicator once', () => {
    const [ids, keys] = [cards.map(({ id }) => id), cards.map(({ key }) => key)];
    expect([new Set(ids).size, new Set(keys).size]).toEqual([cards.length, cards.length]);
  });

  it('gives each a Russian sentence, a numerator and what stands where there is no number', () => {
    for (const { sentence, numerator, nullRule } of cards) {
      expect(sentence).toMatch(/^[А-ЯЁ].*\.$/);
      expect(numerator).toMatch(/\S/);
      expect(nullRule).toMatch(/[а-яё].*\.$/);
    }
  });

  it('has every indicator of levels, shares, and quality of data', () => {
    const ids = new Set(cards.map(({ id }) => id.split('.')[0]));
    const wanted = [...Array.from({ length: 18 }, (_, n) => n + 1), 34, 35, 42];
    expect(wanted.map((n) => `I-${String(n).padStart(2, '0')}`).filter((id) => !ids.has(id))).toEqual([]);
  });
});
