import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('journal_systems')
export class JournalSystemRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('uuid', { name: 'region_id' })
  regionId: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;
}
