import { IsBoolean, IsOptional, IsUUID, Matches } from 'class-validator';
import { AsBoolean } from '../../platform/config/setting.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { BasisDto } from './family-ties.dto.js';

export class RefusalsQuery extends PageQuery {
  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** Только этот человек. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор человека' })
  person_id?: string;

  /** true — только неотозванные, false — только отозванные. */
  @IsOptional()
  @AsBoolean()
  @IsBoolean({ message: 'нужно true или false' })
  open?: boolean;

  /** true — с подтверждённым бумажным порядком, false — без него: их ждёт порог отключения. */
  @IsOptional()
  @AsBoolean()
  @IsBoolean({ message: 'нужно true или false' })
  confirmed?: boolean;
}

export class RefusalToRecordDto extends BasisDto {
  /** Школа, в которой записан отказ. */
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id: string;

  /** Чей вход: взрослый за себя или ребёнок. */
  @IsUUID(undefined, { message: 'нужен идентификатор человека' })
  person_id: string;

  /** Кто отказался за ученика: его представитель; без поля — сам человек. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор представителя' })
  refused_by_id?: string;

  /** День отказа. */
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  refused_on: string;
}

export class RefusalDto {
  id: string;
  school_id: string;
  /** Только для сотрудников школы; руководителю кампании — null. */
  person_id: string | null;
  /** Представитель, который отказался за ученика; null — сам человек. */
  refused_by_id: string | null;
  basis: string;
  refused_on: string;
  recorded_at: Date;
  /** Когда руководитель школы подтвердил бумажный порядок. */
  paper_confirmed_at: Date | null;
  withdrawn_at: Date | null;
}

export class RefusalsPageDto {
  items: RefusalDto[];
  next_cursor: string | null;
}

export class RefusalCountDto {
  school_id: string;
  /** Бумажный порядок подтверждён. */
  confirmed: number;
  /** Не подтверждён: порог отключения не пройден. */
  unconfirmed: number;
}

export class RefusalReportDto {
  as_of: Date;
  confirmed: number;
  unconfirmed: number;
  items: RefusalCountDto[];
}
