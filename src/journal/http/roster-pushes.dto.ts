import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { AsBoolean } from '../../platform/config/setting.js';

export class RosterPushQuery {
  /** full — тело называет всех людей ваших школ, отсутствующие снимаются; delta — только изменения. */
  @IsOptional()
  @IsIn(['full', 'delta'], { message: 'допустимо full или delta' })
  mode: 'full' | 'delta' = 'delta';

  /** Только проверить и показать, что изменилось бы. */
  @IsOptional()
  @AsBoolean()
  @IsBoolean({ message: 'нужно true или false' })
  dry_run: boolean = false;

  /** Система, чьими идентификаторами названы записи; нужна, если ваши школы загружены из нескольких. */
  @IsOptional()
  @Matches(/^[\w.:-]{1,100}$/, { message: 'латинские буквы, цифры, точка, двоеточие, дефис' })
  source?: string;
}

export class PushedImportQuery {
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

export class RosterPushAcceptedDto {
  /** Номер загрузки: по нему узнают, чем она кончилась. */
  id: string;
}

export class PushedKindCountsDto {
  inserted: number;
  updated: number;
  unchanged: number;
  removed: number;
  set_aside: number;
}

export class PushedIssueTotalsDto {
  structure: number;
  row: number;
  field: number;
  warning: number;
}

export class PushedIssueDto {
  no: number;
  /** Раздел тела: `roster.json: users`. */
  file: string;
  /** Номер записи в разделе, с единицы. */
  row: number | null;
  column: string | null;
  /** structure — загрузка отвергнута; row — запись отложена; field — поле не принято; warning — принято. */
  severity: string;
  code: string;
  message: string;
}

@ApiExtraModels(PushedKindCountsDto)
export class PushedImportDto {
  id: string;
  source: string;
  /** uploaded, validating, invalid, ready, needs_approval, applying, applied, failed, rejected, discarded, rolled_back. */
  state: string;
  dry_run: boolean;
  started_at: Date;
  finished_at: Date | null;
  /** Что сделано с записями каждого вида. */
  @ApiProperty({ type: 'object', additionalProperties: { $ref: getSchemaPath(PushedKindCountsDto) } })
  counts: Record<string, PushedKindCountsDto>;
  issue_totals: PushedIssueTotalsDto | null;
  issues: PushedIssueDto[];
  /** Тело то же, что и в прошлый раз: ничего не записано. */
  skipped: boolean;
}
