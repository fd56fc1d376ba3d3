import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { AskedAgain, OwnersLink, OwnPasswordFacts } from '../domain/own-password.js';
import { FACTS_COLUMNS, type FactsOfAccount, factsOf, type FactsRow } from './sign-in-facts.repository.js';

/** An account that a link of the person names, with all that is known of its old password. */
export interface OwnersAccount {
  readonly linkId: Uuid;
  readonly accountId: Uuid;
  readonly regionId: Uuid;
  readonly schoolId: Uuid | null;
  readonly facts: FactsOfAccount;
  readonly own: OwnPasswordFacts;
}

interface Row extends FactsRow, Omit<OwnPasswordFacts, 'link' | 'asked' | 'brownoutsAhead'> {
  readonly linkId: Uuid;
  readonly regionId: Uuid;
  readonly schoolId: Uuid | null;
  readonly linkState: OwnersLink['state'];
  readonly linkReason: string | null;
  readonly brownouts: readonly (readonly [number, number])[] | null;
  readonly askedState: AskedAgain['state'] | null;
  readonly askedAt: Date | null;
  readonly askedReason: string | null;
}

/** Links that still speak of their account; those that have ended or were refused say nothing more of it. */
const STANDS = `('active', 'suspended', 'pending_proof', 'pending_review', 'awaiting_consent')`;
/** A school's no is shown as long as other answers of schools are. */
const REFUSAL_SHOWN = `interval '90 days'`;

/** Moments as numbers: they come out of an aggregate, where the driver makes no dates. */
const BROWNOUTS_AHEAD = `
  SELECT jsonb_agg(jsonb_build_array(extract(epoch FROM w.starts_at) * 1000, extract(epoch FROM w.ends_at) * 1000)
                   ORDER BY w.starts_at)
    FROM brownout_windows w
   WHERE w.campaign_id = k.campaign_id AND w.state = 'planned' AND w.starts_at > $2 AND k.bucket < w.share`;

/** `$1` the person at ESIA, `$2` the moment, `$3` one link, or null for all. */
const READ = `
  SELECT l.id AS "linkId", a.id AS account_id, a.region_id AS "regionId", l.state AS "linkState",
         l.reason AS "linkReason", s.school_id AS "schoolId", ${FACTS_COLUMNS},
         CASE WHEN k.state = 'disabled' THEN k.changed_at END AS "disabledAt", k.linked_since AS "linkedSince",
         (SELECT b.set_at FROM security_locks b WHERE b.journal_account_id = a.id AND b.ended_at IS NULL) AS "lockedAt",
         coalesce(y.disable_on_link, true) AND NOT EXISTS (
           SELECT FROM roster_tasks t WHERE t.journal_account_id = a.id AND t.code = 'SECOND_ACCOUNT_NEEDED'
              AND t.done_at IS NULL) AS "shutsWhenLinked",
         coalesce(y.reenable_days, 7)::integer AS "reenableDays",
         (${BROWNOUTS_AHEAD}) AS brownouts,
         asked.state AS "askedState", coalesce(asked.decided_at, asked.requested_at) AS "askedAt",
         asked.decision_reason AS "askedReason",
         EXISTS (SELECT FROM reenable_windows w WHERE w.journal_account_id = a.id AND w.scope = 'account'
                    AND w.state IN ('requested', 'active', 'ended')) AS "isReenableUsed"
    FROM links l
    JOIN journal_accounts a ON a.id = l.journal_account_id
   CROSS JOIN LATERAL legacy_facts_of(a.id, $2) f
    LEFT JOIN legacy_credentials k ON k.journal_account_id = a.id
    LEFT JOIN campaign_policies y ON y.journal_system_id = a.journal_system_id
    LEFT JOIN LATERAL (SELECT min(j.school_id::text)::uuid AS school_id FROM journal_account_schools j
                        WHERE j.journal_account_id = a.id) s ON true
    LEFT JOIN LATERAL (
      SELECT w.state, w.requested_at, w.decided_at, w.decision_reason FROM reenable_windows w
       WHERE w.journal_account_id = a.id AND w.scope = 'account'
         AND (w.state = 'requested' OR w.state = 'refused' AND w.decided_by <> 'system'
                                       AND w.decided_at > $2 - ${REFUSAL_SHOWN})
       ORDER BY w.requested_at DESC LIMIT 1) asked ON true
   WHERE l.esia_person_id = $1 AND l.state IN ${STANDS} AND ($3::uuid IS NULL OR l.id = $3)`;

/** Old passwords by the links of one person. */
@Injectable()
export class OwnPasswordsRepository {
  /** The accounts of a person by one statement, however many they are; `linkId` null for all. */
  async read(
    tx: EntityManager,
    esiaPersonId: Uuid,
    now: Date,
    linkId: Uuid | null = null,
  ): Promise<readonly OwnersAccount[]> {
    const rows = await tx.query<Row[]>(READ, [esiaPersonId, now, linkId]);
    return rows.map((row) => ({
      ...{ linkId: row.linkId, accountId: row.account_id, regionId: row.regionId, schoolId: row.schoolId },
      facts: factsOf(row),
      own: ownFactsOf(row),
    }));
  }

  /** Holds a link of the person until the end of the transaction: it cannot be ended or suspended meanwhile. */
  async hold(tx: EntityManager, esiaPersonId: Uuid, linkId: Uuid): Promise<void> {
    await tx.query('SELECT FROM links WHERE id = $1 AND esia_person_id = $2 FOR SHARE', [
      linkId,
      esiaPersonId,
    ]);
  }
}

function ownFactsOf(row: Row): OwnPasswordFacts {
  const { askedState: state, askedAt: at, askedReason: reason } = row;
  return {
    link: { state: row.linkState, reason: row.linkReason },
    ...{ disabledAt: row.disabledAt, lockedAt: row.lockedAt, linkedSince: row.linkedSince },
    shutsWhenLinked: row.shutsWhenLinked,
    brownoutsAhead: (row.brownouts ?? []).map(([from, to]) => ({
      startsAt: new Date(from),
      endsAt: new Date(to),
    })),
    asked: state === null || at === null ? null : { state, at, reason },
    ...{ isReenableUsed: row.isReenableUsed, reenableDays: row.reenableDays },
  };
}
