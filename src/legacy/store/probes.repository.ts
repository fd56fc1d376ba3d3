import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { RoleWave } from '../domain/campaign-phase.js';
import type { SignInChannel } from '../domain/sign-in-event.js';

/** An account of nobody, by which somebody tries whether a password is still taken (LEG-13). */
export interface Probe {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly systemId: Uuid;
  readonly schoolId: Uuid;
  readonly wave: RoleWave;
  readonly externalId: string;
  readonly channel: SignInChannel;
  readonly recordedAt: Date;
  readonly lastTriedAt: Date | null;
  readonly lastSucceeded: boolean | null;
}

export type NewProbe = Pick<Probe, 'systemId' | 'schoolId' | 'wave' | 'externalId' | 'channel'>;

/** What is known of one channel of one system: whether it was tried since the last cut-over, and with what result. */
export interface ProbeCoverage {
  readonly systemId: Uuid;
  readonly systemName: string;
  readonly channel: SignInChannel;
  readonly probes: number;
  readonly cutOverCampaigns: number;
  readonly lastCutOverAt: Date | null;
  readonly lastTriedAt: Date | null;
  readonly lastSucceededAt: Date | null;
  readonly openIncidents: number;
}

const COLUMNS = `p.id, p.region_id AS "regionId", p.journal_system_id AS "systemId", p.school_id AS "schoolId", p.wave,
  p.external_id AS "externalId", p.channel, p.recorded_at AS "recordedAt", tried.tried_at AS "lastTriedAt",
  tried.succeeded AS "lastSucceeded"`;

const FROM = `probe_accounts p
  JOIN schools school ON school.id = p.school_id
  LEFT JOIN LATERAL (SELECT t.tried_at, t.succeeded FROM probe_tries t WHERE t.probe_account_id = p.id
                      ORDER BY t.tried_at DESC, t.succeeded DESC LIMIT 1) tried ON true`;

/** Probe accounts, what they were tried for, and what that proves. */
@Injectable()
export class Probes {
  /** At most `limit + 1` that are in use, by their ids. */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    page: { readonly limit: number; readonly after: Uuid | null },
  ): Promise<readonly Probe[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM ${FROM}
        WHERE (${SCHOOL_IN_SCOPE}) AND p.ended_at IS NULL AND ($5::uuid IS NULL OR p.id > $5) ORDER BY p.id LIMIT $6`,
      [...scopeParameters(scope), page.after, page.limit + 1],
    );
  }

  /** One that is in use; null when there is none or it is out of scope. */
  async find(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<Probe | null> {
    const [found] = await tx.query<Probe[]>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE (${SCHOOL_IN_SCOPE}) AND p.ended_at IS NULL AND p.id = $5`,
      [...scopeParameters(scope), id],
    );
    return found ?? null;
  }

  /**
   * Records a probe at a school of the scope, in a system of its region; `unknown` when either is not there, `taken` when
   * the account watches this channel already.
   */
  async record(
    tx: EntityManager,
    scope: SchoolScope,
    probe: NewProbe,
    by: { readonly administratorId: Uuid; readonly at: Date },
  ): Promise<Uuid | 'unknown' | 'taken'> {
    const [place] = await tx.query<{ regionId: Uuid }[]>(
      `SELECT school.region_id AS "regionId" FROM schools school
         JOIN journal_systems s ON s.region_id = school.region_id AND s.id = $6
        WHERE (${SCHOOL_IN_SCOPE}) AND school.id = $5`,
      [...scopeParameters(scope), probe.schoolId, probe.systemId],
    );
    if (place === undefined) return 'unknown';
    const [made] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO probe_accounts (region_id, journal_system_id, school_id, wave, external_id, channel, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (journal_system_id, external_id, channel) WHERE ended_at IS NULL DO NOTHING RETURNING id`,
      [
        ...[place.regionId, probe.systemId, probe.schoolId, probe.wave, probe.externalId, probe.channel],
        ...[by.administratorId, by.at],
      ],
    );
    return made?.id ?? 'taken';
  }

  async end(tx: EntityManager, id: Uuid, at: Date): Promise<void> {
    await tx.query('UPDATE probe_accounts SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [id, at]);
  }

  /** A row for every system of the region and every channel, whether anybody watches it or not. */
  coverage(tx: EntityManager, regionId: Uuid): Promise<readonly ProbeCoverage[]> {
    return tx.query(
      `SELECT s.id AS "systemId", s.name AS "systemName", channel.name AS channel, probes.count AS probes,
              cut.count AS "cutOverCampaigns", cut.last_at AS "lastCutOverAt", tried.last_at AS "lastTriedAt",
              tried.succeeded_at AS "lastSucceededAt", incidents.count AS "openIncidents"
         FROM journal_systems s
        CROSS JOIN unnest(ARRAY['web', 'mobile', 'api', 'integration']) WITH ORDINALITY AS channel (name, no)
        CROSS JOIN LATERAL (SELECT count(*)::int AS count FROM probe_accounts p
                             WHERE p.journal_system_id = s.id AND p.channel = channel.name AND p.ended_at IS NULL) probes
        CROSS JOIN LATERAL (SELECT count(*)::int AS count, max(c.cut_over_at) AS last_at FROM campaigns c
                             WHERE c.journal_system_id = s.id AND c.cut_over_at IS NOT NULL) cut
        CROSS JOIN LATERAL (SELECT max(t.tried_at) AS last_at, max(t.tried_at) FILTER (WHERE t.succeeded) AS succeeded_at
                              FROM probe_tries t JOIN probe_accounts p ON p.id = t.probe_account_id
                             WHERE p.journal_system_id = s.id AND t.channel = channel.name AND p.ended_at IS NULL) tried
        CROSS JOIN LATERAL (SELECT count(*)::int AS count FROM compliance_incidents i
                             WHERE i.journal_system_id = s.id AND i.channel = channel.name AND i.closed_at IS NULL) incidents
        WHERE s.region_id = $1 ORDER BY s.name, s.id, channel.no`,
      [regionId],
    );
  }
}
