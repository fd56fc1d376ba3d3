import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

@Entity({ name: 'person_sessions' })
export class PersonSessionRow {
  @PrimaryColumn({
    type: 'uuid',
    primaryKeyConstraintName: 'person_sessions_pkey',
    default: () => 'gen_random_uuid()',
  })
  id: Uuid;

  @Column({ type: 'uuid', name: 'region_id' })
  regionId: Uuid;

  @Column({ type: 'bytea', name: 'token_hash' })
  tokenHash: Buffer;

  @Column({ type: 'uuid', name: 'esia_person_id' })
  esiaPersonId: Uuid;

  @Column({ type: 'timestamptz', name: 'opened_at' })
  openedAt: Date;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
