import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min } from 'class-validator';
import { AsBoolean } from '../../platform/config/setting.js';

export class RosterUploadQuery {
  /** Школа, чьи строки загружаются; не нужна, если у вас одна школа или весь регион. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** full — файлы называют всех, отсутствующие снимаются; delta — только изменения. */
  @IsOptional()
  @IsIn(['full', 'delta'], { message: 'допустимо full или delta' })
  mode: 'full' | 'delta' = 'delta';

  /** Только проверить и показать, что изменилось бы. */
  @IsOptional()
  @AsBoolean()
  @IsBoolean({ message: 'нужно true или false' })
  dry_run: boolean = false;

  /** Подтвердить снятие больше 5 % и не меньше 10 учеников школы. */
  @IsOptional()
  @AsBoolean()
  @IsBoolean({ message: 'нужно true или false' })
  force: boolean = false;

  /** Система, из которой взяты файлы; без неё — система школы. Школе другая не разрешена. */
  @IsOptional()
  @IsString()
  @Matches(/^[a-z0-9][a-z0-9._-]{0,62}$/, { message: 'строчные латинские буквы, цифры, точка, дефис' })
  source?: string;
}

export class RosterImportAcceptedDto {
  /** Номер загрузки: по нему узнают, чем она кончилась. */
  id: string;
}

export class KindCountsDto {
  inserted: number;
  updated: number;
  unchanged: number;
  removed: number;
  set_aside: number;
}

export class IssueTotalsDto {
  structure: number;
  row: number;
  field: number;
  warning: number;
}

@ApiExtraModels(KindCountsDto)
export class RosterImportDto {
  id: string;
  school_id: string | null;
  source: string;
  /** uploaded, validating, invalid, ready, needs_approval, applying, applied, failed, rejected, discarded, rolled_back. */
  state: string;
  dry_run: boolean;
  started_at: Date;
  finished_at: Date | null;
  /** Что сделано со строками каждого вида; вид, чей файл не пришёл, не назван. */
  @ApiProperty({ type: 'object', additionalProperties: { $ref: getSchemaPath(KindCountsDto) } })
  counts: Record<string, KindCountsDto>;
  issues: IssueTotalsDto | null;
  /** Файлы те же, что и в прошлый раз: ничего не записано. */
  skipped: boolean;
}

export class RosterImportsPageDto {
  items: RosterImportDto[];
  next_cursor: string | null;
}

export class IssuesQuery {
  /** Сколько ошибок вернуть, от 1 до 1000. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'нужно целое число от 1 до 1000' })
  @Min(1, { message: 'нужно целое число от 1 до 1000' })
  @Max(1_000, { message: 'нужно целое число от 1 до 1000' })
  limit: number = 200;

  /** Номер последней увиденной ошибки. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'нужен номер ошибки' })
  @Min(0, { message: 'нужен номер ошибки' })
  @Max(2_147_483_647, { message: 'нужен номер ошибки' })
  after: number = 0;
}

export class ImportIssueDto {
  no: number;
  file: string;
  /** Номер строки, как его показывает Excel: заголовок — первая. */
  row: number | null;
  column: string | null;
  /** structure — загрузка отвергнута; row — строка отложена; field — поле не принято; warning — принято. */
  severity: string;
  code: string;
  message: string;
}

export class ImportIssuesDto {
  items: ImportIssueDto[];
}
