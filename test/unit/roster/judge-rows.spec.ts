import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { IssueLog } from '../../../src/roster/domain/import-issue.js';
import { judgePerson, type RecordKind } from '../../../src/roster/domain/person-row.js';
import {
  judgeAccount,
  judgeClass,
  judgeMunicipality,
  judgeSchool,
} from '../../../src/roster/domain/plain-rows.js';
import { parseRegionFile } from '../../../src/roster/domain/region-file.js';
import { COLUMNS, FILE_KINDS, fileTitle, readHeader } from '../../../src/roster/domain/roster-file.js';
import { RowCells } from '../../../src/roster/domain/row-cells.js';
import {
  aClass,
  aMunicipality,
  anAccount,
  aSchool,
  aStudent,
  REGION,
  type Row,
} from '../../support/roster-folder.js';

const RULES = { today: '2026-11-21' as CalendarDate, snils: { allowTestNumbers: false } };

function judged<T>(row: Row, judge: (cells: RowCells) => T) {
  const log = new IssueLog(100);
  const layout = new Map(Object.keys(row).map((name, index) => [name, index]));
  const cells = new RowCells('x.csv', 7, Object.values(row).map(String), layout, log);
  return {
    value: judge(cells),
    aside: cells.aside,
    codes: log.issues.map(({ column, code }) => `${column} ${code}`),
  };
}
const student = (more: Row, kind: RecordKind = 'student') =>
  judged(aStudent(1, more), (cells) => judgePerson(kind, cells, RULES));

describe('a header', () => {
  it('takes English names and Russian aliases in any case and order', () => {
    const { layout, faults } = readHeader('family_ties', [
      '\uFEFF действует С ',
      'KIND',
      'Представитель',
      'student_source_id',
      '',
    ]);
    expect(faults).toEqual([]);
    expect([...layout]).toEqual([
      ['valid_from', 0],
      ['kind', 1],
      ['representative_source_id', 2],
      ['student_source_id', 3],
    ]);
  });

  it('tells missing, unknown and doubled columns', () => {
    const { faults } = readHeader('family_ties', ['Ученик', 'student_source_id', 'телефон', 'kind']);
    expect(faults).toEqual([
      { code: 'COLUMN_DUPLICATE', column: 'student_source_id' },
      { code: 'COLUMN_UNKNOWN', column: '№ 3' },
      { code: 'COLUMN_MISSING', column: 'representative_source_id' },
    ]);
  });

  it('has aliases that name one column each', () => {
    for (const kind of FILE_KINDS) {
      const { layout, faults } = readHeader(
        kind,
        COLUMNS[kind].map(({ russian }) => russian),
      );
      expect(faults).toEqual([]);
      expect(layout.size).toBe(COLUMNS[kind].length);
    }
  });

  it('belongs to a file known by its name', () => {
    expect(fileTitle('Students.CSV')).toEqual({ name: 'students.csv', kind: 'students', format: 'csv' });
    expect(fileTitle('Ученики.xlsx')).toEqual({ name: 'students.xlsx', kind: 'students', format: 'xlsx' });
    expect(fileTitle('Учётные записи.xlsx')?.kind).toBe('journal_accounts');
    expect(fileTitle('Контингент.xlsx')).toEqual({ name: 'roster.xlsx', kind: null, format: 'xlsx' });
    expect(fileTitle('roster.json')).toEqual({ name: 'roster.json', kind: null, format: 'json' });
    const others = ['students.csv.bak', 'pupils.csv', 'roster.csv', 'students.json', '.csv', 'region.json'];
    expect(others.map(fileTitle)).toEqual(others.map(() => null));
  });
});

