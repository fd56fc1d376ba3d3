import { IsIn, IsOptional, Matches } from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import { AGE_BASES, type AgeBasis } from '../../../statistics/index.js';
import { SnapshotDto, StatisticsRowDto } from './statistics.dto.js';

export class StatisticsChangesQuery extends PageQuery {
  /** Откуда читать без cursor: beginning — с первого снимка; now — только то, что будет посчитано после этого запроса. */
  @IsOptional()
  @IsIn(['beginning', 'now'], { message: 'допустимо beginning или now' })
  start: 'beginning' | 'now' = 'beginning';

  /** Ключи показателей через запятую; без них — все. */
  @IsOptional()
  @Matches(/^\w+(,\w+){0,99}$/, { message: 'нужны ключи показателей через запятую' })
  indicators?: string;

  /** as_of_date — возраст на дату; jan1_next — на 1 января следующего года. */
  @IsOptional()
  @IsIn(AGE_BASES, { message: `допустимо ${AGE_BASES.join(' или ')}` })
  age_basis: AgeBasis = 'as_of_date';
}

export class StatisticsChangeDto extends StatisticsRowDto {
  /** Какого снимка строка: он назван в snapshots. */
  snapshot_id: string;
}

export class StatisticsChangesDto {
  /** Снимки этой страницы в порядке, в котором они посчитаны. Строки снимка могут продолжаться на следующей странице. */
  snapshots: SnapshotDto[];
  items: StatisticsChangeDto[];
  /** Сохраните и передайте в cursor: на следующей странице или в следующий раз. Есть всегда. */
  next_cursor: string;
  /** true — следующую страницу можно читать сразу. */
  has_more: boolean;
}
