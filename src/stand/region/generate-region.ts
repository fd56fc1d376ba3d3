import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { staffSpan } from './births.js';
import { Dirt } from './dirt.js';
import { EsiaAccounts } from './esia-accounts.js';
import { Families } from './family.js';
import { type Household, type RepresentativeRow } from './household.js';
import { KnownPeople } from './known-people.js';
import { Numbering } from './numbering.js';
import { type RegionOptions } from './options.js';
import { People } from './people.js';
import { type Persona } from './persona.js';
import { castPersonas, PERSONA_PUPILS } from './personas.js';
import { PopulationFile } from './population-file.js';
import { Random } from './random.js';
import { RosterFiles } from './roster-files.js';
import { representativeRow, toMember } from './rows.js';
import { Seats } from './seats.js';
import { StaffRoom } from './staff-room.js';
import { count, type RegionSummary, startSummary } from './summary.js';
import { SyntheticSnils } from './synthetic-snils.js';
import { type School, type Territory } from './territory.js';
import { planTerritory } from './territory-plan.js';
import { TruthFiles } from './truth-files.js';

/** Humans for each pupil, rounded up: pupil, 1.3 representatives, staff. */
const HUMANS_PER_PUPIL = 3;

/**
 * Writes the synthetic region into a folder, which is created; same options, same bytes. Households are drawn,
 * written and forgotten one by one: memory holds the classes (one for 25 pupils) and a few bits for each person.
 *
 * @throws Error of the file system when the folder cannot be written
 */
export function generateRegion(out: string, options: RegionOptions): RegionSummary {
  mkdirSync(out, { recursive: true });
  return new RegionGenerator(out, options).run();
}

class RegionGenerator {
  private readonly numbering = new Numbering();
  private readonly known: KnownPeople;
  private readonly territory: Territory;
  private readonly seats: Seats;
  private readonly people: People;
  private readonly staffRoom: StaffRoom;
  private readonly families: Families;
  private readonly dirt: Dirt;
  private readonly esia: EsiaAccounts;
  private readonly roster: RosterFiles;
  private readonly population: PopulationFile;
  private readonly truth: TruthFiles;
  private readonly summary: RegionSummary;

  constructor(
    private readonly out: string,
    private readonly options: RegionOptions,
  ) {
    const { pupils, seed, today, dirty } = options;
    const random = Random.fromSeed(seed);
    const { numbering } = this;
    const snils = new SyntheticSnils(random.below(89_999_999));
    this.known = new KnownPeople(pupils * HUMANS_PER_PUPIL);
    this.territory = planTerritory(pupils, PERSONA_PUPILS, today, random);
    this.seats = new Seats(this.territory.schools, random);
    this.people = new People(random, snils, this.known, numbering);
    this.staffRoom = new StaffRoom(random, this.people, numbering, this.seats, this.territory);
    const { people, seats, staffRoom, territory } = this;
    this.families = new Families(random, people, numbering, seats, staffRoom, territory, today);
    this.dirt = new Dirt(dirty, random, snils, this.known, numbering, today);
    this.esia = new EsiaAccounts(random, numbering, today);
    this.roster = new RosterFiles(out);
    this.population = new PopulationFile(out, numbering);
    this.truth = new TruthFiles(out, today);
    this.summary = startSummary(territory.schools);
  }

  run(): RegionSummary {
    this.roster.writeTerritory(this.territory);
    this.playPersonas();
    for (const school of this.territory.schools) this.fill(school);
    for (const file of [this.roster, this.population, this.truth]) file.close();
    return this.summary;
  }

  private playPersonas(): void {
    const { personas, households } = castPersonas(this.territory, this.options.today);
    for (const household of households) {
      for (const { human } of household.members) this.known.claim(human.last, human.first, human.born);
      this.write(household);
    }
    const list = { today: this.options.today, personas: personas.map(describePersona) };
    writeFileSync(join(this.out, 'personas.json'), `${JSON.stringify(list, null, 2)}\n`);
  }

  private fill(school: School): void {
    this.finish(this.staffRoom.principal(school));
    let known: RepresentativeRow | undefined;
    const official = school.kind === 'boarding' ? () => (known ??= this.official(school)) : null;
    for (const group of school.classes) {
      while (group.free > 0) {
        group.free -= 1;
        this.drawFamily(school, group, official);
      }
    }
    while (school.staffWanted > 0) this.finish(this.staffRoom.other(school));
  }

  private drawFamily(
    school: School,
    group: School['classes'][number],
    official: (() => RepresentativeRow) | null,
  ): void {
    const family = this.families.draw({ school, group }, official);
    if (family.mayBeDirty) this.dirt.spoil(family.household);
    if (family.secondNamesake !== null && this.options.dirty > 0)
      this.dirt.forgetSnils(family.secondNamesake);
    this.admit(family.household);
  }

  /**
   * The official who answers for the orphans of a boarding school, written with the first of them: who answers for nobody
   * has no account. Stays clean, since many ties lean on the row.
   */
  private official(school: School): RepresentativeRow {
    const member = toMember(this.people.adult(staffSpan(this.territory.startYear)));
    const { numbering } = this;
    const { system, sourceId } = school;
    const externalId = numbering.account(system);
    const account = { system, externalId, role: 'representative', schoolIds: [sourceId] } as const;
    const row = representativeRow(member.human, school, numbering.row('representative'), account);
    member.rows.push(row);
    this.admit({ members: [member], ties: [] });
    return row;
  }

  private finish(household: Household): void {
    this.dirt.spoil(household);
    this.admit(household);
  }

  private admit(household: Household): void {
    for (const member of household.members) this.esia.give(member);
    this.write(household);
  }

  private write(household: Household): void {
    this.roster.writeHousehold(household);
    this.population.writeHousehold(household);
    count(this.summary, household, this.truth.writeHousehold(household));
  }
}

function describePersona({ member, who, shows, expected, grants }: Persona) {
  const { human, esia, rows } = member;
  const accounts = rows.flatMap(({ account }) =>
    account === null ? [] : [{ system: account.system, external_id: account.externalId, role: account.role }],
  );
  return {
    login: esia?.login ?? null,
    password: esia?.password ?? null,
    otp: null,
    who,
    shows,
    expected,
    snils: human.snils,
    birthDate: human.born,
    accounts,
    grants,
  };
}
