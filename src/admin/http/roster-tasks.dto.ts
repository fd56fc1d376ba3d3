import { IsOptional, IsUUID, Matches } from 'class-validator';
import { PageQuery } from '../../platform/http/page-query.dto.js';

export class RosterTasksQuery extends PageQuery {
  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** Только этот вид задач: NAME_DISCREPANCY, PATRONYMIC_MISSING, WRITE_BACK и другие. */
  @IsOptional()
  @Matches(/^[A-Z_]{3,40}$/, { message: 'нужен код задачи' })
  code?: string;
}

export class RosterTaskDto {
  id: string;
  code: string;
  school_id: string | null;
  school_name: string | null;
  person_id: string | null;
  /** Скрытое имя; у защищённого человека — null. */
  person_name: string | null;
  /** Что не так. */
  title: string;
  /** Что и где исправить. */
  action: string;
  /** Названия полей, никогда не значения. */
  attributes: string[];
  opened_at: Date;
}

export class RosterTasksPageDto {
  items: RosterTaskDto[];
  next_cursor: string | null;
}
