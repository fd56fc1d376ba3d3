import type { Random } from '../../../src/stand/region/random.js';
import type { TestDatabase } from '../database.js';
import { type Exemption, type Facts, type Pupil, sure } from './facts.js';
import { type Ids, iso } from './link-acts.js';

/** What a school writes down of its pupils: declarations, refusals, exemptions. To the database and to the facts. */
export class SchoolActs {
  constructor(
    private readonly database: TestDatabase,
    private readonly facts: Facts,
    private readonly random: Random,
    private readonly count: (what: string, times: number) => void,
  ) {}

  async declare(ids: Ids, pupils: readonly Pupil[], at: () => number): Promise<void> {
    const withdrawn = some(
      this.random,
      pupils.filter(({ declared }) => declared.at(-1)?.to === null),
      0.06,
    );
    const back = withdrawn.map((pupil) => ({
      person: ids.people.get(pupil.id),
      at: iso((sure(pupil.declared.at(-1)).to = at())),
    }));
    await this.database.query(
      `UPDATE declarations d SET withdrawn_by = gen_random_uuid(), withdrawn_at = n.at
         FROM jsonb_to_recordset($1) AS n (person uuid, at timestamptz) WHERE d.person_id = n.person AND d.withdrawn_at IS NULL`,
      [JSON.stringify(back)],
    );
    const ready = pupils.filter(({ id, declared }) => declared.length === 0 && this.schoolOf(id) !== null);
    const rows = some(this.random, ready, 0.07).map((pupil) => {
      const from = at();
      pupil.declared.push({ from, to: null });
      return {
        person: ids.people.get(pupil.id),
        school: ids.schools.get(this.schoolOf(pupil.id) ?? ''),
        at: iso(from),
      };
    });
    await this.database.query(
      `INSERT INTO declarations (region_id, person_id, school_id, declared_by, recorded_by, recorded_at)
       SELECT $1, person, school, 'homeroom', gen_random_uuid(), at
         FROM jsonb_to_recordset($2) AS n (person uuid, school uuid, at timestamptz)`,
      [ids.regionId, JSON.stringify(rows)],
    );
    this.count('declare', rows.length);
    this.count('withdraw', back.length);
  }

  async refuse(ids: Ids, pupils: readonly Pupil[], at: () => number): Promise<void> {
    const standing = pupils.flatMap((pupil) =>
      pupil.refused.filter(({ to }) => to === null).map((one) => ({ pupil, one })),
    );
    const changes = some(this.random, standing, 0.4).map(({ pupil, one }) => {
      if (one.paper === null && this.random.chance(0.6)) one.paper = at();
      else one.to = at();
      return {
        person: ids.people.get(pupil.id),
        paper: one.paper === null ? null : iso(one.paper),
        to: one.to === null ? null : iso(one.to),
      };
    });
    await this.database.query(
      `UPDATE esia_refusals f SET paper_confirmed_at = n.paper, withdrawn_at = n."to",
              paper_confirmed_by = CASE WHEN n.paper IS NOT NULL THEN gen_random_uuid() END
         FROM jsonb_to_recordset($1) AS n (person uuid, paper timestamptz, "to" timestamptz) WHERE f.person_id = n.person`,
      [JSON.stringify(changes)],
    );
    const rows = some(
      this.random,
      pupils.filter(({ id, refused }) => refused.length === 0 && this.schoolOf(id) !== null),
      0.01,
    ).map((pupil) => {
      const from = at();
      const school = sure(this.schoolOf(pupil.id));
      pupil.refused.push({ school, from, to: null, paper: null });
      return {
        person: ids.people.get(pupil.id),
        school: ids.schools.get(school),
        at: iso(from),
      };
    });
    await this.database.query(
      `INSERT INTO esia_refusals (region_id, person_id, school_id, basis, refused_on, recorded_by, recorded_at)
       SELECT $1, person, school, 'заявление', '2025-09-01', 'test', at
         FROM jsonb_to_recordset($2) AS n (person uuid, school uuid, at timestamptz)`,
      [ids.regionId, JSON.stringify(rows)],
    );
    this.count('refuse', rows.length);
    this.count('paper or withdrawal', changes.length);
  }

  /** A granted «нет возможности». */
  async exempt(ids: Ids, exemption: Exemption): Promise<void> {
    const { scope, of, wave, school, from, to, decided } = exemption;
    this.facts.exemptions.push(exemption);
    await this.database.query(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, class_group_id, wave, type, basis, state, starts_on,
                               ends_on, requested_by, requested_at, decided_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'no_esia_possible', 'справка', 'active', $7, $8, 'test', $9, $9)`,
      [
        ...[ids.regionId, ids.schools.get(school), scope, scope === 'person' ? ids.people.get(of) : null],
        ...[scope === 'class' ? ids.classes.get(of) : null, wave, from, to, iso(decided)],
      ],
    );
    this.count(`exempt ${scope}`, 1);
  }

  /** Where a pupil learns at the end of all that was told so far; null: nowhere. */
  private schoolOf(id: string): string | null {
    return this.facts.pupils.get(id)?.stays.on('9999-12-31', Infinity)?.school ?? null;
  }
}

/** Each with the same chance. */
export const some = <T>(random: Random, of: readonly T[], share: number): T[] =>
  of.filter(() => random.chance(share));
