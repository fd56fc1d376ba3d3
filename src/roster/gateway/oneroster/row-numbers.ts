import type { IssuePlace } from '../../domain/import-issue.js';
import { type FileKind } from '../../domain/roster-file.js';
import { type Collection, MOST_ELEMENTS } from './json-elements.js';

/** Rows of pupils that come from `enrollments`, not from `users`, are numbered from here on. */
const OF_ENROLMENTS = 200;

/**
 * The number of the `position`-th row that one entry gives. It is unique within the kind, fits into an integer of
 * PostgreSQL, and {@link placeOf} finds the entry again.
 */
export function rowNumber(collection: Collection, no: number, position = 0): number {
  const turn = collection === 'enrollments' ? OF_ENROLMENTS : Math.min(position, OF_ENROLMENTS - 1);
  return turn * MOST_ELEMENTS + no;
}

const SECTIONS: Readonly<Record<FileKind, Collection>> = {
  municipalities: 'orgs',
  schools: 'orgs',
  classes: 'classes',
  students: 'users',
  representatives: 'users',
  staff: 'users',
  family_ties: 'users',
  journal_accounts: 'journalAccounts',
};

const PERSON: Readonly<Record<string, string>> = {
  source_id: 'sourcedId',
  last_name: 'familyName',
  first_name: 'givenName',
  middle_name: 'middleName',
  birth_date: 'birthDate',
  gender: 'sex',
  snils: 'snils',
  citizenship: 'citizenship',
};

/** How the fields of roster.json are called for the columns of a kind. */
const FIELDS: Readonly<Record<FileKind, Readonly<Record<string, string>>>> = {
  municipalities: { source_id: 'sourcedId', oktmo: 'identifier', name: 'name', kind: 'kind' },
  schools: {
    source_id: 'sourcedId',
    municipality_source_id: 'parent',
    full_name: 'fullName',
    short_name: 'name',
    kind: 'kind',
    founder_type: 'founderType',
    inn: 'inn',
    ogrn: 'ogrn',
  },
  classes: {
    source_id: 'sourcedId',
    school_source_id: 'school',
    academic_year: 'academicYear',
    grade_level: 'grades',
    letter: 'letter',
    campus: 'campus',
  },
  students: {
    ...PERSON,
    school_source_id: 'enrollments.school',
    class_source_id: 'enrollments.class',
    enrollment_kind: 'enrollments.kind',
    enrolled_from: 'enrollments.beginDate',
    enrolled_to: 'enrollments.endDate',
    order_no: 'enrollments.orderNo',
    end_kind: 'enrollments.endKind',
  },
  representatives: PERSON,
  staff: {
    ...PERSON,
    school_source_id: 'roles.org',
    position: 'roles.position',
    valid_from: 'roles.beginDate',
    valid_to: 'roles.endDate',
  },
  family_ties: {
    student_source_id: 'sourcedId',
    representative_source_id: 'agents.sourcedId',
    kind: 'agents.relationship',
    valid_from: 'agents.beginDate',
    valid_to: 'agents.endDate',
  },
  journal_accounts: {
    journal_system: 'journalSystem',
    external_id: 'sourcedId',
    role: 'role',
    owner_kind: 'ownerKind',
    owner_source_id: 'user',
    school_source_ids: 'schools',
  },
};

/** Where an issue of a kind's row is in roster.json: the section, the number of the entry in it, the field. */
export function placeOf(fileName: string, kind: FileKind, { row, column }: IssuePlace): IssuePlace {
  const ofEnrolments = row !== null && row >= OF_ENROLMENTS * MOST_ELEMENTS;
  return {
    file: `${fileName}: ${ofEnrolments ? 'enrollments' : SECTIONS[kind]}`,
    row: row === null ? null : row % MOST_ELEMENTS,
    column: column === null ? null : (FIELDS[kind][column] ?? column),
  };
}
