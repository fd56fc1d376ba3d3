import type { Counts } from './counts.js';
import { indicatorById } from './report-cells.js';
import { type IndicatorColumn, nameOfColumn, type OwnColumn, type ReportColumn } from './report-form.js';
import { minorsOf } from './indicators.js';
import type { OwnStatements } from './report-own.js';

/** What a check found in a cell: an error stops the submission, a warning is to be read. */
export interface Finding {
  readonly level: 'error' | 'warning';
  /** Key of the column. */
  readonly cell: string;
  readonly message: string;
}

type Bucket = 'under14' | '14to17' | 'minors' | '18plus' | 'all';
type Family = 'declared' | 'linked' | 'used';

const BUCKETS: Readonly<Record<Bucket, string>> = {
  under14: 'учеников до 14 лет',
  '14to17': 'учеников 14–17 лет',
  minors: 'несовершеннолетних',
  '18plus': 'учеников 18 лет и старше',
  all: 'учеников',
};
const FAMILIES: Readonly<Record<string, Family>> = { 'I-06': 'declared', 'I-07': 'linked', 'I-08': 'used' };

/** An own figure that the school has stated, with the computed one beside it. */
interface Stated {
  readonly column: OwnColumn;
  readonly name: string;
  readonly figure: number;
  readonly computed: number | null;
  readonly indicator: string;
  readonly family: Family | null;
  readonly bucket: Bucket;
}

/**
 * Checks a report before it is signed (EC-122, REP-02, f.0.4).
 *
 * @param counts the school's row of the bound snapshot; null when nothing is known of the school on that day
 */
export function checkReport(
  columns: readonly ReportColumn[],
  own: OwnStatements,
  counts: Counts | null,
): readonly Finding[] {
  const stated = columns.flatMap((column) => statedIn(column, columns, own, counts) ?? []);
  return [
    ...stated.flatMap((figure) => [
      ...(counts === null ? [] : againstPupils(figure, counts)),
      ...unexplained(figure, own),
    ]),
    ...(['declared', 'linked', 'used'] as const).flatMap((family) => ages(stated, family, counts)),
    ...withoutBirthDate(columns, counts),
  ];
}

function statedIn(
  column: ReportColumn,
  columns: readonly ReportColumn[],
  { figures }: OwnStatements,
  counts: Counts | null,
): Stated | null {
  if (column.kind !== 'own') return null;
  const [figure, beside] = [figures[column.key], columns.find(({ key }) => key === column.beside)];
  if (figure === undefined || beside?.kind !== 'indicator') return null;
  const computed = counts === null ? null : (indicatorById(beside.indicator)?.of(counts)?.numerator ?? null);
  return {
    ...{ column, figure, computed, indicator: beside.indicator, name: ownName(beside) },
    ...placeOf(beside.indicator),
  };
}

function ownName(beside: IndicatorColumn): string {
  return `«${nameOfColumn(beside)}» по данным ОО`;
}

/** Which pupils a figure speaks of: `I-06.under14` of the declared under 14, `I-09` of all. */
function placeOf(indicator: string): { readonly family: Family | null; readonly bucket: Bucket } {
  const [id = '', suffix = ''] = indicator.split('.');
  const family = FAMILIES[id] ?? null;
  const bucket = (Object.keys(BUCKETS) as Bucket[]).find((known) => known === suffix);
  return { family, bucket: (family === null ? undefined : bucket) ?? 'all' };
}

function inBucket(counts: Counts, set: 'students' | Family, bucket: Bucket): number {
  if (bucket === 'minors') return minorsOf(counts, set);
  return bucket === 'all' ? counts[set] : counts[`${set}_${bucket}`];
}

function againstPupils(stated: Stated, counts: Counts): Finding[] {
  const { column, name, figure, family, bucket } = stated;
  const pupils = inBucket(counts, 'students', bucket);
  if (figure > pupils) {
    const message = `${name}: ${figure} — больше, чем ${BUCKETS[bucket]} в школе (${pupils}). Исправьте число.`;
    return [{ level: 'error', cell: column.key, message }];
  }
  const linked = inBucket(counts, 'linked', bucket);
  if (family !== 'declared' || figure >= linked) return [];
  const message = `${name}: ${figure} — меньше числа привязанных (${linked}), а у привязанных учётная запись точно создана. Проверьте число.`;
  return [{ level: 'warning', cell: column.key, message }];
}

function unexplained({ column, name, figure, computed }: Stated, { explanations }: OwnStatements): Finding[] {
  const explained = column.key in explanations || column.beside in explanations;
  if (figure === computed || explained) return [];
  const message = `${name}: ${figure}, по расчёту ${computed ?? '—'}. Объясните расхождение.`;
  return [{ level: 'error', cell: column.key, message }];
}

/** до 14 + 14–17 = всего до 18; все − (до 18 + 18+) are those without a birth date (f.7). An own figure stands for the computed one. */
function ages(all: readonly Stated[], family: Family, counts: Counts | null): Finding[] {
  const stated = all.filter((figure) => figure.family === family);
  const [first] = stated;
  if (first === undefined) return [];
  const of = (bucket: Bucket): number | null =>
    stated.find((figure) => figure.bucket === bucket)?.figure ??
    (counts === null ? null : inBucket(counts, family, bucket));
  const where = (...buckets: Bucket[]): Stated =>
    stated.find(({ bucket }) => buckets.includes(bucket)) ?? first;
  const [young, teen, minors, adult, whole] = [
    of('under14'),
    of('14to17'),
    of('minors'),
    of('18plus'),
    of('all'),
  ];
  const found: Finding[] = [];
  const complain = ({ column, name }: Stated, message: string): void => {
    found.push({ level: 'error', cell: column.key, message: `${name}: ${message} Исправьте числа.` });
  };
  if (young !== null && teen !== null && minors !== null && young + teen !== minors) {
    const sum = `${young} + ${teen} = ${young + teen}`;
    complain(
      where('minors', 'under14', '14to17'),
      `всего до 18 — ${minors}, а до 14 и 14–17 вместе — ${sum}.`,
    );
  }
  if (minors !== null && adult !== null && whole !== null) {
    const [sum, undated] = [minors + adult, counts?.students_unknown ?? null];
    if (whole < sum)
      complain(where('all', '18plus', 'minors'), `все — ${whole}, а до 18 и 18+ вместе — ${sum}.`);
    else if (undated !== null && whole - sum > undated) {
      const rest = `все — ${whole}, до 18 и 18+ вместе — ${sum}, а без даты рождения учеников только ${undated}.`;
      complain(where('all', '18plus', 'minors'), rest);
    }
  }
  return found;
}

/** f.0.4: above 1 % without a birth date the shares by age say too little. */
function withoutBirthDate(columns: readonly ReportColumn[], counts: Counts | null): Finding[] {
  const column = columns.find((one) => one.kind === 'indicator' && one.indicator === 'I-05');
  if (column === undefined || counts === null || counts.students_unknown * 100 <= counts.students) return [];
  const message = `«${nameOfColumn(column)}»: ${counts.students_unknown} из ${counts.students} — больше 1 %; в доли по возрасту они не входят. Уточните даты рождения в контингенте.`;
  return [{ level: 'warning', cell: column.key, message }];
}
