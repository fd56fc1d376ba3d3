import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { GroundsDto } from './link-reviews.dto.js';
import { RevokeLinkDto } from './links.dto.js';

const MOST = 100;
const HOW_MANY = { message: `от 1 до ${MOST} строк` };
const NO_TWICE = { message: 'каждая запись — один раз' };

export class ReviewDecisionRowDto extends GroundsDto {
  /** Дело. */
  @IsUUID(undefined, { message: 'нужен идентификатор дела' })
  id: string;

  /**
   * Ревизия дела, какой вы её видели в списке.
   * @example 1
   */
  @IsInt({ message: 'нужна ревизия из списка' })
  @Min(1, { message: 'нужна ревизия из списка' })
  @Max(999_999_999, { message: 'нужна ревизия из списка' })
  revision: number;

  /** approve — одобрить, reject — отказать. */
  @IsIn(['approve', 'reject'], { message: 'допустимо approve или reject' })
  decision: 'approve' | 'reject';

  /** Запись журнала этого человека: нужна, чтобы одобрить. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен account_id из этого дела' })
  account_id?: string;
}

export class ReviewDecisionsDto {
  /** Решения, от 1 до 100; каждое исполняется само по себе. */
  @IsArray({ message: 'нужен список' })
  @ArrayMinSize(1, HOW_MANY)
  @ArrayMaxSize(MOST, HOW_MANY)
  @ArrayUnique(({ id }: ReviewDecisionRowDto) => id, NO_TWICE)
  @ValidateNested({ each: true })
  @Type(() => ReviewDecisionRowDto)
  decisions: ReviewDecisionRowDto[];
}

export class LinkRevocationRowDto extends RevokeLinkDto {
  /** Привязка. */
  @IsUUID(undefined, { message: 'нужен идентификатор привязки' })
  id: string;
}

export class LinkRevocationsDto {
  /** Привязки, от 1 до 100; каждая прекращается сама по себе. */
  @IsArray({ message: 'нужен список' })
  @ArrayMinSize(1, HOW_MANY)
  @ArrayMaxSize(MOST, HOW_MANY)
  @ArrayUnique(({ id }: LinkRevocationRowDto) => id, NO_TWICE)
  @ValidateNested({ each: true })
  @Type(() => LinkRevocationRowDto)
  revocations: LinkRevocationRowDto[];
}

export class TasksDoneDto {
  /** Задачи, от 1 до 100; каждая закрывается сама по себе. */
  @IsArray({ message: 'нужен список' })
  @ArrayMinSize(1, HOW_MANY)
  @ArrayMaxSize(MOST, HOW_MANY)
  @ArrayUnique({ message: NO_TWICE.message })
  @IsUUID(undefined, { each: true, message: 'нужны идентификаторы задач' })
  ids: string[];

  /** Что сделано. */
  @IsOptional()
  @IsString({ message: 'нужен текст' })
  @MaxLength(500, { message: 'не больше 500 знаков' })
  note?: string;
}

export class RowResultDto {
  /** О какой записи строка. */
  id: string;
  /** true — исполнено. */
  done: boolean;
  /**
   * Что вышло: linked, first_of_two (ждёт второго администратора), rejected, revoked, closed; done_before — исполнено до обрыва, повтор с тем же
   * Idempotency-Key строку не тронул; null, если не исполнено.
   * @example 'linked'
   */
  result: string | null;
  /**
   * Код ошибки этой строки; null, если исполнено.
   * @example null
   */
  code: string | null;
  /**
   * Что не так и что сделать; null, если исполнено.
   * @example null
   */
  detail: string | null;
}

export class BulkResultDto {
  /** Сколько строк исполнено. */
  done: number;
  /** Сколько не исполнено: остальным строкам это не мешает. */
  refused: number;
  /** По строке на строку запроса, в его порядке. */
  items: RowResultDto[];
}
