import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { csvLine, FileWriter } from './file-writer.js';
import { type Household, type Human, type RosterRow, type Written } from './household.js';
import { type Territory } from './territory.js';

const PERSON = ['last_name', 'first_name', 'middle_name', 'birth_date', 'gender', 'snils', 'citizenship'];

/** The columns of each file, in order; «Файлы контингента» of docs/formats.md. */
const COLUMNS = {
  students: [
    'source_id',
    ...PERSON,
    'school_source_id',
    'class_source_id',
    'enrollment_kind',
    'enrolled_from',
    'enrolled_to',
  ],
  representatives: ['source_id', ...PERSON],
  family_ties: ['student_source_id', 'representative_source_id', 'kind', 'valid_from', 'valid_to'],
  staff: ['source_id', ...PERSON, 'school_source_id', 'position', 'valid_from', 'valid_to'],
  journal_accounts: [
    'journal_system',
    'external_id',
    'role',
    'owner_kind',
    'owner_source_id',
    'school_source_ids',
  ],
};

/** Writes the roster files of the demo region, household by household. */
export class RosterFiles {
  private readonly students: FileWriter;
  private readonly representatives: FileWriter;
  private readonly ties: FileWriter;
  private readonly staff: FileWriter;
  private readonly accounts: FileWriter;

  constructor(private readonly folder: string) {
    this.students = this.open('students', COLUMNS.students);
    this.representatives = this.open('representatives', COLUMNS.representatives);
    this.ties = this.open('family_ties', COLUMNS.family_ties);
    this.staff = this.open('staff', COLUMNS.staff);
    this.accounts = this.open('journal_accounts', COLUMNS.journal_accounts);
  }

  writeTerritory({ municipalities, schools, academicYear }: Territory): void {
    writeFileSync(join(this.folder, 'region.json'), `${JSON.stringify(REGION, null, 2)}\n`);
    const places = this.open('municipalities', ['source_id', 'oktmo', 'name', 'kind']);
    for (const { sourceId, oktmo, name, kind } of municipalities) {
      places.write(csvLine([sourceId, oktmo, name, kind]));
    }
    places.close();
    const houses = this.open('schools', SCHOOL_COLUMNS);
    const groups = this.open('classes', CLASS_COLUMNS);
    for (const school of schools) {
      const { sourceId, municipality, fullName, shortName, kind, founder, inn, ogrn } = school;
      const where = municipality.sourceId;
      houses.write(csvLine([sourceId, where, fullName, shortName, kind, founder, inn, ogrn]));
      for (const { sourceId: id, grade, letter, campus } of school.classes) {
        groups.write(csvLine([id, sourceId, academicYear, String(grade), letter, campus]));
      }
    }
    houses.close();
    groups.close();
  }

  writeHousehold({ members, ties }: Household): void {
    for (const { human, rows } of members) for (const row of rows) this.writeRow(human, row);
    for (const { student, representative, kind, from, to } of ties) {
      this.ties.write(csvLine([student.sourceId, representative.sourceId, kind, from, to ?? '']));
    }
  }

  close(): void {
    for (const file of [this.students, this.representatives, this.ties, this.staff, this.accounts])
      file.close();
  }

  private open(name: string, columns: readonly string[]): FileWriter {
    const file = new FileWriter(join(this.folder, `${name}.csv`));
    file.write(csvLine(columns));
    return file;
  }

  private writeRow(human: Human, row: RosterRow): void {
    const person = [row.sourceId, ...personFields(human, row.written)];
    switch (row.kind) {
      case 'student': {
        const { school, group, enrollment, from } = row;
        this.students.write(csvLine([...person, school.sourceId, group.sourceId, enrollment, from, '']));
        break;
      }
      case 'representative':
        this.representatives.write(csvLine(person));
        break;
      case 'staff':
        this.staff.write(csvLine([...person, row.school.sourceId, row.position, row.from, '']));
        break;
    }
    if (row.account === null) return;
    const { system, externalId, role, schoolIds } = row.account;
    this.accounts.write(csvLine([system, externalId, role, row.kind, row.sourceId, schoolIds.join('|')]));
  }
}

function personFields(human: Human, written: Written): string[] {
  const { last, first, middle, born, snils } = written;
  return [last, first, middle, born, human.gender, snils, human.citizenship];
}

const SCHOOL_COLUMNS = [
  'source_id',
  'municipality_source_id',
  'full_name',
  'short_name',
  'kind',
  'founder_type',
  'inn',
  'ogrn',
];
const CLASS_COLUMNS = ['source_id', 'school_source_id', 'academic_year', 'grade_level', 'letter', 'campus'];

const REGION = {
  code: '39',
  name: 'Калининградская область (учебные данные)',
  time_zone: 'Europe/Kaliningrad',
  source: 'region-demo',
  mode: 'full',
  journal_systems: [
    { code: 'demo-journal', name: 'Демо-журнал' },
    { code: 'demo-college', name: 'Демо-колледж' },
  ],
};
