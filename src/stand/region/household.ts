import { type CalendarDate } from '../../kernel/calendar-date.js';
import { type ClassGroup, type JournalSystem, type School } from './territory.js';

export type Gender = 'M' | 'F';

/** A human as he or she truly is; `snils` is null for some foreigners. */
export interface Human {
  readonly id: string;
  readonly last: string;
  readonly first: string;
  readonly middle: string | null;
  /** The surname before the marriage, where there was another one. */
  readonly maiden: string | null;
  readonly gender: Gender;
  readonly born: CalendarDate;
  snils: string | null;
  readonly citizenship: string;
}

/** What the school typed: texts as they go into the file. */
export interface Written {
  last: string;
  first: string;
  middle: string;
  born: string;
  snils: string;
}

/** How a row differs from its human, in the words of c.3.1; set by whoever spoils the row, read by the truth. */
export interface Marks {
  /** `none`: empty or invalid; `other`: the valid one of somebody else. */
  snils: 'right' | 'none' | 'other';
  birth: 'right' | 'wrong' | 'none';
  /** `equal` after norm(); `differs`: another surname. */
  name: 'equal' | 'differs';
}

export type JournalRole = 'student' | 'representative' | 'teacher' | 'homeroom' | 'school_admin';

export interface JournalAccount {
  readonly system: JournalSystem;
  readonly externalId: string;
  readonly role: JournalRole;
  readonly schoolIds: readonly string[];
}

interface BaseRow {
  readonly sourceId: string;
  readonly written: Written;
  readonly marks: Marks;
  readonly school: School;
  readonly account: JournalAccount | null;
}

export interface StudentRow extends BaseRow {
  readonly kind: 'student';
  readonly group: ClassGroup;
  readonly enrollment: 'main' | 'additional' | 'external';
  readonly from: CalendarDate;
}

export interface RepresentativeRow extends BaseRow {
  readonly kind: 'representative';
  /** `ended`: every tie of the row has ended, and with them the right to its account (EC-050). */
  mandate: 'valid' | 'ended';
}

export interface StaffRow extends BaseRow {
  readonly kind: 'staff';
  readonly position: string;
  readonly from: CalendarDate;
}

export type RosterRow = StudentRow | RepresentativeRow | StaffRow;

export type TieKind =
  'parent' | 'adoptive_parent' | 'guardian' | 'trustee' | 'foster_parent' | 'institution_representative';

export interface Tie {
  readonly student: StudentRow;
  readonly representative: RepresentativeRow;
  readonly kind: TieKind;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
}

export type DirtKind =
  | 'snils_typo'
  | 'snils_missing'
  | 'snils_zero_lost'
  | 'snils_of_parent'
  | 'snils_of_sibling'
  | 'birth_day_month_swapped'
  | 'birth_missing'
  | 'birth_year_off'
  | 'yo_as_ye'
  | 'surname_reversed'
  | 'latin_letters'
  | 'middle_placeholder'
  | 'trailing_nbsp'
  | 'surname_old'
  | 'row_twice';

/** What others did to a human whose own rows may be clean. */
type SideEffect = 'snils_shared_by_child' | 'snils_shared_by_sibling' | 'namesake';

export type EsiaLevel = 'PR' | 'P' | 'KD';

export interface EsiaAccount {
  readonly oid: string;
  readonly login: string;
  readonly password: string;
  readonly level: EsiaLevel;
  readonly parentalConsent: boolean;
}

/** One human with the rows that the schools keep on him or her. */
export interface Member {
  readonly human: Human;
  readonly rows: RosterRow[];
  readonly dirt: DirtKind[];
  readonly sideEffects: SideEffect[];
  esia: EsiaAccount | null;
}

/** What is drawn, written and forgotten together: a family, or one employee. */
export interface Household {
  readonly members: readonly Member[];
  readonly ties: readonly Tie[];
}

/** Writes a human as a careful school does: СНИЛС with dashes. */
export function writeClean(human: Human): Written {
  return {
    last: human.last,
    first: human.first,
    middle: human.middle ?? '',
    born: human.born,
    snils: human.snils === null ? '' : withDashes(human.snils),
  };
}

/** The marks of a row that agrees with its human. */
export function cleanMarks(human: Human): Marks {
  return { snils: human.snils === null ? 'none' : 'right', birth: 'right', name: 'equal' };
}

/** `11223344595` → `112-233-445 95`. */
export function withDashes(snils: string): string {
  return `${snils.slice(0, 3)}-${snils.slice(3, 6)}-${snils.slice(6, 9)} ${snils.slice(9)}`;
}
