import type { IndicatorCard } from './indicator.js';

const NOT_BEFORE_IMPORT =
  'Один из дней раньше первой загрузки данных (школы — своей, региона — первой) — прочерк.';

/** Growth of f.3 as data; x is any indicator of levels, by default I-07 до 18 лет. */
export const GROWTH_INDICATORS: readonly IndicatorCard[] = [
  {
    ...{ id: 'I-20', key: 'growthAbs', name: 'Прирост, ед.' },
    sentence:
      'На сколько показатель на второй день больше, чем на первый; убыль показывается со знаком минус.',
    ...{ numerator: 'x(D2) − x(D1)', denominator: null, nullRule: NOT_BEFORE_IMPORT },
  },
  {
    ...{ id: 'I-21', key: 'growthRatePct', name: 'Темп прироста, %' },
    sentence: 'На сколько процентов показатель вырос по сравнению с первым днём.',
    ...{ numerator: 'x(D2) − x(D1)', denominator: 'x(D1)' },
    nullRule: 'x(D1) равен 0 или неизвестен — прочерк; прирост в единицах при этом показывается.',
  },
  {
    ...{ id: 'I-22', key: 'growthPp', name: 'Прирост доли, п.п.' },
    sentence: 'На сколько процентных пунктов изменилась доля; обе доли до округления.',
    ...{ numerator: 'доля(D2) − доля(D1)', denominator: null },
    nullRule: 'Одной из долей нет (знаменатель 0 или день до первой загрузки данных) — прочерк.',
  },
  {
    ...{ id: 'I-23', key: 'growthLfl', name: 'Прирост на постоянном контингенте' },
    sentence:
      'На сколько больше стало привязанных среди тех, кто был несовершеннолетним учеником в оба дня; показывается рядом с I-20, когда между днями лежит 1 сентября.',
    ...{ numerator: 'новые привязки − потерянные привязки', denominator: null, nullRule: NOT_BEFORE_IMPORT },
  },
  {
    ...{ id: 'I-24', key: 'growthVsStart', name: 'Прирост с начала кампании' },
    sentence: 'Прирост I-20, где первый день — начало кампании региона.',
    ...{ numerator: 'x(D2) − x(начало кампании)', denominator: null },
    nullRule: `Начало кампании не назначено — прочерк. ${NOT_BEFORE_IMPORT}`,
  },
];
