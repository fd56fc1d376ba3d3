import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { byIds } from '../../platform/database/by-ids.js';
import type { AuditActor } from '../../audit/index.js';
import type { Evidence } from '../domain/evidence.js';
import type { LinkFacts } from '../domain/facts.js';
import type { LinkState } from '../domain/link-state.js';
import type { SetLimit } from '../domain/plan.js';

/** Who takes a step, when, and under which request. */
export interface StepBy {
  readonly actor: AuditActor;
  readonly at: Date;
  readonly traceId: string | null;
}

/** A new link, its first state included. */
export interface NewLink {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly esiaPersonId: Uuid;
  readonly accountId: Uuid;
  readonly state: LinkState;
  readonly event: string;
  readonly reason: string;
  readonly evidence: Evidence;
  readonly basis?: string;
  readonly until: Date | null;
}

/** A step of a link that was read under lock. */
export interface LinkStep {
  readonly link: LinkFacts;
  readonly to: LinkState;
  readonly event: string;
  readonly reason: string;
  readonly evidence: Evidence;
  readonly basis?: string;
  readonly until: Date | null;
}

const LINK = `id, esia_person_id AS "esiaPersonId", journal_account_id AS "accountId", state, reason, rule,
  changed_at AS "changedAt", until`;

/** States whose `reason` says why the link waits or ended; an active link has none. */
const reasonOf = (state: LinkState, reason: string) => (state === 'active' ? null : reason);

