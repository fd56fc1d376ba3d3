import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('regions')
export class RegionRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  @Column('text', { name: 'time_zone' })
  timeZone: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
