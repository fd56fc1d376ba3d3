import {
  addDays,
  ageOn,
  birthdayOn,
  type CalendarDate,
  parseWrittenDate,
} from '../../../../src/kernel/calendar-date.js';
import {
  middleNamesCompatible,
  type NormalizedName,
  normalizeName,
} from '../../../../src/kernel/person-name.js';
import { parseSnils } from '../../../../src/kernel/snils.js';
import { type EsiaPerson, type Line, type ReadRegion } from '../../../support/generated-region.js';

interface Person {
  readonly snils: string | null;
  readonly born: CalendarDate | null;
  readonly names: NormalizedName[];
  readonly kinds: Set<string>;
  readonly accounts: string[];
  /** A family tie of one of the rows has not ended. */
  hasTie: boolean;
}

/** One answer for the person, or the Person that is linked. */
type Match = { readonly code: string } | { readonly auto: Person };

/**
 * The order of c.3.1 for the first sign-in without proof, read from the files alone: a second road to the answers of
 * the truth file, which is written from how the rows were made.
 */
export class ReferenceMatching {
  private readonly bySnils = new Map<string, Person[]>();
  private readonly byName = new Map<string, Person[]>();
  private readonly tied: ReadonlySet<string>;

  constructor(
    region: ReadRegion,
    private readonly today: CalendarDate,
  ) {
    const accounts = new Map<string, string[]>();
    for (const line of region.csv('journal_accounts')) {
      const key = `${line['owner_kind']}/${line['owner_source_id']}`;
      accounts.set(key, [...(accounts.get(key) ?? []), `${line['journal_system']}/${line['external_id']}`]);
    }
    const ties = region.csv('family_ties').filter(({ valid_to: to }) => to === '' || (to ?? '') > this.today);
    this.tied = new Set(ties.map((tie) => tie['representative_source_id'] ?? ''));
    const persons = new Map<string, Person>();
    for (const [kind, table] of TABLES) {
      for (const line of region.csv(table)) this.add(persons, kind, line, accounts);
    }
    for (const person of persons.values()) this.index(person);
  }

  /** What happens to each account (by `system/external_id`) that is rightfully this ESIA person's. */
  expect(esia: EsiaPerson, account: string, role: string): string {
    if (!this.levelAccepted(esia, role)) return 'code:ESIA_NOT_VERIFIED';
    if (!esia.parentalConsent) return 'code:AWAITING_PARENT_CONSENT';
    const match = this.match(esia);
    if ('code' in match) return `code:${match.code}`;
    if (!match.auto.accounts.includes(account)) return 'code:EC-043';
    return role === 'representative' && !match.auto.hasTie ? 'code:EC-050' : 'auto';
  }

  /** Every account that an automatic link would give to this ESIA person. */
  linked(esia: EsiaPerson): readonly string[] {
    const match = this.match(esia);
    return 'auto' in match ? match.auto.accounts : [];
  }

  match(esia: EsiaPerson): Match {
    const all = esia.snils === null ? [] : (this.bySnils.get(esia.snils) ?? []);
    const isAdultInRoster = all.some(
      ({ born, kinds }) => born === esia.birthDate && (kinds.has('representative') || kinds.has('staff')),
    );
    const withSnils = all.filter((person) => !this.excludedByG1(person, esia, isAdultInRoster));
    if (withSnils.length > 1) return { code: 'SNILS_DUPLICATE' };
    const [one] = withSnils;
    const name = nameOf(esia.lastName, esia.firstName, esia.middleName);
    if (one?.born === esia.birthDate && one.names.some(({ first }) => first === name.first))
      return { auto: one };
    const named = this.named(name, esia.birthDate).filter((person) => person !== one);
    if (one !== undefined) return { code: named.length > 0 ? 'AMBIGUOUS' : codeOfOne(one, name) };
    if (named.length > 1) return { code: 'AMBIGUOUS' };
    const [only] = named;
    if (only === undefined) return { code: all.length > 0 ? 'WRONG_PERSON_PARENT_AS_STUDENT' : 'NOT_FOUND' };
    if (esia.snils === null) return { code: 'SNILS_MISSING_IN_ESIA' };
    return { code: only.snils === null ? 'SNILS_MISSING_IN_ROSTER' : 'SNILS_MISMATCH' };
  }

  private excludedByG1(person: Person, esia: EsiaPerson, isAdultInRoster: boolean): boolean {
    if (!person.kinds.has('student') || person.born === esia.birthDate) return false;
    if (isAdultInRoster) return true;
    const isAdult = ageOn(this.today, esia.birthDate as CalendarDate) >= 18;
    return isAdult && person.born !== null && ageOn(this.today, person.born) < 18;
  }

  private named(name: NormalizedName, born: string): readonly Person[] {
    const found = this.byName.get(`${name.last}|${name.first}|${born}`) ?? [];
    return found.filter(({ names }) =>
      names.some(({ middle }) => middleNamesCompatible(middle, name.middle)),
    );
  }

  private levelAccepted({ level, birthDate }: EsiaPerson, role: string): boolean {
    if (level === 'PR') return true;
    if (level === 'P' || role !== 'student') return false;
    const fourteen = birthdayOn(birthDate as CalendarDate, 14);
    return this.today < fourteen || this.today <= addDays(fourteen, 180);
  }

  private add(
    persons: Map<string, Person>,
    kind: string,
    line: Line,
    accounts: ReadonlyMap<string, readonly string[]>,
  ): void {
    const snils = parseSnils(line['snils'] ?? '');
    const born = parseWrittenDate(line['birth_date'] ?? '');
    const name = nameOf(line['last_name'] ?? '', line['first_name'] ?? '', line['middle_name'] ?? null);
    const id = `${kind}/${line['source_id']}`;
    const key = snils !== null && born !== null ? `${snils}|${born}|${name.first}` : id;
    const person = persons.get(key) ?? {
      snils,
      born,
      names: [],
      kinds: new Set<string>(),
      accounts: [],
      hasTie: false,
    };
    person.names.push(name);
    person.kinds.add(kind);
    person.hasTie ||= kind === 'representative' && this.tied.has(line['source_id'] ?? '');
    person.accounts.push(...(accounts.get(id) ?? []));
    persons.set(key, person);
  }

  private index(person: Person): void {
    if (person.snils !== null) {
      this.bySnils.set(person.snils, [...(this.bySnils.get(person.snils) ?? []), person]);
    }
    for (const key of new Set(person.names.map(({ last, first }) => `${last}|${first}|${person.born}`))) {
      this.byName.set(key, [...(this.byName.get(key) ?? []), person]);
    }
  }
}

const TABLES = [
  ['student', 'students'],
  ['representative', 'representatives'],
  ['staff', 'staff'],
] as const;

function codeOfOne({ born, names }: Person, name: NormalizedName): string {
  if (born !== null) return 'BIRTHDATE_MISMATCH';
  const same = names.some(
    ({ last, first, middle }) =>
      last === name.last && first === name.first && middleNamesCompatible(middle, name.middle),
  );
  return same ? 'BIRTHDATE_MISSING_IN_ROSTER' : 'NAME_DISCREPANCY';
}

function nameOf(last: string, first: string, middle: string | null): NormalizedName {
  return normalizeName({ last, first, middle });
}