/** The links and the history of their states. Several links are read or written in one statement. */
@Injectable()
export class LinksRepository {
  /** Sign-ins of one ESIA person wait here for one another until the end of the transaction. */
  async lockPerson(tx: EntityManager, esiaPersonId: Uuid): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('linking:' || $1, 0))`, [esiaPersonId]);
  }

  /** The accounts of the person's links that have not ended. */
  async accountsOf(tx: EntityManager, esiaPersonId: Uuid): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT DISTINCT journal_account_id AS id FROM links
       WHERE esia_person_id = $1
         AND state IN ('active', 'suspended', 'pending_proof', 'pending_review', 'awaiting_consent')`,
      [esiaPersonId],
    );
    return rows.map(({ id }) => id);
  }

  /** Who holds an active link to a pupil's account of this person. */
  async holdersOf(tx: EntityManager, pupilId: Uuid): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT DISTINCT l.esia_person_id AS id
       FROM links l JOIN journal_accounts a ON a.id = l.journal_account_id
       WHERE a.person_id = $1 AND a.role = 'student' AND l.state = 'active' ORDER BY 1`,
      [pupilId],
    );
    return rows.map(({ id }) => id);
  }

  /** One link by its id, without a lock; null when there is none. */
  async byId(tx: EntityManager, id: Uuid): Promise<LinkFacts | null> {
    const [link] = await tx.query<LinkFacts[]>(`SELECT ${LINK} FROM links WHERE id = $1`, [id]);
    return link ?? null;
  }

  /** Those of these accounts that somebody holds by a live link. */
  async liveAmong(tx: EntityManager, accountIds: readonly Uuid[]): Promise<ReadonlySet<Uuid>> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT journal_account_id AS id FROM links
       WHERE journal_account_id = ANY ($1::uuid[]) AND state IN ('active', 'suspended')`,
      [accountIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** A link suspended for security, or an open case of the lock where there was no link to hold. */
  async isLocked(tx: EntityManager, esiaPersonId: Uuid): Promise<boolean> {
    const [row] = await tx.query<{ locked: boolean }[]>(
      `SELECT EXISTS (SELECT FROM links WHERE esia_person_id = $1 AND state = 'suspended' AND reason = 'security')
           OR EXISTS (SELECT FROM link_reviews
                      WHERE esia_person_id = $1 AND code = 'SECURITY_LOCK' AND state = 'open') AS locked`,
      [esiaPersonId],
    );
    return row?.locked === true;
  }

  /** The person's links that may be used now, suspended ones between two schools included (EC-067). */
  async usable(
    tx: EntityManager,
    esiaPersonId: Uuid,
  ): Promise<
    readonly {
      readonly id: Uuid;
      readonly accountId: Uuid;
      readonly state: LinkState;
      readonly until: Date | null;
    }[]
  > {
    return tx.query(
      `SELECT id, journal_account_id AS "accountId", state, until FROM links
       WHERE esia_person_id = $1
         AND (state = 'active' OR (state = 'suspended' AND reason = 'between_schools'))
       ORDER BY journal_account_id`,
      [esiaPersonId],
    );
  }

  /**
   * Locks and reads every link of the person and, on these accounts, the links of others that are live or were revoked
   * after `since`. The accounts must be locked before, so that all writers come in one order.
   */
  async lockAround(
    tx: EntityManager,
    esiaPersonId: Uuid,
    accountIds: readonly Uuid[],
    since: Date,
  ): Promise<readonly LinkFacts[]> {
    const which = byIds('journal_account_id', 2, accountIds);
    return tx.query(
      `SELECT ${LINK} FROM links
       WHERE esia_person_id = $1
          OR (${which.sql}
              AND (state IN ('active', 'suspended') OR (state = 'revoked' AND changed_at > $3)))
       ORDER BY id FOR UPDATE`,
      [esiaPersonId, which.value, since],
    );
  }

  /**
   * Writes new links. A second live link on an account is refused by `links_one_live_per_account`, a second open row of
   * a pair by `links_one_open_per_pair`.
   */
  async insert(tx: EntityManager, links: readonly NewLink[], by: StepBy): Promise<void> {
    if (links.length === 0) return;
    const rows = links.map((link) => ({
      id: link.id,
      region_id: link.regionId,
      esia_person_id: link.esiaPersonId,
      journal_account_id: link.accountId,
      state: link.state,
      reason: reasonOf(link.state, link.reason),
      rule: link.evidence.rule,
      evidence: link.evidence,
      until: link.until,
    }));
    await tx.query(
      `INSERT INTO links (id, region_id, esia_person_id, journal_account_id, state, reason, rule, evidence, until,
                          created_at, changed_at)
       SELECT id, region_id, esia_person_id, journal_account_id, state, reason, rule, evidence, until, $2, $2
       FROM jsonb_to_recordset($1::jsonb) AS link (id uuid, region_id uuid, esia_person_id uuid,
         journal_account_id uuid, state text, reason text, rule text, evidence jsonb, until timestamptz)`,
      [JSON.stringify(rows), by.at],
    );
    await this.remember(
      tx,
      links.map((link) => ({ ...link, linkId: link.id, from: null, to: link.state })),
      by,
    );
  }

  /** Takes steps of links that were read under lock. Throws when one of them is no longer in the state that was read. */
  async move(tx: EntityManager, steps: readonly LinkStep[], by: StepBy): Promise<void> {
    if (steps.length === 0) return;
    const rows = steps.map(({ link, to, reason, evidence, until }) => ({
      id: link.id,
      from_state: link.state,
      to_state: to,
      reason: reasonOf(to, reason),
      rule: evidence.rule,
      // A step that compared nobody leaves the evidence that the link began on.
      evidence: evidence.restsOn === undefined ? evidence : null,
      until,
    }));
    const [, moved] = await tx.query<[unknown, number]>(
      `UPDATE links SET state = step.to_state, reason = step.reason, rule = step.rule,
                        evidence = coalesce(step.evidence, links.evidence), until = step.until, changed_at = $2
       FROM jsonb_to_recordset($1::jsonb) AS step (id uuid, from_state text, to_state text, reason text, rule text,
         evidence jsonb, until timestamptz)
       WHERE links.id = step.id AND links.state = step.from_state`,
      [JSON.stringify(rows), by.at],
    );
    if (moved !== steps.length) throw new Error('a link changed although its account was locked');
    await this.remember(
      tx,
      steps.map((step) => ({ ...step, linkId: step.link.id, from: step.link.state })),
      by,
    );
  }

  /** Gives links that were read under lock another limit; their state stays. */
  async setLimits(tx: EntityManager, limits: readonly SetLimit[]): Promise<void> {
    if (limits.length === 0) return;
    const rows = limits.map(({ link, until }) => ({ id: link.id, until }));
    await tx.query(
      `UPDATE links SET until = chosen.until
       FROM jsonb_to_recordset($1::jsonb) AS chosen (id uuid, until timestamptz)
       WHERE links.id = chosen.id`,
      [JSON.stringify(rows)],
    );
  }

  private async remember(
    tx: EntityManager,
    steps: readonly {
      linkId: Uuid;
      from: LinkState | null;
      to: LinkState;
      event: string;
      reason: string;
      evidence: Evidence;
      basis?: string;
    }[],
    { actor, at, traceId }: StepBy,
  ): Promise<void> {
    const rows = steps.map(({ linkId, from, to, event, reason, evidence, basis }) => ({
      link_id: linkId,
      from_state: from,
      to_state: to,
      event,
      reason,
      evidence,
      basis: basis ?? null,
      digest: createHash('sha256').update(JSON.stringify(evidence)).digest('hex'),
    }));
    await tx.query(
      `INSERT INTO link_state_history (link_id, from_state, to_state, event, reason, evidence, basis, evidence_digest,
                                       actor_kind, actor_id, at, trace_id)
       SELECT link_id, from_state, to_state, event, reason, evidence, basis, decode(digest, 'hex'), $2, $3, $4, $5
       FROM jsonb_to_recordset($1::jsonb) AS step (link_id uuid, from_state text, to_state text, event text,
         reason text, evidence jsonb, basis text, digest text)`,
      [JSON.stringify(rows), actor.kind, actor.id, at, traceId],
    );
  }
}
