/** Steps of a running import, with the words for people. */
export const IMPORT_STEPS = {
  waiting: 'Жду: идёт другая загрузка этого региона',
  reading: 'Читаю и проверяю файлы',
  unchanged: 'Файлы не изменились с прошлой загрузки',
  matching: 'Сопоставляю записи с людьми',
  comparing: 'Считаю, что изменится',
  people: 'Записываю людей',
  ties: 'Записываю семейные связи',
  accounts: 'Записываю учётные записи журналов',
  finishing: 'Заканчиваю загрузку',
} as const;

export type ImportStep = keyof typeof IMPORT_STEPS;

/** How far a running import is. Rows of a file are known when it is read to its end, so the total comes last. */
export interface ImportProgress {
  readonly step: ImportStep;
  readonly filesRead: number;
  readonly filesTotal: number;
  readonly rowsRead: number;
  readonly rowsTotal: number | null;
}
