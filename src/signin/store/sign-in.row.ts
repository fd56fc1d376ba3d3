import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { SignInOutcome, SignInPurpose, SignInState } from '../domain/sign-in.js';

@Entity({ name: 'sign_ins' })
export class SignInRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sign_ins_pkey' })
  id: Uuid;

  @Column({ type: 'uuid', name: 'region_id' })
  regionId: Uuid;

  @Column({ type: 'uuid', name: 'attempt_id', nullable: true })
  attemptId: Uuid | null;

  @Column({ type: 'text' })
  purpose: SignInPurpose;

  @Column({ type: 'uuid', name: 'journal_system_id', nullable: true })
  journalSystemId: Uuid | null;

  @Column({ type: 'text', name: 'return_to' })
  returnTo: string;

  @Column({ type: 'bytea', name: 'browser_hash' })
  browserHash: Buffer;

  @Column({ type: 'text', name: 'case_number' })
  caseNumber: string;

  @Column({ type: 'text' })
  state: SignInState;

  @Column({ type: 'jsonb', default: () => "'[]'" })
  outcomes: readonly SignInOutcome[];

  @Column({ type: 'uuid', name: 'esia_person_id', nullable: true })
  esiaPersonId: Uuid | null;

  @Column({ type: 'uuid', name: 'journal_account_id', nullable: true })
  journalAccountId: Uuid | null;

  @Column({ type: 'uuid', array: true, name: 'choice_account_ids', default: () => "'{}'" })
  choiceAccountIds: readonly Uuid[];

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt: Date;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', name: 'changed_at' })
  changedAt: Date;

  @Column({ type: 'text', name: 'trace_id', nullable: true })
  traceId: string | null;
}
