import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { EsiaLevel } from '../domain/esia-profile.js';

@Entity({ name: 'esia_persons' })
@Index('esia_persons_one_per_oid', ['regionId', 'oid'], { unique: true })
@Index('esia_persons_by_snils', ['regionId', 'snilsHmac'], { where: 'snils_hmac IS NOT NULL' })
export class EsiaPersonRow {
  @PrimaryColumn({
    type: 'uuid',
    primaryKeyConstraintName: 'esia_persons_pkey',
    default: () => 'gen_random_uuid()',
  })
  id: Uuid;

  @Column({ type: 'uuid', name: 'region_id' })
  regionId: Uuid;

  @Column({ type: 'text' })
  oid: string;

  @Column({ type: 'text' })
  level: EsiaLevel;

  @Column({ type: 'text', name: 'last_name' })
  lastName: string;

  @Column({ type: 'text', name: 'first_name' })
  firstName: string;

  @Column({ type: 'text', name: 'middle_name', nullable: true })
  middleName: string | null;

  @Column({ type: 'text', name: 'norm_last' })
  normLast: string;

  @Column({ type: 'text', name: 'norm_first' })
  normFirst: string;

  @Column({ type: 'text', name: 'norm_middle', nullable: true })
  normMiddle: string | null;

  @Column({ type: 'date', name: 'birth_date' })
  birthDate: CalendarDate;

  @Column({ type: 'bytea', name: 'snils_hmac', nullable: true })
  snilsHmac: Buffer | null;

  @Column({ type: 'bytea', name: 'snils_enc', nullable: true })
  snilsEnc: Buffer | null;

  @Column({ type: 'text', name: 'snils_key_id', nullable: true })
  snilsKeyId: string | null;

  @Column({ type: 'text', name: 'snils_last2', nullable: true })
  snilsLast2: string | null;

  @Column({ type: 'bytea', name: 'new_snils_hmac', nullable: true })
  newSnilsHmac: Buffer | null;

  @Column({ type: 'bytea', name: 'new_snils_enc', nullable: true })
  newSnilsEnc: Buffer | null;

  @Column({ type: 'text', name: 'new_snils_key_id', nullable: true })
  newSnilsKeyId: string | null;

  @Column({ type: 'text', name: 'new_snils_last2', nullable: true })
  newSnilsLast2: string | null;

  @Column({ type: 'timestamptz', name: 'first_seen_at' })
  firstSeenAt: Date;

  @Column({ type: 'timestamptz', name: 'seen_at' })
  seenAt: Date;

  /** Set when nothing that names the person is kept any more (PD-06). */
  @Column({ type: 'timestamptz', name: 'erased_at', nullable: true })
  erasedAt: Date | null;
}
