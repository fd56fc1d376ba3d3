import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { OpenCase, OpenTask, ReviewFacts, SettleCase } from '../domain/plan.js';

/** A case to be opened; without a link it belongs to the person and the school. */
export interface NewReview extends Pick<OpenCase, 'code' | 'schoolId' | 'accountIds' | 'evidence' | 'rule'> {
  readonly linkId: Uuid | null;
}

/** Whose case it is. */
export interface ReviewOwner {
  readonly regionId: Uuid;
  readonly esiaPersonId: Uuid;
  readonly at: Date;
}

const RECORDSET = `jsonb_to_recordset($1::jsonb) AS review (link_id uuid, school_id uuid, candidate_account_ids uuid[],
  code text, rule text, evidence jsonb)`;
const COLUMNS = `region_id, esia_person_id, link_id, school_id, candidate_account_ids, code, rule, evidence, state, opened_at`;
const VALUES = `$2, $3, link_id, school_id, candidate_account_ids, code, rule, evidence, 'open', $4`;

/** What waits for a school: cases (e.1.1) and tasks. */
@Injectable()
export class ReviewsRepository {
  /** The person's cases, decided ones included, and the open ones of these links. */
  async around(
    tx: EntityManager,
    esiaPersonId: Uuid,
    linkIds: readonly Uuid[],
  ): Promise<readonly ReviewFacts[]> {
    return tx.query(
      `SELECT id, esia_person_id AS "esiaPersonId", link_id AS "linkId", school_id AS "schoolId", code, state,
              candidate_account_ids AS "accountIds"
       FROM link_reviews
       WHERE esia_person_id = $1 OR (link_id = ANY ($2::uuid[]) AND state = 'open')
       ORDER BY opened_at, id`,
      [esiaPersonId, linkIds],
    );
  }

  /** Opens cases; one that is open already takes in the new accounts. */
  async open(tx: EntityManager, reviews: readonly NewReview[], owner: ReviewOwner): Promise<void> {
    const { regionId, esiaPersonId, at } = owner;
    const write = async (chosen: readonly NewReview[], onConflict: string) => {
      if (chosen.length === 0) return;
      await tx.query(
        `INSERT INTO link_reviews (${COLUMNS}) SELECT ${VALUES} FROM ${RECORDSET} ${onConflict}`,
        [JSON.stringify(chosen.map(toRecord)), regionId, esiaPersonId, at],
      );
    };
    await write(
      reviews.filter(({ linkId }) => linkId !== null),
      `ON CONFLICT (link_id) WHERE state = 'open' AND link_id IS NOT NULL DO NOTHING`,
    );
    await write(
      mergeCases(reviews.filter(({ linkId }) => linkId === null)),
      `ON CONFLICT (esia_person_id, code, school_id) WHERE state = 'open' AND link_id IS NULL
       DO UPDATE SET candidate_account_ids = ARRAY(
         SELECT DISTINCT unnest(link_reviews.candidate_account_ids || excluded.candidate_account_ids) ORDER BY 1)`,
    );
  }

  /** Ends the open cases of these links as `linked`. */
  async closeLinked(tx: EntityManager, linkIds: readonly Uuid[], at: Date): Promise<void> {
    if (linkIds.length === 0) return;
    await tx.query(
      `UPDATE link_reviews SET state = 'linked', decided_at = $2
       WHERE link_id = ANY ($1::uuid[]) AND state = 'open'`,
      [linkIds, at],
    );
  }

  /** Ends open cases without a link. */
  async settle(tx: EntityManager, cases: readonly SettleCase[], at: Date): Promise<void> {
    if (cases.length === 0) return;
    const rows = cases.map(({ reviewId, as }) => ({ id: reviewId, as }));
    await tx.query(
      `UPDATE link_reviews SET state = settled."as", decided_at = $2
       FROM jsonb_to_recordset($1::jsonb) AS settled (id uuid, "as" text)
       WHERE link_reviews.id = settled.id AND link_reviews.state = 'open'`,
      [JSON.stringify(rows), at],
    );
  }

  /** The open cases of ended links go on with the links that follow them, with their age (LNK-10). */
  async inherit(
    tx: EntityManager,
    pairs: readonly { readonly from: Uuid; readonly to: Uuid }[],
    esiaPersonId: Uuid,
  ): Promise<void> {
    if (pairs.length === 0) return;
    await tx.query(
      `UPDATE link_reviews SET link_id = pair."to", esia_person_id = $2
       FROM jsonb_to_recordset($1::jsonb) AS pair ("from" uuid, "to" uuid)
       WHERE link_reviews.link_id = pair."from" AND link_reviews.state = 'open'`,
      [JSON.stringify(pairs), esiaPersonId],
    );
  }

  /** Ends the tasks about names that agree by now: of the account's live link, and of the person in the roster. */
  async closeMendedTasks(tx: EntityManager, now: Date): Promise<void> {
    await tx.query(
      `UPDATE roster_tasks t SET done_at = $1
         FROM people p, links l, esia_persons e
        WHERE t.code = 'NAME_DISCREPANCY' AND t.done_at IS NULL AND p.id = t.person_id
          AND l.journal_account_id = t.journal_account_id AND l.state IN ('active', 'suspended')
          AND e.id = l.esia_person_id AND e.norm_last = p.norm_last AND e.norm_first = p.norm_first
          AND (e.norm_middle = p.norm_middle OR e.norm_middle IS NULL OR p.norm_middle IS NULL)`,
      [now],
    );
  }

  /** Gives schools their tasks; one that is open already stays as it is. Returns how many are new. */
  async openTasks(tx: EntityManager, tasks: readonly OpenTask[], regionId: Uuid, at: Date): Promise<number> {
    if (tasks.length === 0) return 0;
    const rows = tasks.map(({ code, schoolId, personId, accountId, attributes }) => ({
      school_id: schoolId,
      code,
      person_id: personId,
      journal_account_id: accountId,
      facts: attributes.length === 0 ? {} : { attributes },
    }));
    const opened = await tx.query<unknown[]>(
      `INSERT INTO roster_tasks (region_id, school_id, code, person_id, journal_account_id, facts, opened_at)
       SELECT $2, school_id, code, person_id, journal_account_id, facts, $3
       FROM jsonb_to_recordset($1::jsonb) AS task (school_id uuid, code text, person_id uuid, journal_account_id uuid,
         facts jsonb)
       ON CONFLICT (code, person_id, journal_account_id, school_id) WHERE done_at IS NULL DO NOTHING RETURNING id`,
      [JSON.stringify(rows), regionId, at],
    );
    return opened.length;
  }
}

function toRecord({ linkId, schoolId, accountIds, code, rule, evidence }: NewReview) {
  return {
    link_id: linkId,
    school_id: schoolId,
    candidate_account_ids: accountIds,
    code,
    rule,
    evidence,
  };
}

/** One statement may touch a row once only: cases of one code at one school become one. */
function mergeCases(cases: readonly NewReview[]): readonly NewReview[] {
  const merged = new Map<string, NewReview>();
  for (const one of cases) {
    const key = `${one.code} ${one.schoolId ?? ''}`;
    const known = merged.get(key);
    const accountIds = [...new Set([...(known?.accountIds ?? []), ...one.accountIds])];
    merged.set(key, { ...one, ...known, accountIds });
  }
  return [...merged.values()];
}
