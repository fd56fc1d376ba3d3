import { join } from 'node:path';
import { FileWriter } from './file-writer.js';
import { type EsiaAccount, type Household, type Human, type Member } from './household.js';
import { type Numbering } from './numbering.js';

/** Kinds of ties that ЕСИА knows from the registry of births; a trustee or an orphanage has no card of the child. */
const SHOWN_TIES: ReadonlySet<string> = new Set(['parent', 'adoptive_parent', 'guardian']);

/** Writes `esia-population.json`, one person in a line, as households come. */
export class PopulationFile {
  private readonly file: FileWriter;
  private isFirst = true;

  constructor(
    folder: string,
    private readonly numbering: Numbering,
  ) {
    this.file = new FileWriter(join(folder, 'esia-population.json'));
    this.file.write('{ "persons": [\n');
  }

  writeHousehold(household: Household): void {
    for (const member of household.members) {
      if (member.esia === null) continue;
      const person = this.person(member, member.esia, household);
      this.file.write(`${this.isFirst ? '' : ',\n'}${JSON.stringify(person)}`);
      this.isFirst = false;
    }
  }

  close(): void {
    this.file.write('\n] }\n');
    this.file.close();
  }

  private person(member: Member, esia: EsiaAccount, household: Household) {
    const { human } = member;
    return {
      oid: esia.oid,
      login: esia.login,
      password: esia.password,
      otp: null,
      level: esia.level,
      ...identity(human),
      citizenship: human.citizenship,
      status: 'REGISTERED',
      parentalConsent: esia.parentalConsent,
      kids: esia.level === 'PR' ? this.kidsOf(member, household) : [],
      documents: [],
      contacts: [],
      roles: rolesOf(member),
    };
  }

  private kidsOf(member: Member, { members, ties }: Household) {
    const shown = new Set(
      ties
        .filter(({ kind, representative }) => SHOWN_TIES.has(kind) && member.rows.includes(representative))
        .map(({ student }) => student),
    );
    if (shown.size === 0) return [];
    return members
      .filter(({ rows }) => rows.some((row) => row.kind === 'student' && shown.has(row)))
      .map((child) => this.kidCard(child));
  }

  private kidCard({ human, esia }: Member) {
    const id = this.numbering.kidCard();
    const number = String(id % 1_000_000).padStart(6, '0');
    const type = human.citizenship === 'RUS' ? 'RF_BRTH_CERT' : 'FID_BRTH_CERT';
    const documents = [{ type, series: 'I-ОБ', number }];
    return { id, oid: esia?.oid ?? null, verified: true, ...identity(human), documents };
  }
}

function identity({ last, first, middle, born, gender, snils }: Human) {
  return { lastName: last, firstName: first, middleName: middle, birthDate: born, gender, snils };
}

/** The employer as ЕСИА knows it; `orgOid` is made from the school's number. */
function rolesOf({ rows }: Member) {
  return rows.flatMap((row) => {
    if (row.kind !== 'staff') return [];
    const { school, position } = row;
    const orgOid = `12${school.ogrn.slice(-8)}`;
    return [{ orgOid, fullName: school.fullName, ogrn: school.ogrn, chief: position === 'директор' }];
  });
}
