import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CalendarDate, parseCalendarDate } from '../../../../src/kernel/calendar-date.js';
import { parseSnils } from '../../../../src/kernel/snils.js';
import { csvLine, FileWriter } from '../../../../src/stand/region/file-writer.js';
import { KnownPeople } from '../../../../src/stand/region/known-people.js';
import { feminine } from '../../../../src/stand/region/names.js';
import { OptionsError, parseCommandLine } from '../../../../src/stand/region/options.js';
import { divideByWeights } from '../../../../src/stand/region/shares.js';
import { personaSnils, SyntheticSnils } from '../../../../src/stand/region/synthetic-snils.js';

const day = (text: string): CalendarDate => parseCalendarDate(text)!;

describe('synthetic СНИЛС', () => {
  it('are valid, begin with 9 and never repeat', () => {
    const source = new SyntheticSnils(12_345_678);
    const numbers = Array.from({ length: 20_000 }, () => source.next());
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.filter((snils) => parseSnils(snils) !== snils || !snils.startsWith('9'))).toEqual([]);
  });

  it('EC-017: those that will lose their zero can be read without it, and end after ten thousand', () => {
    const source = new SyntheticSnils(77);
    const numbers = Array.from({ length: 10_000 }, () => source.nextWithLeadingZero() ?? '');
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.filter((snils) => parseSnils(snils.slice(1)) !== snils)).toEqual([]);
    expect(source.nextWithLeadingZero()).toBeNull();
  });

  it('of the personas are outside the range of the drawn people', () => {
    expect(personaSnils(1)).toMatch(/^990000001\d\d$/);
    expect(parseSnils(personaSnils(1))).toBe(personaSnils(1));
  });
});

describe('dividing by weights', () => {
  it('gives whole parts that add up, each within one of its share', () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.nat(100_000), weights, (total, parts) => {
        const sum = parts.reduce((all, weight) => all + weight, 0);
        const divided = divideByWeights(total, parts);
        expect(divided.reduce((all, part) => all + part, 0)).toBe(total);
        divided.forEach((part, index) => {
          expect(Math.abs(part - (total * parts[index]!) / sum)).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  it('refuses no weights', () => {
    expect(() => divideByWeights(3, [])).toThrow(RangeError);
  });
});

describe('known people', () => {
  it('claims a person once, ё being е (EC-001)', () => {
    const known = new KnownPeople(100);
    expect(known.claim('Соловьёв', 'Пётр', day('2015-06-05'))).toBe(true);
    expect(known.claim('Соловьев', 'Петр', day('2015-06-05'))).toBe(false);
    expect(known.claim('Соловьёв', 'Пётр', day('2015-06-06'))).toBe(true);
  });

  it('hardly ever takes a stranger for somebody known', () => {
    const known = new KnownPeople(10_000);
    const strangers = Array.from({ length: 10_000 }, (_, n) =>
      known.claim(`Иванов${n}`, 'Иван', day('2015-06-05')),
    );
    expect(strangers.filter((isNew) => !isNew).length).toBeLessThan(3);
  });
});

describe('surnames of women', () => {
  it.each([
    ['Соловьёв', 'Соловьёва'],
    ['Ильин', 'Ильина'],
    ['Островский', 'Островская'],
    ['Толстой', 'Толстая'],
    ['Цой', 'Цой'],
    ['Черных', 'Черных'],
    ['Коваленко', 'Коваленко'],
    ['Иванов-Троицкий', 'Иванова-Троицкая'],
  ])('%s → %s', (man, woman) => {
    expect(feminine(man)).toBe(woman);
  });
});

describe('files', () => {
  it('quote what would break a line', () => {
    expect(csvLine(['а', 'б;в', 'г"д', 'е\nж', ''])).toBe('а;"б;в";"г""д";"е\nж";\n');
  });

  it('hold every byte, however it was cut into pieces', () => {
    const folder = mkdtempSync(join(tmpdir(), 'region-'));
    const path = join(folder, 'text');
    const file = new FileWriter(path);
    const line = 'ё'.repeat(1_000);
    for (let n = 0; n < 600; n += 1) file.write(line);
    file.close();
    expect(readFileSync(path, 'utf8')).toBe(line.repeat(600));
    rmSync(folder, { recursive: true });
  });
});

describe('command line', () => {
  it('has a default for everything but the folder', () => {
    expect(parseCommandLine(['--out', 'x'])).toEqual({
      kind: 'generate',
      out: 'x',
      options: { pupils: 5_000, seed: '1', today: '2026-11-21', dirty: 0.05 },
    });
    expect(parseCommandLine(['--help'])).toEqual({ kind: 'help' });
  });

  it.each([
    [[], '--out'],
    [['--out', 'x', '--pupils', '99'], '--pupils'],
    [['--out', 'x', '--pupils', '1e3'], '--pupils'],
    [['--out', 'x', '--today', '2026-02-29'], '--today'],
    [['--out', 'x', '--dirty', '0.6'], '--dirty'],
    [['--out', 'x', '--dirty', ''], '--dirty'],
    [['--out', 'x', '--pupil', '500'], '--help'],
  ])('%j is refused, and the complaint names %s', (args, named) => {
    expect(() => parseCommandLine(args)).toThrow(OptionsError);
    expect(() => parseCommandLine(args)).toThrow(named);
  });
});
