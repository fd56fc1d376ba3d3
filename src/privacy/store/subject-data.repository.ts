import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { ErasureFacts } from '../domain/erasure-plan.js';

/** One line of what is held of a person. */
export interface HeldFact {
  readonly section: string;
  readonly item: string;
  readonly value: string;
  readonly at: Date | null;
}

/** One time that somebody of the administration, or a machine, saw or changed what is held. */
export interface AccessEvent {
  readonly at: Date;
  readonly actorKind: string;
  readonly action: string;
  readonly reason: string | null;
}

/** Ids by which the audit speaks of a person: their own, of their accounts, links, cases and accounts of ESIA. */
const SUBJECTS = `
  SELECT 'person' AS kind, $1::uuid AS id
  UNION SELECT 'journal_account', id FROM journal_accounts WHERE person_id = $1
  UNION SELECT 'link', l.id FROM links l JOIN journal_accounts a ON a.id = l.journal_account_id WHERE a.person_id = $1
  UNION SELECT 'link_review', r.id FROM link_reviews r JOIN links l ON l.id = r.link_id
                 JOIN journal_accounts a ON a.id = l.journal_account_id WHERE a.person_id = $1
  UNION SELECT 'declaration', id FROM declarations WHERE person_id = $1
  UNION SELECT 'exemption', id FROM exemptions WHERE person_id = $1
  UNION SELECT 'esia_person', esia_person_id FROM subject_esia_persons WHERE person_id = $1`;

/** Reads what is held of one person of the roster, through the views that its owners publish. */
@Injectable()
export class SubjectData {
  /** The living records with this number and birth date; the number is a hash of the vault. */
  async findBySnils(
    tx: EntityManager,
    regionId: Uuid,
    who: { readonly hmac: Buffer; readonly born: CalendarDate },
  ): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT id FROM people WHERE region_id = $1 AND snils_hmac = $2 AND birth_date = $3 AND merged_into_id IS NULL
        ORDER BY id`,
      [regionId, who.hmac, who.born],
    );
    return rows.map(({ id }) => id);
  }

  async isKnown(tx: EntityManager, regionId: Uuid, personId: Uuid): Promise<boolean> {
    const rows = await tx.query<unknown[]>('SELECT FROM people WHERE region_id = $1 AND id = $2', [
      regionId,
      personId,
    ]);
    return rows.length > 0;
  }

  facts(tx: EntityManager, personId: Uuid): Promise<HeldFact[]> {
    return tx.query(
      `SELECT section, item, value, at FROM subject_facts WHERE person_id = $1 AND value <> ''
        ORDER BY no, at DESC NULLS LAST, value LIMIT 5000`,
      [personId],
    );
  }

  /** Whoever of the administration or of machines saw or changed something of the person, the newest first. */
  accesses(tx: EntityManager, regionId: Uuid, personId: Uuid): Promise<AccessEvent[]> {
    return tx.query(
      `SELECT e.at, e.actor_kind AS "actorKind", e.action, e.reason
         FROM (${SUBJECTS}) s JOIN audit_accesses e ON e.subject_kind = s.kind AND e.subject_id = s.id::text
        WHERE e.region_id = $2 AND e.actor_kind IN ('administrator', 'operator', 'client')
        ORDER BY e.at DESC, e.id DESC LIMIT 5000`,
      [personId, regionId],
    );
  }

  /** Accounts of ESIA that are this person and nobody else's of the roster. */
  async esiaPersons(tx: EntityManager, personId: Uuid): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT s.esia_person_id AS id FROM subject_esia_persons s
        WHERE s.person_id = $1
          AND NOT EXISTS (SELECT FROM subject_esia_persons o JOIN people p ON p.id = o.person_id
                           WHERE o.esia_person_id = s.esia_person_id AND o.person_id <> $1 AND p.erased_at IS NULL)
        ORDER BY 1`,
      [personId],
    );
    return rows.map(({ id }) => id);
  }

  /** What decides whether the person may be erased on the day. */
  async erasureFacts(tx: EntityManager, personId: Uuid, day: CalendarDate): Promise<ErasureFacts> {
    const [row] = await tx.query<ErasureFacts[]>(
      `WITH mine AS (SELECT id FROM journal_accounts WHERE person_id = $1),
            held AS (SELECT l.state, l.changed_at FROM links l JOIN mine ON mine.id = l.journal_account_id),
            place AS (SELECT valid_to FROM enrollments WHERE person_id = $1
                      UNION ALL SELECT valid_to FROM staff_appointments WHERE person_id = $1),
            esia AS (SELECT esia_person_id AS id FROM subject_esia_persons WHERE person_id = $1)
       SELECT (SELECT count(*)::integer FROM place WHERE valid_to IS NULL OR valid_to > $2) AS "openPlaces",
              (SELECT count(*)::integer FROM family_ties t JOIN enrollments e ON e.person_id = t.child_id
                WHERE t.representative_id = $1 AND t.state <> 'ended' AND (t.valid_to IS NULL OR t.valid_to > $2)
                  AND (e.valid_to IS NULL OR e.valid_to > $2)) AS "childrenAtSchool",
              (SELECT count(*)::integer FROM held WHERE state NOT IN ('rejected', 'expired', 'superseded', 'revoked')) AS "openLinks",
              (SELECT count(*)::integer FROM link_reviews r WHERE r.state = 'open' AND r.esia_person_id IN (SELECT id FROM esia))
                + (SELECT count(*)::integer FROM exemptions
                    WHERE person_id = $1 AND state IN ('requested', 'approved', 'active')) AS "openCases",
              (SELECT count(*)::integer FROM role_grants g WHERE g.esia_person_id IN (SELECT id FROM esia) AND g.revoked_at IS NULL
                  AND (g.valid_to IS NULL OR g.valid_to > $2)) AS "openGrants",
              (SELECT count(*)::integer FROM held WHERE state IN ('rejected', 'expired', 'superseded', 'revoked')) AS "endedLinks",
              (SELECT max(day)::text FROM (SELECT valid_to AS day FROM place UNION ALL SELECT changed_at::date FROM held) ends) AS "purposeEndedOn",
              (SELECT count(*)::integer FROM consents WHERE subject_id = $1 OR giver_id = $1) AS consents,
              (SELECT count(*)::integer FROM audit_accesses WHERE subject_kind = 'person' AND subject_id = $1::text) AS "auditEvents"`,
      [personId, day],
    );
    if (row === undefined) throw new Error('a SELECT without FROM gave no row');
    return row;
  }
}
