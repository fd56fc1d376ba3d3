import type { Snils } from '../../../src/kernel/snils.js';
import type { BuiltPerson } from '../../support/builders/roster.js';
import { testVault } from '../../support/builders/snils.js';
import type { LinkingStand } from './linking-stand.js';

/** What a roster lives through, as an import or a school writes it. Days are `YYYY-MM-DD`. */
export function rosterLife(stand: LinkingStand) {
  const { database, roster } = stand;
  const only = async <T extends Record<string, unknown>>(query: string, values: unknown[]): Promise<T> => {
    const [row] = await database.query<T>(query, values);
    if (row === undefined) throw new Error('no row');
    return row;
  };
  return {
    leaves: (person: BuiltPerson, day: string, endKind: string | null = null) =>
      database.query(
        `UPDATE enrollments SET valid_to = $2, end_kind = $3 WHERE person_id = $1 AND valid_to IS NULL`,
        [person.id, day, endKind],
      ),
    isEnrolled: async (person: BuiltPerson, schoolId: string, from = '2026-11-01') => {
      const { id } = await only<{ id: string }>(
        `INSERT INTO person_records (region_id, source, kind, source_id, person_id, row_hash)
         VALUES ($1, 'test', 'student', gen_random_uuid(), $2, '\\x00') RETURNING id`,
        [roster.regionId, person.id],
      );
      await database.query(
        `INSERT INTO enrollments (region_id, record_id, person_id, school_id, kind, valid_from)
         VALUES ($1, $2, $3, $4, 'main', $5)`,
        [roster.regionId, id, person.id, schoolId, from],
      );
    },
    isDismissed: (person: BuiltPerson, day: string) =>
      database.query(`UPDATE staff_appointments SET valid_to = $2 WHERE person_id = $1`, [person.id, day]),
    dies: (person: BuiltPerson, day: string) =>
      database.query(`UPDATE people SET deceased_on = $2 WHERE id = $1`, [person.id, day]),
    closes: (accountId: string) =>
      database.query(`UPDATE journal_accounts SET closed_at = now() WHERE id = $1`, [accountId]),
    ties: (adult: BuiltPerson, set: string) =>
      database.query(`UPDATE family_ties SET ${set} WHERE representative_id = $1`, [adult.id]),
    /** The source names every ended tie of the adult once more. */
    nameAgain: (adult: BuiltPerson) =>
      database.query(
        `INSERT INTO family_ties (region_id, child_record_id, representative_record_id, child_id, representative_id, kind,
                                  state, valid_from)
         SELECT region_id, child_record_id, representative_record_id, child_id, representative_id, kind, 'asserted',
                valid_from FROM family_ties WHERE representative_id = $1 AND state = 'ended'`,
        [adult.id],
      ),
    isRestricted: (adult: BuiltPerson, child: BuiltPerson, from: string, to: string | null) =>
      database.query(
        `INSERT INTO representation_restrictions (region_id, child_id, representative_id, kind, basis, valid_from, valid_to,
                                                  recorded_by, recorded_at)
         VALUES ($1, $2, $3, 'restriction', 'решение суда', $4, $5, gen_random_uuid(), now())`,
        [roster.regionId, child.id, adult.id, from, to],
      ),
    endsRestriction: (adult: BuiltPerson) =>
      database.query(`UPDATE representation_restrictions SET ended_at = now() WHERE representative_id = $1`, [
        adult.id,
      ]),
    joins: (from: string, to: string, day: string) =>
      database.query(
        `INSERT INTO school_reorganisations (region_id, kind, from_school_id, to_school_id, happens_on, basis, recorded_by,
                                             recorded_at)
         VALUES ($1, 'merge', $2, $3, $4, 'приказ', 'test', now())`,
        [roster.regionId, from, to, day],
      ),
    hasSnils: (person: BuiltPerson, snils: Snils) => {
      const { hmac, enc, keyId, last2 } = testVault.store(snils);
      return database.query(
        `UPDATE people SET snils_state = 'valid', snils_hmac = $2, snils_enc = $3, snils_key_id = $4, snils_last2 = $5
         WHERE id = $1`,
        [person.id, hmac, enc, keyId, last2],
      );
    },
    isCalled: (person: BuiltPerson, last: string) =>
      database.query(`UPDATE people SET last_name = $2, norm_last = lower($2) WHERE id = $1`, [
        person.id,
        last,
      ]),
    isBorn: (person: BuiltPerson, day: string) =>
      database.query(`UPDATE people SET birth_date = $2 WHERE id = $1`, [person.id, day]),
    reasonsOf: async (accountId: string) =>
      (
        await database.query<{ reason: string }>(
          `SELECT h.reason FROM link_state_history h JOIN links l ON l.id = h.link_id
           WHERE l.journal_account_id = $1 ORDER BY h.id`,
          [accountId],
        )
      ).map(({ reason }) => reason),
    untilOf: async (accountId: string) =>
      (
        await only<{ until: Date | null }>(
          `SELECT until FROM links WHERE journal_account_id = $1 ORDER BY created_at DESC LIMIT 1`,
          [accountId],
        )
      ).until?.toISOString() ?? null,
    tasksOf: async (accountId: string) =>
      (
        await database.query<{ code: string }>(
          `SELECT code FROM roster_tasks WHERE journal_account_id = $1 AND done_at IS NULL ORDER BY code`,
          [accountId],
        )
      ).map(({ code }) => code),
    casesOf: (accountId: string) =>
      database.query<{ code: string; state: string }>(
        `SELECT r.code, r.state FROM link_reviews r JOIN links l ON l.id = r.link_id
         WHERE l.journal_account_id = $1 ORDER BY r.opened_at, r.code`,
        [accountId],
      ),
  };
}
