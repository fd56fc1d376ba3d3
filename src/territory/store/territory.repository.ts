import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { JournalSystemRow } from './journal-system.row.js';
import { RegionRow } from './region.row.js';

/** A subject of the federation: the root of everything. `timeZone` is an IANA name. */
export interface Region {
  readonly id: Uuid;
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
}

/** What a region has decided for all its schools; the defaults hold where it has decided nothing. */
export interface RegionPolicy {
  /** LNK-12: a minor's link waits for a consent. */
  readonly consentGate: boolean;
  /** EC-030: until when the parents of an adult pupil keep access. */
  readonly parentsAfter18: 'pupil_decides' | 'enrolment_ends';
}

const DEFAULT_POLICY: RegionPolicy = { consentGate: false, parentsAfter18: 'pupil_decides' };

/** An e-journal system of a region; `code` is the client_id of its OpenID Connect client. */
export interface JournalSystem {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly code: string;
  readonly name: string;
}

/** Regions and their e-journal systems. */
@Injectable()
export class Territory {
  async region(tx: EntityManager, id: Uuid): Promise<Region> {
    const row = await tx.findOneBy(RegionRow, { id });
    if (row === null) throw new DomainError('NOT_FOUND', 'not_found');
    return row as Region & RegionRow;
  }

  /** Null while the region's roster was never imported. */
  async regionByCode(tx: EntityManager, code: string): Promise<Region | null> {
    return (await tx.findOneBy(RegionRow, { code })) as (Region & RegionRow) | null;
  }

  async policy(tx: EntityManager, regionId: Uuid): Promise<RegionPolicy> {
    const [row] = await tx.query<RegionPolicy[]>(
      `SELECT consent_gate AS "consentGate", parents_after_18 AS "parentsAfter18"
       FROM region_policies WHERE region_id = $1`,
      [regionId],
    );
    return row ?? DEFAULT_POLICY;
  }

  /** Every region, for work that each does on its own civil day. */
  async regions(tx: EntityManager): Promise<readonly Region[]> {
    return (await tx.find(RegionRow, { order: { code: 'ASC' } })) as (Region & RegionRow)[];
  }

  /** Null when no e-journal system is known by this client_id. */
  async journalSystemByCode(tx: EntityManager, code: string): Promise<JournalSystem | null> {
    return (await tx.findOneBy(JournalSystemRow, { code })) as (JournalSystem & JournalSystemRow) | null;
  }

  async journalSystem(tx: EntityManager, id: Uuid): Promise<JournalSystem> {
    const row = await tx.findOneBy(JournalSystemRow, { id });
    if (row === null) throw new DomainError('NOT_FOUND', 'not_found');
    return row as JournalSystem & JournalSystemRow;
  }

  /** The name of a municipality; null when there is none by this id. */
  async municipalityName(tx: EntityManager, id: Uuid): Promise<string | null> {
    const [row] = await tx.query<{ name: string }[]>('SELECT name FROM municipalities WHERE id = $1', [id]);
    return row?.name ?? null;
  }
}
