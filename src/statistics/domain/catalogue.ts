import { GROWTH_INDICATORS } from './growth-indicators.js';
import type { IndicatorCard } from './indicator.js';
import { INDICATORS } from './indicators.js';
import { PROCESS_INDICATORS } from './process-indicators.js';

/** One part of docs/statistics.md: indicators of one kind under one heading. */
export interface CataloguePart {
  readonly title: string;
  /** What must be said of all of them before the first. */
  readonly preface: string;
  readonly cards: readonly IndicatorCard[];
}

/** Every indicator of the programme, in the order in which the handbook shows them. A new kind is another part. */
export const CATALOGUE: readonly CataloguePart[] = [
  {
    title: 'Уровни, доли и качество данных',
    preface:
      'Считаются из одной строки снимка дня: регион, муниципалитет (по территории и по учредителю), школа, параллель, класс.',
    cards: INDICATORS,
  },
  {
    title: 'Прирост',
    preface:
      'Считается между двумя днями для любого показателя уровня; по умолчанию — для привязанных до 18 лет. Окна: неделя — от дня D−7; отчёт за неделю ISO — по воскресенье, готов в понедельник; месяц — от последнего дня прошлого месяца; с начала кампании; от дня последнего принятого отчёта. Если между днями лежит 1 сентября, ставится пометка `new_academic_year`: первоклассники пришли, выпускники ушли. `GET /api/v1/statistics/growth`; из чего прирост сложился — `/growth/decomposition`: сумма сходится до человека у каждой школы, муниципалитета и региона.',
    cards: GROWTH_INDICATORS,
  },
  {
    title: 'Ход отказа от паролей',
    preface:
      'Считаются каждую ночь для региона, муниципалитетов и школ и не меняются; по каналам и кодам — отдельно. `GET /api/v1/statistics/process`.',
    cards: PROCESS_INDICATORS,
  },
];
