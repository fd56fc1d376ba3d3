import { ageOn, type CalendarDate, parseWrittenDate } from '../../kernel/calendar-date.js';
import { isMixedAlphabet, normalizeNamePart, tidyMiddleName } from '../../kernel/person-name.js';
import { judgeSnils, type SnilsRules, type SnilsVerdict } from '../../kernel/snils.js';
import type { RowCells } from './row-cells.js';
import { END_KINDS, ENROLLMENT_KINDS, GENDERS, RUSSIA, YES_OR_NO } from './vocabulary.js';

export type RecordKind = 'student' | 'representative' | 'staff';

/** One row of students.csv, representatives.csv or staff.csv, judged. */
export interface PersonRow {
  readonly kind: RecordKind;
  readonly sourceId: string;
  readonly last: string;
  readonly first: string;
  readonly middle: string | null;
  readonly normLast: string;
  readonly normFirst: string;
  readonly normMiddle: string | null;
  readonly birthDate: CalendarDate | null;
  readonly gender: 'M' | 'F' | null;
  /** ISO 3166-1 alpha-3. */
  readonly citizenship: string | null;
  readonly snils: SnilsVerdict;
  /** The person typed these names into the journal: they prove nothing (ROS-13). */
  readonly selfTyped: boolean;
  /** «нет» or a dash stands for the patronymic (ROS-06). */
  readonly middlePlaceholder: boolean;
  /** Null for representatives, who belong to no school. */
  readonly place: Place | null;
}

/** Where a pupil learns or a member of staff works; `post` is the kind of enrolment or the position. */
interface Place {
  readonly schoolSourceId: string;
  readonly classSourceId: string | null;
  readonly post: string;
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  /** Number of the order by which a pupil was enrolled; null for staff. */
  readonly orderNo: string | null;
  /** How the enrolment ends on `to`, when the file says so; null for staff. */
  readonly endKind: string | null;
}

/** What judging a row needs to know of the day and the place of the import. */
export interface PersonRules {
  /** The day of the import in the region's time zone. */
  readonly today: CalendarDate;
  readonly snils: SnilsRules;
}

/** Ages outside which an adult's birth date is probably a typing error. */
const ADULT_AGES = [14, 100] as const;

/**
 * Ages outside which a pupil's birth date is probably a typing error, by kind of school (ROS-06, EC-037): a kindergarten
 * takes children from two months on (Federal Law 273-FZ, art. 67), colleges and evening schools teach adults too.
 */
export const PUPIL_AGES = {
  preschool: [0, 8],
  vocational: [13, 60],
  evening: [13, 60],
  other: [5, 25],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

/** Judges the row of a person; whether it is set aside, `cells` knows. */
export function judgePerson(kind: RecordKind, cells: RowCells, rules: PersonRules): PersonRow {
  const last = cells.required('last_name');
  const first = cells.required('first_name');
  const written = cells.optional('middle_name');
  const middle = tidyMiddleName(written);
  warnOfMixedAlphabet(cells, { last_name: last, first_name: first, middle_name: middle });
  return {
    kind,
    sourceId: cells.required('source_id'),
    last,
    first,
    middle,
    normLast: normalizeNamePart(last),
    normFirst: normalizeNamePart(first),
    normMiddle: middle === null ? null : normalizeNamePart(middle),
    birthDate: judgeBirthDate(kind, cells, rules.today),
    gender: judgeGender(cells),
    citizenship: judgeCitizenship(cells),
    snils: judgeSnilsCell(cells, rules.snils),
    selfTyped: cells.word('self_typed', YES_OR_NO) === 'yes',
    middlePlaceholder: written !== null && middle === null,
    place: judgePlace(kind, cells),
  };
}

function warnOfMixedAlphabet(cells: RowCells, parts: Readonly<Record<string, string | null>>): void {
  for (const [column, part] of Object.entries(parts)) {
    if (part !== null && isMixedAlphabet(part)) cells.fault('MIXED_ALPHABET', column);
  }
}

function judgeBirthDate(kind: RecordKind, cells: RowCells, today: CalendarDate): CalendarDate | null {
  const text = cells.optional('birth_date');
  if (text === null) return null;
  const born = parseWrittenDate(text);
  if (born === null || born > today) {
    cells.fault('BIRTH_DATE_INVALID', 'birth_date');
    return null;
  }
  const age = ageOn(today, born);
  const [youngest, oldest] = ADULT_AGES;
  // What is probable for a pupil depends on the school, which only the database knows.
  if (kind !== 'student' && (age < youngest || age > oldest))
    cells.fault('BIRTH_DATE_IMPROBABLE', 'birth_date');
  return born;
}

function judgeGender(cells: RowCells): 'M' | 'F' | null {
  const text = cells.optional('gender');
  if (text === null) return null;
  const gender = GENDERS.get(text.toLowerCase());
  if (gender === undefined) cells.fault('FIELD_UNKNOWN', 'gender');
  return gender ?? null;
}

function judgeCitizenship(cells: RowCells): string | null {
  const text = cells.optional('citizenship');
  if (text === null) return null;
  if (RUSSIA.has(text.toLowerCase())) return 'RUS';
  const code = text.toUpperCase();
  if (/^[A-Z]{3}$/.test(code)) return code;
  cells.fault('FIELD_UNKNOWN', 'citizenship');
  return null;
}

/** EC-013: a wrong СНИЛС is a fault of the field; the person goes in without it. */
function judgeSnilsCell(cells: RowCells, rules: SnilsRules): SnilsVerdict {
  const verdict = judgeSnils(cells.optional('snils'), rules);
  if (verdict.kind === 'invalid') {
    const code = {
      format: 'SNILS_FORMAT',
      checksum: 'SNILS_CHECKSUM',
      zero_prefix: 'SNILS_TEST_NUMBER',
    } as const;
    cells.fault(code[verdict.reason], 'snils');
  }
  return verdict;
}

function judgePlace(kind: RecordKind, cells: RowCells): Place | null {
  switch (kind) {
    case 'representative':
      return null;
    case 'student': {
      const from = cells.requiredDate('enrolled_from');
      const to = cells.period(from, 'enrolled_to');
      return {
        schoolSourceId: cells.required('school_source_id'),
        classSourceId: cells.optional('class_source_id'),
        post: cells.word('enrollment_kind', ENROLLMENT_KINDS) ?? 'main',
        from,
        to,
        orderNo: cells.optional('order_no'),
        endKind: judgeEndKind(cells, to),
      };
    }
    case 'staff': {
      const from = cells.requiredDate('valid_from');
      return {
        schoolSourceId: cells.required('school_source_id'),
        classSourceId: null,
        post: cells.required('position'),
        from,
        to: cells.period(from, 'valid_to'),
        orderNo: null,
        endKind: null,
      };
    }
  }
}

/** A reason without a day says nothing: the field is passed over, and the uploader told. */
function judgeEndKind(cells: RowCells, to: CalendarDate | null): string | null {
  const endKind = cells.word('end_kind', END_KINDS);
  if (endKind === null || to !== null) return endKind;
  if (!cells.aside) cells.fault('END_KIND_WITHOUT_DATE', 'end_kind');
  return null;
}
