import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsInt, IsOptional, Min, ValidateNested } from 'class-validator';
import { ReportCellDto } from './reports.dto.js';
import { MissingSchoolDto } from './rollups.dto.js';

export class LockPeriodDto {
  /** Причины министерства для школ без принятого отчёта; у остальных — причина из свода или по состоянию отчёта. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20000)
  @ValidateNested({ each: true })
  @Type(() => MissingSchoolDto)
  missing?: MissingSchoolDto[];

  /** В уже закрытом периоде: закончить исправления, которые не приняты; такие отчёты станут отсутствующими. */
  @IsOptional()
  @IsBoolean({ message: 'нужно true или false' })
  end_corrections?: boolean;
}

export class LockedRecordDto {
  /** Отчёт или свод. */
  id: string;
  /** Школа отчёта, муниципалитет свода. */
  unit_id: string;
  missing: boolean;
  reason: string | null;
}

export class PeriodLockDto {
  /** Номер публикации: 1 — при закрытии, следующие — после исправлений. */
  publication: number;
  /** Что закрыто этим запросом; при повторе пусто. */
  reports: LockedRecordDto[];
  rollups: LockedRecordDto[];
}

export class PublicationQuery {
  /** Номер публикации; без него самая новая. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'нужно целое число от 1' })
  @Min(1, { message: 'нужно целое число от 1' })
  number?: number;
}

export class PublishedReportDto {
  school_id: string;
  school_name: string;
  report_id: string;
  /** null — школа отчитывается прямо в министерство. */
  municipality_id: string | null;
  revision: number;
  snapshot_id: string;
  /** Принятый отчёт по столбцам формы; null — отчёта нет. */
  cells: ReportCellDto[] | null;
  /** Почему отчёта нет. */
  missing_reason: string | null;
  /** Идёт исправление; до его закрытия стоят прежние числа. */
  under_correction: boolean;
}

export class PublishedRollupDto {
  municipality_id: string;
  municipality_name: string;
  oktmo: string;
  rollup_id: string;
  revision: number;
  /** Числа муниципалитета; null — свод не принят. */
  figures: ReportCellDto[] | null;
  missing_reason: string | null;
  under_correction: boolean;
}

export class PublicationDto {
  number: number;
  published_at: Date;
  published_by: string;
  /** Снимок, из которого взяты взрослые региона без повторов. */
  snapshot_id: string;
  /** Числа региона по принятым отчётам; null — вы видите не весь регион. */
  region: ReportCellDto[] | null;
  municipalities: PublishedRollupDto[];
  reports: PublishedReportDto[];
}
