import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/**
 * What a family asks of a school: to settle a dispute, to look at an order that ends, to name a tie in the list, to remind of
 * the passport at 14 (EC-027, EC-028), to hand the instructions out to whoever has asked support for them.
 */
export type FamilyTaskCode =
  | 'TIE_DISPUTED'
  | 'TIE_DISPUTE_OVERDUE'
  | 'GUARDIANSHIP_ENDS'
  | 'TIE_MISSING_IN_ROSTER'
  | 'TURNED_FOURTEEN'
  | 'FOURTEEN_WITHOUT_PASSPORT'
  | 'FOURTEEN_GRACE_ENDS'
  | 'HAND_OUT_LEAFLET';

/** A task about a child at its school; `facts` hold dates and ids. */
export interface FamilyTask {
  readonly code: FamilyTaskCode;
  readonly regionId: Uuid;
  readonly schoolId: Uuid | null;
  readonly childId: Uuid;
  readonly accountId: Uuid | null;
  readonly facts: Readonly<Record<string, string | null>>;
}

/** Gives schools their tasks; one that is open already stays as it is. */
export async function openFamilyTasks(
  tx: EntityManager,
  tasks: readonly FamilyTask[],
  at: Date,
): Promise<void> {
  if (tasks.length === 0) return;
  const rows = tasks.map(({ code, regionId, schoolId, childId, accountId, facts }) => ({
    ...{
      code,
      region_id: regionId,
      school_id: schoolId,
      person_id: childId,
      journal_account_id: accountId,
      facts,
    },
  }));
  await tx.query(
    `INSERT INTO roster_tasks (region_id, school_id, code, person_id, journal_account_id, facts, opened_at)
     SELECT region_id, school_id, code, person_id, journal_account_id, facts, $2
     FROM jsonb_to_recordset($1::jsonb) AS task (region_id uuid, school_id uuid, code text, person_id uuid,
       journal_account_id uuid, facts jsonb)
     ON CONFLICT (code, person_id, journal_account_id, school_id) WHERE done_at IS NULL DO NOTHING`,
    [JSON.stringify(rows), at],
  );
}

/** A task that is done by what has just happened. */
export async function closeFamilyTasks(
  tx: EntityManager,
  childId: Uuid,
  codes: readonly FamilyTaskCode[],
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE roster_tasks SET done_at = $3 WHERE person_id = $1 AND code = ANY ($2) AND done_at IS NULL`,
    [childId, codes, at],
  );
}
