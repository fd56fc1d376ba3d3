import { IsIn, IsOptional, Matches } from 'class-validator';
import { GROWTH_WINDOWS, type GrowthWindow } from '../../../statistics/index.js';
import { SnapshotDto, StatisticsUnitDto, UnitQuery } from './statistics.dto.js';

const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_WANTED = { message: 'нужна дата ГГГГ-ММ-ДД' };

export class GrowthQuery extends UnitQuery {
  /** Первый день, ГГГГ-ММ-ДД; вместе с to, без window. */
  @IsOptional()
  @Matches(DAY, DAY_WANTED)
  from?: string;

  /** Второй день, ГГГГ-ММ-ДД. С window — день, которым окно кончается; без него — последняя целая неделя или месяц, для campaign — вчера. */
  @IsOptional()
  @Matches(DAY, DAY_WANTED)
  to?: string;

  /** week — за 7 дней; month — с последнего дня прошлого месяца; campaign — с начала кампании региона. */
  @IsOptional()
  @IsIn(GROWTH_WINDOWS, { message: `допустимо ${GROWTH_WINDOWS.join(', ')}` })
  window?: GrowthWindow;
}

export class GrowthValueDto {
  /** Ключ показателя. */
  key: string;
  name: string;
  /** Значение в первый день: число или доля в процентах, один знак; null — неизвестно. */
  from: number | null;
  to: number | null;
  /** I-20, прирост в единицах; у долей null. Убыль — со знаком минус. */
  absolute: number | null;
  /** I-21, темп прироста, %, один знак; null — в первый день было 0 или неизвестно. */
  rate_pct: number | null;
  /** I-22, прирост доли в процентных пунктах, один знак, по неокруглённым долям; у чисел null. */
  points: number | null;
}

class GrowthFrameDto {
  unit: StatisticsUnitDto;
  /** Между днями лежит 1 сентября: первоклассники пришли, выпускники ушли; смотрите like_for_like. */
  new_academic_year: boolean;
}

export class GrowthDto extends GrowthFrameDto {
  /** Первый день; null — начало кампании не назначено или день раньше первой загрузки данных. */
  from: SnapshotDto | null;
  to: SnapshotDto | null;
  /** Дни посчитаны по разным методикам. */
  methodologies_differ: boolean;
  /** I-23: прирост привязанных среди тех, кто был несовершеннолетним учеником в оба дня. */
  like_for_like: number | null;
  items: GrowthValueDto[];
}

export class GrowthPartDto {
  key: string;
  name: string;
  /** 1 — прибавляет, -1 — убавляет. */
  sign: number;
  value: number;
  /** Из чего состоит: у прибывших и выбывших. */
  of: GrowthSubtypeDto[];
}

export class GrowthSubtypeDto {
  key: string;
  name: string;
  value: number;
}

export class GrowthBucketDto {
  /** minors — до 18 лет; under14; 14to17. */
  bucket: string;
  /** Привязано в первый и во второй день, и разность. */
  linked_from: number;
  linked_to: number;
  delta: number;
  /** Слагаемые: их сумма со знаками равна delta. */
  parts: GrowthPartDto[];
}

export class GrowthDecompositionDto extends GrowthFrameDto {
  from: string | null;
  to: string | null;
  /** Редакции дней, по которым посчитано; 0 — снимка дня нет, посчитано по данным. Null — не посчитано. */
  from_revision: number | null;
  to_revision: number | null;
  computed_at: Date | null;
  /** Пусто: один из дней раньше первой загрузки данных, или школа не общеобразовательная. */
  items: GrowthBucketDto[];
}
