import type { MigrationInterface, QueryRunner } from 'typeorm';

type Column = Readonly<Record<string, string | null>>;

const place = (key: string, title: string, of: string): Column => ({
  key,
  title,
  group: null,
  kind: 'place',
  of,
});
const computed = (
  group: string | null,
  key: string,
  title: string,
  indicator: string,
  show = 'value',
): Column => ({
  ...{ key, title, group, kind: 'indicator', indicator, show },
});
const growth = (
  group: string,
  key: string,
  title: string,
  measure: string,
  indicator: string,
  window: string,
) => ({
  ...{ key, title, group, kind: 'growth', measure, indicator, window },
});
/** A computed count with the school's own figure in a second column beside it (REP-02, f.7). */
const disputable = (key: string, title: string, indicator: string, name: string): readonly Column[] => [
  computed('Создано УЗ', key, title, indicator),
  { key: `${key}_own`, title: 'по данным ОО', group: `Создано УЗ: ${name}`, kind: 'own', beside: key },
];

const PUPILS = 'Всего обучающихся';
const LINKED = 'Привязано к ЭЖ';
const DECLARED_GROWTH = 'Создано: прирост';
const LINKED_GROWTH = 'Привязано: прирост';

/** indicators.md f.7, column by column. */
const COLUMNS: readonly Column[] = [
  place('number', '№ п/п', 'number'),
  place('municipality', 'Муниципальное образование', 'municipality'),
  place('oktmo', 'ОКТМО', 'oktmo'),
  place('school', 'Наименование ОО', 'school'),
  place('inn', 'ИНН', 'inn'),
  computed(PUPILS, 'students', 'Всего обучающихся', 'I-01'),
  computed(PUPILS, 'students_under14', 'до 14', 'I-02'),
  computed(PUPILS, 'students_14to17', '14–17', 'I-03'),
  computed(PUPILS, 'students_18plus', '18+', 'I-04'),
  computed(PUPILS, 'students_unknown', 'без даты рождения', 'I-05'),
  ...disputable('declared_under14', 'Создано УЗ: до 14', 'I-06.under14', 'до 14'),
  ...disputable('declared_14to17', '14–17', 'I-06.14to17', '14–17'),
  ...disputable('declared_minors', 'всего до 18', 'I-06.minors', 'всего до 18'),
  ...disputable('declared_18plus', '18+', 'I-06.18plus', '18+'),
  ...disputable('declared', 'все', 'I-06.all', 'все'),
  computed('Создано УЗ', 'declared_share', 'Доля, %', 'I-11'),
  computed(LINKED, 'linked_under14', 'Привязано к ЭЖ: до 14', 'I-07.under14'),
  computed(LINKED, 'linked_14to17', '14–17', 'I-07.14to17'),
  computed(LINKED, 'linked_minors', 'всего до 18', 'I-07.minors'),
  computed(LINKED, 'linked_share', 'Доля, %', 'I-12'),
  growth(DECLARED_GROWTH, 'declared_week', 'Создано: прирост за неделю', 'I-20', 'I-06.minors', 'week'),
  growth(DECLARED_GROWTH, 'declared_month', 'за месяц', 'I-20', 'I-06.minors', 'month'),
  growth(DECLARED_GROWTH, 'declared_pp', 'п.п.', 'I-22', 'I-11', 'accepted'),
  growth(LINKED_GROWTH, 'linked_week', 'Привязано: прирост за неделю', 'I-20', 'I-07.minors', 'week'),
  growth(LINKED_GROWTH, 'linked_month', 'за месяц', 'I-20', 'I-07.minors', 'month'),
  growth(LINKED_GROWTH, 'linked_pp', 'Прирост, п.п.', 'I-22', 'I-12', 'accepted'),
  computed(null, 'impossible', 'Нет возможности', 'I-09'),
  computed(null, 'refusals', 'Отказ', 'I-10'),
  computed(null, 'representatives_linked', 'Привязано представителей (без повторов)', 'I-17', 'numerator'),
  { key: 'note', title: 'Примечание', group: null, kind: 'text' },
];

/** The form that ministries are offered to begin with (f.7): all general schools, ages on the day itself. */
export class FirstReportForm1764300001400 implements MigrationInterface {
  name = 'FirstReportForm1764300001400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `INSERT INTO report_forms (code, version, region_id, title, school_kinds, age_basis, columns, published_by, published_at)
       VALUES ('esia-transition', 1, NULL, 'Сведения о переходе на вход через Госуслуги',
         ARRAY['primary', 'basic', 'secondary', 'gymnasium', 'lyceum', 'boarding', 'cadet', 'special', 'evening'],
         'as_of_date', $1, 'system', '2026-11-22T00:00:00Z')`,
      [JSON.stringify(COLUMNS)],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM report_forms WHERE code = 'esia-transition' AND version = 1`);
  }
}
