import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { PageQuery } from '../../platform/http/page-query.dto.js';

const AUDIENCES = ['school', 'municipality', 'campaign_manager'] as const;

export class CampaignTasksQuery extends PageQuery {
  /** Чьи задачи: school, municipality, campaign_manager; без него — все, что вам видны. */
  @IsOptional()
  @IsIn(AUDIENCES, { message: `нужно одно из: ${AUDIENCES.join(', ')}` })
  audience?: (typeof AUDIENCES)[number];

  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** Только эта кампания. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор кампании' })
  campaign_id?: string;

  /** Только этот вид задач. */
  @IsOptional()
  @Matches(/^[A-Z_]{3,60}$/, { message: 'нужен код задачи' })
  code?: string;
}

export class CampaignTaskDoneDto {
  /** Что сделано. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  note: string;
}

export class CampaignTaskDto {
  id: string;
  /** school, municipality, campaign_manager. */
  audience: string;
  code: string;
  school_id: string | null;
  school_name: string | null;
  campaign_id: string | null;
  wave: string | null;
  cutover_on: string | null;
  /** О чём она, кроме школы и кампании: номер заявки, дата, журнал. */
  subject: string | null;
  /** Что случилось. */
  title: string;
  /** Что сделать. */
  action: string;
  opened_at: Date;
}

export class CampaignTasksPageDto {
  items: CampaignTaskDto[];
  next_cursor: string | null;
}
