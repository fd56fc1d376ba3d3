import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { EsiaOutcomeCode } from '../domain/outcomes.js';

@Entity({ name: 'esia_login_attempts' })
@Index('esia_login_attempts_one_per_state', ['state'], { unique: true })
@Index('esia_login_attempts_by_expiry', ['expiresAt'])
export class EsiaLoginAttemptRow {
  @PrimaryColumn({
    type: 'uuid',
    primaryKeyConstraintName: 'esia_login_attempts_pkey',
    default: () => 'gen_random_uuid()',
  })
  id: Uuid;

  @Column({ type: 'uuid', name: 'region_id' })
  regionId: Uuid;

  @Column({ type: 'uuid' })
  state: Uuid;

  /** SHA-256 of the browser's token. */
  @Column({ type: 'bytea', name: 'browser_hash' })
  browserHash: Buffer;

  @Column({ type: 'bytea', name: 'code_verifier_enc', nullable: true })
  codeVerifierEnc: Buffer | null;

  @Column({ type: 'text' })
  status: 'started' | 'code_received' | 'profile_ok' | 'failed';

  @Column({ type: 'text', name: 'failure_code', nullable: true })
  failureCode: EsiaOutcomeCode | null;

  @Column({ type: 'text', name: 'esia_code', nullable: true })
  esiaCode: string | null;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt: Date;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', name: 'consumed_at', nullable: true })
  consumedAt: Date | null;

  @Column({ type: 'bytea', name: 'profile_enc', nullable: true })
  profileEnc: Buffer | null;

  @Column({ type: 'smallint', default: 0 })
  restarts: number;

  @Column({ type: 'boolean', name: 'asks_kids', default: false })
  asksKids: boolean;
}
