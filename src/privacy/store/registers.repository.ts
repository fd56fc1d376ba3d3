import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { ProcessingPurpose, WrittenRule } from '../domain/processing-register.js';

/** How long something is kept, and what came of it last (PD-07). */
export interface RetentionRule extends WrittenRule {
  readonly lastRunAt: Date | null;
  readonly lastDeleted: number | null;
}

/** To whom processing is entrusted (PD-11). */
export interface ProcessorAgreement {
  readonly id: Uuid;
  readonly party: string;
  readonly partyKind: string;
  readonly document: string;
  readonly purposes: readonly string[];
  readonly signedOn: CalendarDate;
  readonly validTo: CalendarDate | null;
  readonly endedOn: CalendarDate | null;
  readonly endReason: string | null;
}

const AGREEMENT = `id, party, party_kind AS "partyKind", document, purposes, signed_on AS "signedOn", valid_to AS "validTo",
  ended_on AS "endedOn", end_reason AS "endReason"`;

/** Purposes, periods and agreements, as the operator's papers have them. */
@Injectable()
export class RegisterRows {
  purposes(tx: EntityManager): Promise<ProcessingPurpose[]> {
    return tx.query(
      `SELECT code, name, basis_kind AS "basisKind", basis, subjects, categories, recipients,
              retention_codes AS "retentionCodes" FROM processing_purposes ORDER BY no`,
    );
  }

  rules(tx: EntityManager): Promise<RetentionRule[]> {
    return tx.query(
      `SELECT r.code, r.what, r.months, r.days, r.counted_from AS "countedFrom", r.basis, r.kept_by AS "keptBy",
              last.ran_at AS "lastRunAt", last.deleted AS "lastDeleted"
         FROM retention_rules r LEFT JOIN LATERAL (
           SELECT ran_at, deleted FROM retention_runs WHERE code = r.code ORDER BY ran_at DESC, id DESC LIMIT 1) last ON true
        ORDER BY r.no`,
    );
  }

  async noteRun(
    tx: EntityManager,
    run: { readonly code: string; readonly now: Date; readonly before: Date; readonly deleted: number },
  ): Promise<void> {
    await tx.query(
      'INSERT INTO retention_runs (code, ran_at, outlived_before, deleted) VALUES ($1, $2, $3, $4)',
      [run.code, run.now, run.before, run.deleted],
    );
  }

  /** At most `limit + 1`, the newest first, after the key (day of signing, id). */
  agreements(
    tx: EntityManager,
    regionId: Uuid,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<ProcessorAgreement[]> {
    return tx.query(
      `SELECT ${AGREEMENT} FROM processor_agreements
        WHERE region_id = $1 AND ($2::date IS NULL OR (signed_on, id) < ($2, $3::uuid))
        ORDER BY signed_on DESC, id DESC LIMIT $4`,
      [regionId, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
    );
  }

  async addAgreement(
    tx: EntityManager,
    regionId: Uuid,
    one: Omit<ProcessorAgreement, 'id' | 'endedOn' | 'endReason'> & { readonly by: Uuid; readonly now: Date },
  ): Promise<ProcessorAgreement> {
    const [row] = await tx.query<ProcessorAgreement[]>(
      `INSERT INTO processor_agreements (region_id, party, party_kind, document, purposes, signed_on, valid_to, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${AGREEMENT}`,
      [
        ...[regionId, one.party, one.partyKind, one.document, one.purposes],
        ...[one.signedOn, one.validTo, one.by, one.now],
      ],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row;
  }

  /** False when there is none of the region that has not ended. */
  async endAgreement(
    tx: EntityManager,
    regionId: Uuid,
    id: Uuid,
    end: { readonly on: CalendarDate; readonly by: Uuid; readonly reason: string },
  ): Promise<boolean> {
    const [, ended] = await tx.query<[unknown, number]>(
      `UPDATE processor_agreements SET ended_on = $3, ended_by = $4, end_reason = $5
        WHERE region_id = $1 AND id = $2 AND ended_on IS NULL`,
      [regionId, id, end.on, end.by, end.reason],
    );
    return ended > 0;
  }
}
