import { type CalendarDate } from '../../kernel/calendar-date.js';
import {
  cleanMarks,
  type Human,
  type JournalAccount,
  type Member,
  type RepresentativeRow,
  type StaffRow,
  type StudentRow,
  writeClean,
} from './household.js';
import { type ClassGroup, type School } from './territory.js';

/** A seat in a class. */
export interface Seat {
  readonly school: School;
  readonly group: ClassGroup;
}

/** A human as a member without ESIA account and dirt; both come later. */
export function toMember(human: Human): Member {
  return { human, rows: [], dirt: [], sideEffects: [], esia: null };
}

/** A clean pupil's row. */
export function studentRow(
  human: Human,
  seat: Seat,
  sourceId: string,
  account: JournalAccount | null,
  from: CalendarDate,
  enrollment: StudentRow['enrollment'] = 'main',
): StudentRow {
  const clean = { written: writeClean(human), marks: cleanMarks(human) };
  return { kind: 'student', sourceId, ...clean, ...seat, account, enrollment, from };
}

/** A clean row of a representative as one school reports it, for a child who is a minor. */
export function representativeRow(
  human: Human,
  school: School,
  sourceId: string,
  account: JournalAccount | null,
): RepresentativeRow {
  const clean = { written: writeClean(human), marks: cleanMarks(human) };
  return { kind: 'representative', sourceId, ...clean, school, account, mandate: 'valid' };
}

/** A clean row of an employee. */
export function staffRow(
  human: Human,
  school: School,
  sourceId: string,
  account: JournalAccount | null,
  position: string,
  from: CalendarDate,
): StaffRow {
  const clean = { written: writeClean(human), marks: cleanMarks(human) };
  return { kind: 'staff', sourceId, ...clean, school, account, position, from };
}
