import { indicatorById } from './report-cells.js';
import {
  COLUMN_KINDS,
  type ColumnKind,
  nameOfColumn,
  PLACES,
  type ReportColumn,
  type ReportForm,
  SCHOOL_KINDS,
  type SchoolKind,
  WINDOWS,
} from './report-form.js';
import { AGE_BASES, type AgeBasis } from './statistics-day.js';

/** A form as somebody wrote it, before any rule was asked. */
export interface WrittenForm {
  readonly code: string;
  readonly title: string;
  readonly schoolKinds: readonly string[];
  readonly ageBasis: string;
  readonly columns: readonly WrittenColumn[];
}

export type WrittenColumn = Readonly<
  Record<'key' | 'title' | 'kind', string> & Partial<Record<Attribute | 'group', string | null>>
>;

type Attribute = 'of' | 'indicator' | 'show' | 'measure' | 'window' | 'beside';

/** What is wrong with which field, in Russian. */
export interface FormComplaint {
  readonly field: string;
  readonly message: string;
}

export type ParsedForm =
  | { readonly kind: 'form'; readonly form: Omit<ReportForm, 'version'> }
  | { readonly kind: 'complaints'; readonly complaints: readonly FormComplaint[] };

const KEY = /^[a-z][a-z0-9_]{0,62}$/;
const CODE = /^[a-z][a-z0-9-]{1,40}$/;
const MOST_COLUMNS = 120;

const ATTRIBUTES: Readonly<Record<ColumnKind, readonly Attribute[]>> = {
  place: ['of'],
  indicator: ['indicator', 'show'],
  growth: ['indicator', 'measure', 'window'],
  own: ['beside'],
  text: [],
};

/** Parses a form (REP-01): every complaint at once, each naming its column. */
export function parseReportForm(written: WrittenForm): ParsedForm {
  const columns = written.columns.map((column, index) => parseColumn(column, index, written.columns));
  const complaints = [...formComplaints(written), ...columns.flatMap(({ complaints }) => complaints)];
  if (complaints.length > 0) return { kind: 'complaints', complaints };
  const form = {
    ...{ code: written.code, title: written.title.trim() },
    schoolKinds: written.schoolKinds as readonly SchoolKind[],
    ageBasis: written.ageBasis as AgeBasis,
    columns: columns.flatMap(({ column }) => column ?? []),
  };
  return { kind: 'form', form };
}

function formComplaints(form: WrittenForm): FormComplaint[] {
  const kinds: readonly string[] = SCHOOL_KINDS;
  const strange = form.schoolKinds.find((kind) => !kinds.includes(kind));
  const rules: readonly [boolean, string, string][] = [
    [CODE.test(form.code), 'code', 'нужен код из строчных латинских букв, цифр и дефисов, с буквы'],
    [form.title.trim() !== '', 'title', 'дайте форме название'],
    [form.schoolKinds.length > 0, 'school_kinds', 'назовите хотя бы один вид школ'],
    [
      strange === undefined,
      'school_kinds',
      `вида школ «${strange ?? ''}» нет; бывают: ${SCHOOL_KINDS.join(', ')}`,
    ],
    [new Set(form.schoolKinds).size === form.schoolKinds.length, 'school_kinds', 'вид школ назван дважды'],
    [
      (AGE_BASES as readonly string[]).includes(form.ageBasis),
      'age_basis',
      `нужно ${AGE_BASES.join(' или ')}`,
    ],
    [form.columns.length <= MOST_COLUMNS, 'columns', `столбцов не больше ${MOST_COLUMNS}`],
    [
      form.columns.some(({ kind }) => kind === 'indicator'),
      'columns',
      'нужен хотя бы один столбец с показателем (kind: indicator)',
    ],
  ];
  return rules.filter(([holds]) => !holds).map(([, field, message]) => ({ field, message }));
}

interface ColumnParse {
  readonly column: ReportColumn | null;
  readonly complaints: readonly FormComplaint[];
}

