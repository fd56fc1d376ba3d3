import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { acceptedSpan, type SignInChannel } from '../domain/sign-in-event.js';

/** An incident that grew or was opened by what was just looked at. */
export interface TouchedIncident {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly schoolId: Uuid;
  readonly channel: SignInChannel;
  readonly foundBy: 'sign_in_event' | 'probe';
  readonly signIns: number;
  readonly isNew: boolean;
}

/** A try of a probe account; `channel` is that through which it was made. */
export interface ProbeTry {
  readonly probeId: Uuid;
  readonly triedAt: Date;
  readonly channel: SignInChannel;
  readonly succeeded: boolean;
  readonly reportedBy: string;
}

/** The probe that an event of `seen` belongs to: that of its own channel, else another of the same account. */
const PROBE_OF_SEEN = `
  LEFT JOIN LATERAL (
    SELECT p.id, p.school_id, p.wave FROM probe_accounts p
     WHERE p.journal_system_id = $1 AND p.external_id = seen.external_id AND p.ended_at IS NULL
     ORDER BY p.channel = seen.channel DESC, p.id LIMIT 1
  ) probe ON true`;

/**
 * Judges password sign-ins; the SELECT gives external_id, journal_account_id, at, channel, each counted once and for all. `$1`
 * is the system, `$2` the moment of judging. A probe is an account of nobody: no exemption spares it, break-glass does.
 */
const judge = (seen: string): string => `
  WITH seen AS (${seen}), judged AS (
    SELECT seen.external_id, seen.channel, seen.at, probe.id IS NOT NULL AS by_probe,
           CASE WHEN probe.id IS NULL THEN leaky_school_of(seen.journal_account_id, seen.at)
                WHEN EXISTS (SELECT FROM campaigns c
                              WHERE c.journal_system_id = $1 AND c.school_id = probe.school_id AND c.wave = probe.wave
                                AND was_cut_over(c.id, seen.at - interval '5 minutes'))
                 AND NOT EXISTS (SELECT FROM break_glass_grants g JOIN journal_systems s ON s.region_id = g.region_id
                                  WHERE s.id = $1 AND g.approved_at <= seen.at AND least(g.until, g.ended_at) > seen.at - interval '5 minutes')
                THEN probe.school_id END AS school_id
      FROM seen ${PROBE_OF_SEEN}
  ), leaks AS (
    SELECT j.*, r.id AS region_id, (j.at AT TIME ZONE r.time_zone)::date AS day
      FROM judged j JOIN journal_systems s ON s.id = $1 JOIN regions r ON r.id = s.region_id
     WHERE j.school_id IS NOT NULL
  ), kept AS (
    INSERT INTO leaky_sign_in_days AS known (journal_system_id, external_id, channel, day, school_id, sign_ins)
    SELECT $1, external_id, channel, day, school_id, count(*) FROM leaks GROUP BY 2, 3, 4, 5 ORDER BY 2, 3, 4, 5
    ON CONFLICT ON CONSTRAINT leaky_sign_in_days_pkey DO UPDATE SET sign_ins = known.sign_ins + excluded.sign_ins
  )
  INSERT INTO compliance_incidents AS open
    (region_id, journal_system_id, school_id, channel, found_by, sign_ins, first_at, last_at, reminded_at)
  SELECT region_id, $1, school_id, channel, CASE WHEN bool_or(by_probe) THEN 'probe' ELSE 'sign_in_event' END,
         count(*), min(at), max(at), $2
    FROM leaks GROUP BY region_id, school_id, channel ORDER BY school_id, channel
  ON CONFLICT (journal_system_id, school_id, channel) WHERE closed_at IS NULL DO UPDATE
     SET sign_ins = open.sign_ins + excluded.sign_ins, first_at = least(open.first_at, excluded.first_at),
         last_at = greatest(open.last_at, excluded.last_at)
  RETURNING id, region_id AS "regionId", school_id AS "schoolId", channel, found_by AS "foundBy", sign_ins AS "signIns",
            xmax = 0 AS "isNew"`;

const PASSWORDS_AMONG = `
  SELECT e.external_id, e.journal_account_id, e.at, e.channel, e.succeeded FROM sign_in_events e
   WHERE e.journal_system_id = $1 AND e.event_id = ANY ($3::uuid[]) AND e.at BETWEEN $4 AND $5 AND e.method = 'password'`;

/** What was a breach of the end of passwords, found in events and by probes (LEG-13, LEG-18). */
@Injectable()
export class LeakySignIns {
  /** True when a campaign of the system has begun or a probe watches it: else no event can be a breach. */
  async isWatched(tx: EntityManager, systemId: Uuid): Promise<boolean> {
    const [row] = await tx.query<{ watched: boolean }[]>(
      `SELECT EXISTS (SELECT FROM campaigns WHERE journal_system_id = $1 AND phase <> 'not_scheduled')
           OR EXISTS (SELECT FROM probe_accounts WHERE journal_system_id = $1 AND ended_at IS NULL) AS watched`,
      [systemId],
    );
    return row?.watched === true;
  }

  /** Judges events that have just begun to count, those of probes among them. */
  async judgeEvents(
    tx: EntityManager,
    systemId: Uuid,
    eventIds: readonly Uuid[],
    now: Date,
  ): Promise<readonly TouchedIncident[]> {
    const { from, to } = acceptedSpan(now);
    const parameters = [systemId, now, eventIds, from, to];
    await tx.query(
      `WITH seen AS (${PASSWORDS_AMONG})
       INSERT INTO probe_tries AS known (probe_account_id, tried_at, channel, succeeded, reported_by)
       SELECT probe.id, seen.at, seen.channel, bool_or(seen.succeeded), 'client:' || $1::text
         FROM seen ${PROBE_OF_SEEN} WHERE probe.id IS NOT NULL AND $2::timestamptz IS NOT NULL GROUP BY 1, 2, 3
       ON CONFLICT ON CONSTRAINT probe_tries_pkey DO UPDATE SET succeeded = known.succeeded OR excluded.succeeded`,
      parameters,
    );
    return tx.query(judge(`${PASSWORDS_AMONG} AND e.succeeded`), parameters);
  }

  /** Records what somebody tried by hand; false when the same try is known. */
  async recordTry(tx: EntityManager, one: ProbeTry): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO probe_tries (probe_account_id, tried_at, channel, succeeded, reported_by) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT ON CONSTRAINT probe_tries_pkey DO NOTHING RETURNING 1`,
      [one.probeId, one.triedAt, one.channel, one.succeeded, one.reportedBy],
    );
    return rows.length > 0;
  }

  /** Judges a try by hand that succeeded. */
  judgeTry(
    tx: EntityManager,
    systemId: Uuid,
    one: Pick<ProbeTry, 'triedAt' | 'channel'> & { readonly externalId: string },
    now: Date,
  ): Promise<readonly TouchedIncident[]> {
    return tx.query(
      judge(
        'SELECT $3::text AS external_id, NULL::uuid AS journal_account_id, $4::timestamptz AS at, $5::text AS channel',
      ),
      [systemId, now, one.externalId, one.triedAt, one.channel],
    );
  }
}
