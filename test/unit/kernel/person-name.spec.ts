import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isMixedAlphabet,
  isWhollyLatin,
  maskName,
  middleNamesCompatible,
  normalizeName,
  normalizeNamePart,
  type PersonName,
  tidyMiddleName,
  tidyNamePart,
} from '../../../src/kernel/person-name.js';

const letters = 'абвгдежзийклмнопрстуфхцчшщъыьэюя';

/** A word of Russian letters without ё: norm() must leave it alone. */
const word = fc.string({ unit: fc.constantFrom(...Array.from(letters)), minLength: 1, maxLength: 12 });

/** One to three words joined by a space or a hyphen; «оглы» and its like do not come out of it. */
const suffix = /(?:оглы|оглу|углы|угли|кызы|кизи|гызы)$/;
const plainName = fc
  .tuple(word, fc.array(fc.tuple(fc.constantFrom(' ', '-'), word), { maxLength: 2 }))
  .map(([first, rest]) => first + rest.map((pair) => pair.join('')).join(''))
  .filter((name) => !suffix.test(name));

/** Texts made to break a normaliser: look-alikes, combining marks, invisible and blank characters, suffixes. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...Array.from("аеёЁуоАЕaeëyochABHzİSß \t-\u2013\u2212'`\u2019\u02BC."),
        ...[
          '\u0308',
          '\u0306',
          '\u0301',
          '\u0327',
          '\u00A0',
          '\u200B',
          '\u00AD',
          '\uFEFF',
          '\u0000',
          '\u1FEF',
        ],
        ...[' оглы', '-оглу', ' углы', '-кизи', ' гызы', '\uD800'],
      ),
      fc.string({ unit: 'binary', maxLength: 2 }),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

const expectSame = (a: string, b: string) => expect(normalizeNamePart(a)).toBe(normalizeNamePart(b));
const expectDifferent = (a: string, b: string) => expect(normalizeNamePart(a)).not.toBe(normalizeNamePart(b));

const aName = (over: Partial<PersonName> = {}): PersonName => ({
  last: 'Иванова',
  first: 'Пелагея',
  middle: 'Сергеевна',
  ...over,
});

describe('normalised names', () => {
  it.each([
    ['Федоров', 'Фёдоров'],
    ['Федоров', 'ФЕ\u0308ДОРОВ'],
    ['Семен', 'семён'],
  ])('EC-001: «%s» and «%s» are equal, ё is е', (a, b) => expectSame(a, b));

  it.each([
    'Иванова - Петрова',
    'Иванова\u2013Петрова',
    'Иванова \u2014Петрова',
    'Иванова\u2011Петрова',
    'Иванова\u2212Петрова',
    'Иванова--Петрова',
  ])('EC-002: «%s» is «Иванова-Петрова»', (written) =>
    expect(normalizeNamePart(written)).toBe('иванова-петрова'),
  );

  it.each(['Петрова-Иванова', 'Иванова', 'Иванова Петрова', 'ИвановаПетрова'])(
    'EC-003: «%s» is not «Иванова-Петрова»',
    (other) => expectDifferent('Иванова-Петрова', other),
  );

  it.each([
    'Вагиф оглы',
    'Вагиф оглу',
    'Вагиф углы',
    'Вагиф угли',
    'Вагиф Оглы',
    'ВАГИФ-ОГЛЫ',
    'Вагиф - оглу',
    'Baгиф оглы',
  ])('EC-006: «%s» is one patronymic with «Вагиф оглы»', (written) =>
    expect(normalizeNamePart(written)).toBe('вагиф оглы'),
  );

  it.each(['Вагиф кызы', 'Вагиф кизи', 'Вагиф гызы', 'Вагиф-кызы'])(
    'EC-006: «%s» is one patronymic with «Вагиф кызы»',
    (written) => expect(normalizeNamePart(written)).toBe('вагиф кызы'),
  );

  it('EC-006: another form, another sex or another father is another patronymic', () => {
    expectDifferent('Вагиф оглы', 'Вагифович');
    expectDifferent('Вагиф оглы', 'Вагиф кызы');
    expectDifferent('Вагиф оглы', 'Вагиф');
    expectDifferent('Вагиф оглы', 'Тофик оглы');
    expectDifferent('Углы', 'Оглы');
  });

  it.each(['Cоколов', 'СOКOЛOВ', 'Сoкoлoв', 'COКOЛOB'])(
    'EC-007: «%s» with Latin look-alikes is «Соколов»',
    (written) => expect(normalizeNamePart(written)).toBe('соколов'),
  );

  it('EC-007: the look-alike of ё is е as well', () => expectSame('Фëдоров', 'Федоров'));

  it('EC-007: a Latin letter that looks like no Cyrillic one leaves the whole text alone', () => {
    expect(normalizeNamePart('Соколоw')).toBe('соколоw');
    expect(normalizeNamePart('Анна Rose')).toBe('анна rose');
  });

  it('EC-008: a name wholly in Latin stays Latin, look-alikes or not', () => {
    expect(normalizeNamePart('Eva')).toBe('eva');
    expectDifferent('COBA', 'СОВА');
    expectDifferent('Ivanov', 'Иванов');
  });

  it.each(["Д'Артаньян", 'Д\u2019Артаньян', 'Д\u02BCАртаньян', 'Д`Артаньян', 'ДАртаньян'])(
    'EC-010: «%s» is «дартаньян», apostrophes are dropped',
    (written) => expect(normalizeNamePart(written)).toBe('дартаньян'),
  );

  it('EC-010: spaces inside a name stay', () => {
    expect(normalizeNamePart('Де ля Круа')).toBe('де ля круа');
    expectDifferent('Де ля Круа', 'Деля Круа');
  });

  it.each(['  Анна  Мария', 'Анна Мария\t', 'Анна\u00A0Мария', '\uFEFFАнна \u200BМария\r\n'])(
    'EC-011: «%s» is «анна мария», whatever the spaces',
    (written) => expect(normalizeNamePart(written)).toBe('анна мария'),
  );

  it('normalising twice is normalising once', () => {
    fc.assert(
      fc.property(hostile, (raw) => {
        const once = normalizeNamePart(raw);
        expect(normalizeNamePart(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('a plain Russian name is its own normal form, so two different ones never become equal', () => {
    fc.assert(fc.property(plainName, (name) => expect(normalizeNamePart(name)).toBe(name)));
  });

  it('case, ё, the kind of space, dash and apostrophe, and Unicode composition do not matter', () => {
    const writings: Record<string, fc.Arbitrary<string>> = {
      е: fc.constantFrom('е', 'ё', 'Е', 'Ё', 'е\u0308', 'ë'),
      о: fc.constantFrom('о', 'o', 'O', 'О'),
      ' ': fc.constantFrom(' ', '\u00A0', '  ', '\t', '\u2009 '),
      '-': fc.constantFrom('-', ' - ', '\u2013', '\u2014 ', ' \u2011', '\u2212'),
      ф: fc.constantFrom('ф', 'Ф', 'ф\u2019', '`ф', '\u200Bф'),
      й: fc.constantFrom('й', 'и\u0306', 'Й'),
    };
    // A Russian letter that no Latin one resembles is put in front, so that the rest is certainly Cyrillic.
    const written = plainName
      .map((name) => `ж${name}`)
      .chain((name) =>
        fc.tuple(
          fc.constant(name),
          fc.tuple(...Array.from(name, (sign) => writings[sign] ?? fc.constant(sign))),
        ),
      );
    fc.assert(
      fc.property(written, ([name, signs]) => expect(normalizeNamePart(` ${signs.join('')} `)).toBe(name)),
    );
  });
});

describe('tidied names', () => {
  it.each([
    ['  Иванова \t', 'Иванова'],
    ['Анна\u00A0 Мария', 'Анна Мария'],
    ['Иванова\u200B', 'Иванова'],
    ['Ив\u0000анова', 'Ив анова'],
    ['Андреи\u0306', 'Андрей'],
  ])('EC-011: %p is stored as «%s»', (raw, tidy) => expect(tidyNamePart(raw)).toBe(tidy));

  it.each(["Д'Артаньян", 'Де ля Круа', 'Фёдоров', 'ИВАНОВА - Петрова'])(
    'EC-010: «%s» is stored as written',
    (written) => expect(tidyNamePart(written)).toBe(written),
  );

  it('tidying twice is tidying once, and does not change the normal form', () => {
    fc.assert(
      fc.property(hostile, (raw) => {
        const tidy = tidyNamePart(raw);
        expect(tidyNamePart(tidy)).toBe(tidy);
        expect(normalizeNamePart(tidy)).toBe(normalizeNamePart(raw));
      }),
    );
  });
});

describe('patronymics', () => {
  const placeholders = [
    '',
    ' ',
    '-',
    '—',
    '--',
    '.',
    '...',
    'нет',
    'НЕТ',
    'нeт',
    '(нет)',
    'Нет.',
    'б/о',
    'Б/О',
    'б.о.',
    'отсутствует',
    'без отчества',
    'не имеет',
    'null',
  ];

  it.each([null, undefined, ...placeholders])('EC-004: %p means that there is none', (raw) =>
    expect(tidyMiddleName(raw)).toBeNull(),
  );

  it.each(['Петрович', 'Вагиф оглы', 'Нетович', 'Б.', 'Бо'])('EC-004: «%s» is a patronymic', (raw) =>
    expect(tidyMiddleName(` ${raw} `)).toBe(raw),
  );

  it('EC-004: a placeholder in the roster and an empty ESIA field give equal names', () => {
    expect(normalizeName(aName({ middle: 'нет' }))).toEqual(normalizeName(aName({ middle: null })));
    expect(normalizeName(aName({ middle: '-' })).middle).toBeNull();
  });

  it('EC-005: a patronymic on one side only is compatible', () => {
    expect(middleNamesCompatible('петрович', null)).toBe(true);
    expect(middleNamesCompatible('', 'петрович')).toBe(true);
    expect(middleNamesCompatible(null, null)).toBe(true);
  });

  it('EC-006: two different patronymics are not compatible', () => {
    expect(middleNamesCompatible('вагиф оглы', 'вагифович')).toBe(false);
    expect(middleNamesCompatible('петрович', 'петрович')).toBe(true);
  });

  it('compatibility does not depend on the side', () => {
    const middle = fc.option(fc.constantFrom('', 'петрович', 'петровна', 'вагиф оглы'));
    fc.assert(
      fc.property(middle, middle, (a, b) =>
        expect(middleNamesCompatible(a, b)).toBe(middleNamesCompatible(b, a)),
      ),
    );
  });
});

describe('whole names', () => {
  it('are normalised part by part', () => {
    expect(normalizeName({ last: 'Фёдоров ', first: 'Aлексей', middle: 'Вагиф-углы' })).toEqual({
      last: 'федоров',
      first: 'алексей',
      middle: 'вагиф оглы',
    });
  });

  it('EC-009, EC-012: a changed surname leaves first name and patronymic equal', () => {
    const before = normalizeName(aName());
    const after = normalizeName(aName({ last: 'Ковалёва' }));
    expect(after).toEqual({ ...before, last: 'ковалева' });
  });

  it('normalising twice is normalising once', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.option(hostile), (last, first, middle) => {
        const once = normalizeName({ last, first, middle });
        expect(normalizeName(once)).toEqual(once);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('alphabets', () => {
  it.each(['Cоколов', 'Иванoва', 'Анна Rose'])('EC-007: «%s» mixes two', (raw) =>
    expect(isMixedAlphabet(raw)).toBe(true),
  );

  it.each(['Соколов', 'Ivanov', "Д'Артаньян", 'Д\u02BCАртаньян', 'Ўғли', ''])(
    'EC-007: «%s» does not mix two',
    (raw) => expect(isMixedAlphabet(raw)).toBe(false),
  );

  it.each([
    ['Ivanov', true],
    ["O'Neill-Smith", true],
    ['Müller', true],
    ['Иванов', false],
    ['Cоколов', false],
    ['', false],
    ['-', false],
  ])('EC-008: «%s» is wholly Latin: %p', (raw, expected) => expect(isWhollyLatin(raw)).toBe(expected));
});

describe('masked names', () => {
  it.each([
    [aName({ last: 'Иванов', first: 'Пётр', middle: 'Сергеевич' }), 'И*** П. С.'],
    [aName({ middle: null }), 'И*** П.'],
    [aName({ middle: '-' }), 'И*** П.'],
    [aName({ last: 'де ля Круа' }), 'Д*** П. С.'],
    [aName({ last: 'иванова', first: 'пелагея', middle: 'сергеевна' }), 'И*** П. С.'],
    [aName({ last: '(Ким)', first: '' }), 'К*** С.'],
    [aName({ last: '', first: '', middle: null }), '***'],
  ])('%p is shown as «%s»', (name, mask) => expect(maskName(name)).toBe(mask));

  it('show one letter of each part and never its length', () => {
    fc.assert(
      fc.property(word, word, fc.option(word), (last, first, middle) =>
        expect(maskName({ last, first, middle })).toMatch(/^[А-Я]\*{3} [А-Я]\.(?: [А-Я]\.)?$/),
      ),
    );
  });
});
