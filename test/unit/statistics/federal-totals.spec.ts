import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { complaintOf, federalDifference } from '../../../src/statistics/domain/federal-total.js';
import { readFederalTotals } from '../../../src/statistics/gateway/federal-totals-file.js';

const counts = (students: number, ages: readonly (number | null)[] = [null, null, null]) => ({
  ...{ students, under14: ages[0] ?? null, '14to17': ages[1] ?? null, '18plus': ages[2] ?? null },
});

describe('the control totals of ОО-1', () => {
  it('REP-08: differ by ours minus theirs, and by nothing where one side is silent', () => {
    const [federal, ours] = [counts(100, [60, 35, 5]), counts(98)];
    expect(federalDifference({ federal, ours })).toEqual({ ...counts(-2) });
    expect(federalDifference({ federal: null, ours }).students).toBeNull();
  });

  it.each([
    [counts(10, [5, 5, 0]), null],
    [counts(10), null],
    [counts(10, [5, 5, 1]), 'учеников по возрастам больше, чем всего'],
    [counts(10, [5, null, null]), 'возраста укажите все три или ни одного'],
    [counts(-1), 'нужны целые числа от 0 до 100 000'],
    [counts(1.5), 'нужны целые числа от 0 до 100 000'],
  ])('%j: %s', (given, complaint) => {
    expect(complaintOf(given)).toBe(complaint);
  });

  const TABLE =
    'ИНН;Наименование ОО;Всего обучающихся;до 14;14–17;18+\r\n3900000001;Школа 1;1 105;600;500;5\r\n3900000002;Школа 2;40;;;\r\n';

  it.each([
    ['UTF-8', Buffer.from(TABLE)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TABLE}`)],
    ['Windows-1251', iconv.encode(TABLE, 'win1251')],
  ])('are read from %s', (_, file) => {
    expect(readFederalTotals(file)).toEqual({
      kind: 'read',
      lines: [
        { line: 2, schoolId: null, inn: '3900000001', counts: counts(1105, [600, 500, 5]) },
        { line: 3, schoolId: null, inn: '3900000002', counts: counts(40) },
      ],
    });
  });

  it.each([
    ['school_id,students\nnot-an-id,5\n', 'строка 2: укажите school_id или ИНН из 10 или 12 цифр'],
    ['ИНН;Всего обучающихся\n3900000001;много\n', 'строка 2: нужны целые числа от 0 до 100 000'],
    ['ИНН;Всего обучающихся\n3900000001;-5\n', 'строка 2: нужны целые числа от 0 до 100 000'],
    ['ИНН;Всего обучающихся\n3900000001;\n', 'строка 2: нужны целые числа от 0 до 100 000'],
    ['ИНН;Школа\n3900000001;Школа 1\n', 'нужны столбцы «ИНН» (или school_id) и «Всего обучающихся»'],
    ['ИНН;Всего обучающихся\n"3900000001;5\n', 'файл не читается как CSV'],
  ])('are refused with the line: %j', (text, complaint) => {
    expect(readFederalTotals(Buffer.from(text))).toEqual({ kind: 'wrong', complaints: [complaint] });
  });
});
