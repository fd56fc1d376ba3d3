/** What a municipality of the demo region is; `weight` is its share of the pupils outside Калининград, about 1000. */
export interface MunicipalityFacts {
  readonly name: string;
  readonly kind: 'city_okrug' | 'municipal_okrug';
  readonly weight: number;
}

/** The town that holds half of the pupils (h.4: skew). */
export const CAPITAL: MunicipalityFacts = {
  name: 'Городской округ «Город Калининград»',
  kind: 'city_okrug',
  weight: 0,
};

/** The other twenty-one municipalities of the region; the weights are rounded guesses, not statistics. */
export const OTHERS: readonly MunicipalityFacts[] = [
  { name: 'Гурьевский муниципальный округ', kind: 'municipal_okrug', weight: 190 },
  { name: 'Зеленоградский муниципальный округ', kind: 'municipal_okrug', weight: 90 },
  { name: 'Черняховский муниципальный округ', kind: 'municipal_okrug', weight: 88 },
  { name: 'Советский городской округ', kind: 'city_okrug', weight: 76 },
  { name: 'Балтийский городской округ', kind: 'city_okrug', weight: 74 },
  { name: 'Гусевский городской округ', kind: 'city_okrug', weight: 70 },
  { name: 'Багратионовский муниципальный округ', kind: 'municipal_okrug', weight: 62 },
  { name: 'Светловский городской округ', kind: 'city_okrug', weight: 54 },
  { name: 'Гвардейский муниципальный округ', kind: 'municipal_okrug', weight: 54 },
  { name: 'Светлогорский городской округ', kind: 'city_okrug', weight: 40 },
  { name: 'Славский муниципальный округ', kind: 'municipal_okrug', weight: 34 },
  { name: 'Полесский муниципальный округ', kind: 'municipal_okrug', weight: 34 },
  { name: 'Неманский муниципальный округ', kind: 'municipal_okrug', weight: 32 },
  { name: 'Правдинский муниципальный округ', kind: 'municipal_okrug', weight: 30 },
  { name: 'Нестеровский муниципальный округ', kind: 'municipal_okrug', weight: 26 },
  { name: 'Пионерский городской округ', kind: 'city_okrug', weight: 24 },
  { name: 'Озёрский муниципальный округ', kind: 'municipal_okrug', weight: 23 },
  { name: 'Краснознаменский муниципальный округ', kind: 'municipal_okrug', weight: 20 },
  { name: 'Мамоновский городской округ', kind: 'city_okrug', weight: 14 },
  { name: 'Янтарный городской округ', kind: 'city_okrug', weight: 11 },
  { name: 'Ладушкинский городской округ', kind: 'city_okrug', weight: 8 },
];
