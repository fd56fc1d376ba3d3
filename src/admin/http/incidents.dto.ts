import { IsIn, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { PageQuery } from '../../platform/http/page-query.dto.js';

export class IncidentsQuery extends PageQuery {
  /** open — открытые; closed — закрытые; без него — все. */
  @IsOptional()
  @IsIn(['open', 'closed'], { message: 'допустимо open или closed' })
  state?: 'open' | 'closed';

  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** Только эта система ЭЖ. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор системы ЭЖ' })
  journal_system_id?: string;
}

export class IncidentDto {
  id: string;
  journal_system_id: string;
  journal_system_name: string;
  school_id: string;
  school_name: string;
  /** web, mobile, api или integration. */
  channel: string;
  /** sign_in_event — из событий входа; probe — проверочной записью. */
  found_by: string;
  /** Сколько раз впустили по паролю. */
  sign_ins: number;
  first_at: Date;
  last_at: Date;
  closed_at: Date | null;
  /** Почему закрыт. */
  resolution: string | null;
}

export class IncidentsPageDto {
  items: IncidentDto[];
  next_cursor: string | null;
}

export class CloseIncidentDto {
  /** Что сделано: причина устранена, чем это проверено. */
  @IsString({ message: 'нужен текст' })
  @MinLength(10, { message: 'не меньше десяти знаков' })
  @MaxLength(500, { message: 'не больше 500 знаков' })
  resolution: string;
}
