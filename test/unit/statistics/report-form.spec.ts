import { describe, expect, it } from '@jest/globals';
import { parseReportForm, type WrittenColumn } from '../../../src/statistics/domain/parse-report-form.js';
import { nameOfColumn } from '../../../src/statistics/domain/report-form.js';

const LINKED: WrittenColumn = {
  key: 'linked',
  title: 'Привязано',
  kind: 'indicator',
  indicator: 'I-07.minors',
};
const form = (...columns: WrittenColumn[]) => ({
  ...{ code: 'my-form', title: 'Форма', schoolKinds: ['secondary'], ageBasis: 'as_of_date', columns },
});
const faults = (...columns: WrittenColumn[]) => {
  const parsed = parseReportForm(form(...columns));
  return parsed.kind === 'form' ? [] : parsed.complaints.map(({ field, message }) => `${field}: ${message}`);
};

describe('a form of reports (REP-01)', () => {
  it('is a list of columns mapped to indicators, growth, own figures, words and the place', () => {
    const parsed = parseReportForm(
      form(
        { key: 'n', title: '№', kind: 'place', of: 'number' },
        LINKED,
        { key: 'own', title: 'по данным ОО', kind: 'own', beside: 'linked' },
        { key: 'week', title: 'за неделю', kind: 'growth', indicator: 'I-07.minors', window: 'week' },
        { key: 'pp', title: 'п.п.', kind: 'growth', indicator: 'I-12', window: 'accepted' },
        { key: 'adults', title: 'Представители', kind: 'indicator', indicator: 'I-17', show: 'numerator' },
        { key: 'note', title: 'Примечание', kind: 'text' },
      ),
    );
    expect(parsed).toMatchObject({
      kind: 'form',
      form: {
        columns: [
          { key: 'n', of: 'number', group: null },
          { key: 'linked', show: 'value' },
          { key: 'own', beside: 'linked' },
          { key: 'week', measure: 'I-20' },
          { key: 'pp', measure: 'I-22' },
          { key: 'adults', show: 'numerator' },
          { key: 'note', kind: 'text' },
        ],
      },
    });
  });

  it.each<[string, WrittenColumn, string]>([
    [
      'an unknown indicator',
      { key: 'x', title: 'Доля, %', group: 'Создано УЗ', kind: 'indicator', indicator: 'I-99' },
      'columns[1].indicator: столбец «Создано УЗ: Доля, %»: показателя «I-99» нет',
    ],
    [
      'an indicator of the region only',
      { key: 'x', title: 'Между школами', kind: 'indicator', indicator: 'I-42' },
      'показатель I-42 по школе не считается',
    ],
    ['a key taken twice', { ...LINKED }, 'ключ linked уже занят'],
    ['a key that every object has', { ...LINKED, key: 'constructor' }, 'columns[1].key'],
    ['an unknown kind', { key: 'x', title: 'X', kind: 'manual' }, 'columns[1].kind'],
    [
      'a window that is none',
      { key: 'x', title: 'X', kind: 'growth', indicator: 'I-12', window: 'day' },
      'window',
    ],
    [
      'a difference of shares counted as people',
      { key: 'x', title: 'X', kind: 'growth', indicator: 'I-12', measure: 'I-20', window: 'week' },
      'считается как I-22',
    ],
    [
      'a numerator of a count',
      { key: 'x', title: 'X', kind: 'indicator', indicator: 'I-01', show: 'numerator' },
      'не доля',
    ],
    ['an own figure beside nothing', { key: 'x', title: 'X', kind: 'own', beside: 'y' }, 'columns[1].beside'],
    ['a word too many', { key: 'x', title: 'X', kind: 'text', indicator: 'I-01' }, 'такого поля нет'],
    ['an unknown place', { key: 'x', title: 'X', kind: 'place', of: 'snils' }, 'columns[1].of'],
  ])('with %s is refused, and the column is named', (_, column, said) => {
    expect(faults(LINKED, column).join('; ')).toContain(said);
  });

  it('with an own figure beside a share is refused: a share is nobody’s to state', () => {
    const share: WrittenColumn = { key: 'share', title: 'Доля', kind: 'indicator', indicator: 'I-12' };
    expect(faults(share, { key: 'own', title: 'ОО', kind: 'own', beside: 'share' })[0]).toContain('не долей');
  });

  it('says all its faults at once, those of the form too', () => {
    const parsed = parseReportForm({
      ...{ code: 'Форма', title: ' ', schoolKinds: ['academy', 'academy'], ageBasis: 'today' },
      columns: [{ key: 'x', title: '', kind: 'text' }],
    });
    const fields = parsed.kind === 'complaints' ? parsed.complaints.map(({ field }) => field) : [];
    expect(fields).toEqual([
      ...['code', 'title', 'school_kinds', 'school_kinds', 'age_basis', 'columns', 'columns[0].title'],
    ]);
  });

  it('names a cell by its group once', () => {
    expect(nameOfColumn({ key: 'a', title: '14–17', group: 'Создано УЗ' })).toBe('Создано УЗ: 14–17');
    expect(nameOfColumn({ key: 'a', title: 'Создано УЗ: до 14', group: 'Создано УЗ' })).toBe(
      'Создано УЗ: до 14',
    );
  });
});
