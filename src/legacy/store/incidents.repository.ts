import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { SignInChannel } from '../domain/sign-in-event.js';

/** A password that was taken where it should not have been: one for a system, a school and a channel while it is open. */
export interface Incident {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly systemId: Uuid;
  readonly systemName: string;
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly channel: SignInChannel;
  readonly foundBy: 'sign_in_event' | 'probe';
  readonly signIns: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly closedAt: Date | null;
  readonly resolution: string | null;
}

/** Which incidents a list shows. */
export interface IncidentFilter {
  readonly state: 'open' | 'closed' | null;
  readonly schoolId: Uuid | null;
  readonly systemId: Uuid | null;
}

const COLUMNS = `i.id, i.region_id AS "regionId", i.journal_system_id AS "systemId", system.name AS "systemName",
  i.school_id AS "schoolId", school.short_name AS "schoolName", i.channel, i.found_by AS "foundBy", i.sign_ins AS "signIns",
  i.first_at AS "firstAt", i.last_at AS "lastAt", i.closed_at AS "closedAt", i.resolution`;

const FROM = `compliance_incidents i
  JOIN journal_systems system ON system.id = i.journal_system_id
  JOIN schools school ON school.id = i.school_id`;

/** Incidents of the end of passwords, read and closed within a scope. */
@Injectable()
export class Incidents {
  /** At most `limit + 1`, the one that was seen last first. */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    filter: IncidentFilter,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<readonly Incident[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM ${FROM}
        WHERE (${SCHOOL_IN_SCOPE})
          AND ($5::text IS NULL OR ($5 = 'open') = (i.closed_at IS NULL))
          AND ($6::uuid IS NULL OR i.school_id = $6) AND ($7::uuid IS NULL OR i.journal_system_id = $7)
          AND ($8::timestamptz IS NULL OR (date_trunc('milliseconds', i.last_at), i.id) < ($8, $9::uuid))
        ORDER BY date_trunc('milliseconds', i.last_at) DESC, i.id DESC LIMIT $10`,
      [
        ...[...scopeParameters(scope), filter.state, filter.schoolId, filter.systemId],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }

  /** One of them, locked; null when there is none or it is out of scope. */
  async lock(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<Incident | null> {
    const [found] = await tx.query<Incident[]>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE (${SCHOOL_IN_SCOPE}) AND i.id = $5 FOR UPDATE OF i`,
      [...scopeParameters(scope), id],
    );
    return found ?? null;
  }

  async close(
    tx: EntityManager,
    id: Uuid,
    closed: { readonly by: string; readonly at: Date; readonly resolution: string },
  ): Promise<void> {
    await tx.query(
      `UPDATE compliance_incidents SET closed_at = $2, closed_by = $3, resolution = $4 WHERE id = $1`,
      [...[id, closed.at, closed.by, closed.resolution]],
    );
  }

  /** Open ones of which nobody was reminded since `before`; from now on they have been. */
  async remindable(tx: EntityManager, before: Date, now: Date): Promise<readonly Incident[]> {
    const due = await tx.query<{ id: Uuid }[]>(
      `SELECT id FROM compliance_incidents WHERE closed_at IS NULL AND coalesce(reminded_at, first_at) <= $1
        ORDER BY id FOR UPDATE`,
      [before],
    );
    const ids = due.map(({ id }) => id);
    await tx.query('UPDATE compliance_incidents SET reminded_at = $2 WHERE id = ANY ($1::uuid[])', [
      ids,
      now,
    ]);
    return tx.query(`SELECT ${COLUMNS} FROM ${FROM} WHERE i.id = ANY ($1::uuid[]) ORDER BY i.id`, [ids]);
  }
}