describe('the row of a person', () => {
  it('EC-016, EC-011, EC-004: accepts what schools write', () => {
    const { value, codes } = student({
      snils: ' 112-233-445 95 ',
      last_name: ' Д’Артаньян  де Ля\u00A0Круа ',
      middle_name: 'нет',
      birth_date: '6.5.2014',
      gender: 'муж',
      citizenship: 'РФ',
    });
    expect(codes).toEqual([]);
    expect(value).toMatchObject({
      snils: { kind: 'valid', snils: '11223344595' },
      last: 'Д’Артаньян де Ля Круа',
      normLast: 'дартаньян де ля круа',
      middle: null,
      normMiddle: null,
      birthDate: '2014-05-06',
      gender: 'M',
      citizenship: 'RUS',
    });
  });

  it.each([
    [{ snils: '112-233-445 96' }, 'snils SNILS_CHECKSUM'],
    [{ snils: '112-233-445' }, 'snils SNILS_FORMAT'],
    [{ snils: '000-000-600 06' }, 'snils SNILS_TEST_NUMBER'],
    [{ birth_date: '31.02.2014' }, 'birth_date BIRTH_DATE_INVALID'],
    [{ birth_date: '2026-11-22' }, 'birth_date BIRTH_DATE_INVALID'],
    [{ gender: 'да' }, 'gender FIELD_UNKNOWN'],
    [{ citizenship: 'Атлантида' }, 'citizenship FIELD_UNKNOWN'],
    [{ last_name: 'Ивaнов' }, 'last_name MIXED_ALPHABET'],
  ])('EC-007, EC-013: goes in in spite of %j', (more, code) => {
    expect(student(more)).toMatchObject({ aside: false, codes: [code] });
  });

  it.each([
    [{ source_id: ' ' }, 'source_id VALUE_MISSING'],
    [{ last_name: '' }, 'last_name VALUE_MISSING'],
    [{ first_name: '\u00A0' }, 'first_name VALUE_MISSING'],
    [{ first_name: 'я'.repeat(201) }, 'first_name VALUE_TOO_LONG'],
    [{ enrolled_from: '' }, 'enrolled_from VALUE_MISSING'],
    [{ enrolled_from: '01/09/2024' }, 'enrolled_from DATE_INVALID'],
    [{ enrolled_to: '2024-08-31' }, 'enrolled_to DATES_OUT_OF_ORDER'],
    [{ enrollment_kind: 'вольнослушатель' }, 'enrollment_kind VALUE_UNKNOWN'],
    [{ school_source_id: '' }, 'school_source_id VALUE_MISSING'],
  ])('is set aside for %j', (more, code) => {
    expect(student(more)).toMatchObject({ aside: true, codes: [code] });
  });

  it('tells all its faults at once', () => {
    expect(student({ first_name: '', snils: '1', enrolled_from: 'x' }).codes).toHaveLength(3);
  });

  it('is judged without an exception, whatever stands in it, and no message repeats it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...Object.keys(aStudent(1))),
          fc.string({ minLength: 12, unit: 'grapheme' }),
        ),
        (more) => {
          const log = new IssueLog(100);
          const row = aStudent(1, more);
          const layout = new Map(Object.keys(row).map((name, index) => [name, index]));
          judgePerson('student', new RowCells('x', 2, Object.values(row).map(String), layout, log), RULES);
          const told = log.issues.map(({ message }) => message).join();
          for (const text of Object.values(more)) expect(told.includes(text)).toBe(false);
        },
      ),
    );
  });
});

describe('other rows', () => {
  it('read their codes in English and in Russian', () => {
    expect(judged(aMunicipality({ kind: 'Городской округ' }), judgeMunicipality).value).toEqual([
      'M1',
      '27701000',
      'Калининград',
      'city_okrug',
    ]);
    expect(
      judged(aSchool({ kind: 'СОШ', founder_type: 'муниципальный', inn: '123' }), judgeSchool),
    ).toMatchObject({ aside: false, codes: ['inn FIELD_UNKNOWN'] });
    expect(judged(aMunicipality({ oktmo: '123' }), judgeMunicipality)).toMatchObject({
      aside: true,
      codes: ['oktmo NUMBER_INVALID'],
    });
  });

  it.each([
    ['2026/2027', '2026/2027'],
    ['2026-27', '2026/2027'],
    ['2026/2028', null],
    ['26/27', null],
  ])('reads the academic year %s as %s', (text, year) => {
    expect(judged(aClass({ academic_year: text }), judgeClass).value[2]).toBe(year);
  });

  it('sort and part the schools of an account', () => {
    expect(
      judged(anAccount('a', 'student', 'P1', { school_source_ids: 'S2| S1 |S2' }), judgeAccount).value[5],
    ).toBe('S1|S2');
    expect(judged(anAccount('a', 'student', 'P1', { school_source_ids: '|' }), judgeAccount).aside).toBe(
      true,
    );
  });
});

describe('region.json', () => {
  it('is read whole, or names its first wrong field', () => {
    expect(parseRegionFile(JSON.stringify(REGION))).toMatchObject({
      code: '39',
      timeZone: 'Europe/Kaliningrad',
      mode: 'full',
    });
    for (const [field, value] of Object.entries({
      code: '3',
      name: '',
      time_zone: 'Mars/Base',
      source: 'a b',
      mode: 'all',
      journal_systems: [{}],
    })) {
      expect(parseRegionFile(JSON.stringify({ ...REGION, [field]: value }))).toEqual({ field });
    }
    for (const text of ['', '[]', '{', 'null'])
      expect(parseRegionFile(text)).toEqual({
        field: text === '' || text === '{' || text === '[]' || text === 'null' ? 'region.json' : '',
      });
  });
});

describe('a log of issues', () => {
  it('counts all and keeps some', () => {
    const log = new IssueLog(2);
    const cells = new RowCells('x', 1, [], new Map(), log);
    for (let n = 0; n < 5; n += 1) cells.fault('VALUE_MISSING', 'x');
    expect(log.issues).toHaveLength(2);
    expect(log.totals.row).toBe(5);
  });
});
