import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditEvent } from './domain/audit-event.js';
import type { UsedGrant } from '../platform/http/authority.js';
import { currentAuthority, currentRequestId } from '../platform/http/request-context.js';

/**
 * The append-only trail (PD-01). An entry is written in the transaction of the act itself: what is not recorded did not
 * happen. The database lets the application add and read, nothing else.
 */
@Injectable()
export class AuditTrail {
  async record(tx: EntityManager, event: AuditEvent): Promise<void> {
    await this.recordAll(tx, [event]);
  }

  /** Writes many entries in one statement. */
  async recordAll(tx: EntityManager, events: readonly AuditEvent[]): Promise<void> {
    if (events.length === 0) return;
    const grants = await usedGrants(tx, events);
    const rows = events.map((event, place) => ({
      region_id: event.regionId,
      at: event.at.toISOString(),
      actor_kind: event.actor.kind,
      actor_id: event.actor.id,
      action: event.action,
      subject_kind: event.subject?.kind ?? null,
      subject_id: event.subject?.id ?? null,
      school_id: event.schoolId ?? null,
      reason: event.reason ?? null,
      facts: event.facts ?? {},
      trace_id: event.traceId ?? currentRequestId() ?? null,
      by_grants: grants[place] ?? null,
    }));
    await tx.query(
      `INSERT INTO audit_events
         (region_id, at, actor_kind, actor_id, action, subject_kind, subject_id, school_id, reason, facts, trace_id,
          by_grants)
       SELECT region_id, at, actor_kind, actor_id, action, subject_kind, subject_id, school_id, reason, facts, trace_id,
         by_grants
       FROM jsonb_to_recordset($1::jsonb) AS event (region_id uuid, at timestamptz, actor_kind text, actor_id text,
         action text, subject_kind text, subject_id text, school_id uuid, reason text, facts jsonb, trace_id text,
         by_grants jsonb)`,
      [JSON.stringify(rows)],
    );
  }
}

/** By which roles each of these is done: known for what the administrator of the request being served does. */
async function usedGrants(
  tx: EntityManager,
  events: readonly AuditEvent[],
): Promise<readonly (readonly UsedGrant[] | null)[]> {
  const authority = currentAuthority();
  if (authority === undefined) return [];
  const atSchool = new Map<string | null, readonly UsedGrant[]>();
  const used: (readonly UsedGrant[] | null)[] = [];
  for (const { actor, schoolId = null } of events) {
    if (actor.kind !== 'administrator' || actor.id !== authority.actorId) {
      used.push(null);
      continue;
    }
    const grants = atSchool.get(schoolId) ?? (await authority.at(tx, schoolId));
    atSchool.set(schoolId, grants);
    used.push(grants);
  }
  return used;
}
