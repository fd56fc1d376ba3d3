import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { BATCH_STATES, type BatchState } from '../../roster/index.js';
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

  /** Заранее подтвердить массовое изменение (больше 5 % и не меньше 10 учеников школы); нужно право решать о нём. */
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

export class ImportProgressDto {
  /** waiting, reading, unchanged, matching, comparing, people, ties, accounts, finishing. */
  step: string;
  /** Шаг словами. */
  step_name: string;
  files_read: number;
  files_total: number;
  rows_read: number;
  /** Известно, когда прочитан последний файл. */
  rows_total: number | null;
  /** Когда загрузка последний раз подала знак; не старше нескольких секунд, пока она идёт. */
  heartbeat_at: Date | null;
}

export class SchoolChangeDto {
  school_id: string;
  /** Сколько учеников выбыло бы. */
  left: number;
  /** Скольким изменилось бы имя, дата рождения, СНИЛС или школа. */
  changed: number;
  pupils: number;
}

export class RegionChangeDto {
  affected: number;
  pupils: number;
}

export class MassChangeDto {
  /** Чьё решение: school — администратора этой школы, ministry — министерства. */
  decides: string;
  /** Чьего решения ждём сейчас: school, municipality или ministry; через три дня — уровнем выше. */
  level: string | null;
  level_since: Date | null;
  schools: SchoolChangeDto[];
  /** Если затронуто больше 1 % учеников региона. */
  region: RegionChangeDto | null;
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
  /** Как далеко идущая загрузка; после конца — последний шаг. */
  progress: ImportProgressDto | null;
  /** Что остановило загрузку или остановило бы; только счёт. */
  mass_change: MassChangeDto | null;
  decided_at: Date | null;
  decision_reason: string | null;
  rolled_back_at: Date | null;
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

export class ImportsQuery extends PageQuery {
  /** Только загрузки в этом состоянии, например needs_approval. */
  @IsOptional()
  @IsIn(BATCH_STATES, { message: 'нет такого состояния загрузки' })
  state?: BatchState;
}

export class DifferenceQuery extends PageQuery {
  /** Только люди этой школы. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;
}

export class DifferenceCountsDto {
  /** student, representative или staff. */
  kind: string;
  school_id: string | null;
  school: string | null;
  /** added, changed, moved_class, returned или left. */
  change: string;
  records: number;
  /** У скольких из них изменится каждое поле. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  attributes: Record<string, number>;
}

export class ChangedValueDto {
  /** school, class, valid_from или valid_to: остальные значения не показываются. */
  attribute: string;
  was: string | null;
  will_be: string | null;
}

export class DifferenceRowDto {
  no: number;
  kind: string;
  change: string;
  school_id: string | null;
  /** Имя скрыто: И*** П. С. */
  who: string;
  /** Вид файла; null у того, кого в файлах нет. */
  file: string | null;
  row: number | null;
  /** Какие поля изменятся. */
  attributes: string[];
  values: ChangedValueDto[];
}

export class ImportDifferenceDto {
  counts: DifferenceCountsDto[];
  items: DifferenceRowDto[];
  next_cursor: string | null;
}

export class ImportDecisionDto {
  /** Почему так решено: это увидит загружавший, это останется в журнале действий. */
  @IsString({ message: 'напишите, почему так решено' })
  @MinLength(5, { message: 'напишите причину: не меньше пяти знаков' })
  @MaxLength(500, { message: 'не больше 500 знаков' })
  reason: string;
}

export class RolledBackDto {
  /** Строк возвращено к прежнему виду. */
  restored: number;
  /** Строк удалено. */
  deleted: number;
  /** На них есть ссылки (привязки, дела), поэтому они остались и помечены снятыми. */
  marked: number;
  /** Их изменили после загрузки, поэтому они оставлены как есть. */
  left: number;
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