function parseColumn(written: WrittenColumn, index: number, all: readonly WrittenColumn[]): ColumnParse {
  const { key, title } = written;
  const group = written.group ?? null;
  const name = title.trim() === '' ? key : nameOfColumn({ key, title, group });
  const complain = (field: string, message: string): ColumnParse => ({
    column: null,
    complaints: [{ field: `columns[${index}].${field}`, message: `столбец «${name}»: ${message}` }],
  });
  const header = { key, title, group };
  if (!KEY.test(key) || key in {}) {
    return complain('key', 'нужен ключ из строчных латинских букв, цифр и подчёркиваний, с буквы');
  }
  if (all.findIndex((other) => other.key === key) !== index) return complain('key', `ключ ${key} уже занят`);
  if (title.trim() === '') return complain('title', 'дайте столбцу заголовок');
  const kind = COLUMN_KINDS.find((known) => known === written.kind);
  if (kind === undefined) return complain('kind', `бывает ${COLUMN_KINDS.join(', ')}`);
  const extra = extraAttribute(written, kind);
  if (extra !== undefined) return complain(extra, `у столбца вида ${kind} такого поля нет`);
  const parsed = PARSERS[kind](written, all);
  return 'message' in parsed
    ? complain(parsed.field, parsed.message)
    : { column: { ...header, ...parsed } as ReportColumn, complaints: [] };
}

function extraAttribute(written: WrittenColumn, kind: ColumnKind): Attribute | undefined {
  const given = Object.values(ATTRIBUTES).flat();
  return given.find(
    (attribute) => (written[attribute] ?? null) !== null && !ATTRIBUTES[kind].includes(attribute),
  );
}

type Rest = Omit<ReportColumn, 'key' | 'title' | 'group'> | FormComplaint;

const PARSERS: Readonly<Record<ColumnKind, (written: WrittenColumn, all: readonly WrittenColumn[]) => Rest>> =
  {
    place: ({ of }) => {
      const place = PLACES.find((known) => known === of);
      return place === undefined
        ? { field: 'of', message: `бывает ${PLACES.join(', ')}` }
        : { kind: 'place', of: place };
    },
    indicator: ({ indicator, show }) => {
      const found = knownIndicator(indicator);
      if ('message' in found) return found;
      if (!['value', 'numerator', null, undefined].includes(show)) {
        return { field: 'show', message: 'бывает value — значение, numerator — только числитель доли' };
      }
      if (show === 'numerator' && !found.share) {
        return { field: 'show', message: `${found.id} — не доля, числителя у него нет` };
      }
      return { kind: 'indicator', indicator: found.id, show: show === 'numerator' ? 'numerator' : 'value' };
    },
    growth: ({ indicator, measure, window }) => {
      const found = knownIndicator(indicator);
      if ('message' in found) return found;
      const right = found.share ? 'I-22' : 'I-20';
      if ((measure ?? right) !== right) {
        return { field: 'measure', message: `прирост показателя ${found.id} считается как ${right}` };
      }
      const since = WINDOWS.find((known) => known === window);
      return since === undefined
        ? {
            field: 'window',
            message: 'бывает week — за неделю, month — за месяц, accepted — к принятому отчёту',
          }
        : { kind: 'growth', measure: right, indicator: found.id, window: since };
    },
    own: ({ key, beside }, all) => {
      const column = all.find((other) => other.key === beside);
      const counted = column?.kind === 'indicator' && column.show !== 'numerator';
      if (!counted || indicatorById(column.indicator ?? '')?.kind !== 'count') {
        return { field: 'beside', message: 'назовите ключ расчётного столбца с числом учеников, не долей' };
      }
      const rival = all.find((other) => other.kind === 'own' && other.beside === beside);
      return rival?.key === key
        ? { kind: 'own', beside: column.key }
        : { field: 'beside', message: `рядом со столбцом ${column.key} уже есть данные ОО` };
    },
    text: () => ({ kind: 'text' }),
  };

function knownIndicator(
  id: string | null | undefined,
): { readonly id: string; readonly share: boolean } | FormComplaint {
  const indicator = indicatorById(id ?? '');
  if (indicator === null) {
    const message = `показателя «${id ?? ''}» нет; возьмите код из каталога показателей, например I-07.under14`;
    return { field: 'indicator', message };
  }
  return indicator.levels.includes('school')
    ? { id: indicator.id, share: indicator.kind === 'share' }
    : { field: 'indicator', message: `показатель ${indicator.id} по школе не считается` };
}
