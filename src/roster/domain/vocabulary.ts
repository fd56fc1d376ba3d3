/** The closed sets of the roster files: code, and the Russian words that schools write for it (lower case, е for ё). */

function vocabulary<T extends string>(
  entries: Readonly<Record<T, readonly string[]>>,
): ReadonlyMap<string, T> {
  const words = new Map<string, T>();
  for (const [code, russian] of Object.entries<readonly string[]>(entries)) {
    words.set(code, code as T);
    for (const word of russian) words.set(word, code as T);
  }
  return words;
}

export const MUNICIPALITY_KINDS = vocabulary({
  city_okrug: ['городской округ', 'го'],
  municipal_okrug: ['муниципальный округ', 'мо'],
  municipal_district: ['муниципальный район', 'мр'],
});

export const SCHOOL_KINDS = vocabulary({
  primary: ['нош', 'начальная школа'],
  basic: ['оош', 'основная школа'],
  secondary: ['сош', 'средняя школа'],
  gymnasium: ['гимназия'],
  lyceum: ['лицей'],
  boarding: ['школа-интернат'],
  cadet: ['кадетский корпус'],
  special: ['коррекционная школа'],
  evening: ['вечерняя школа'],
  preschool: ['доу', 'детский сад'],
  vocational: ['спо', 'колледж', 'техникум'],
});

export const FOUNDER_TYPES = vocabulary({
  municipal: ['муниципальный'],
  regional: ['региональный', 'субъект рф'],
  federal: ['федеральный'],
  private: ['частный'],
});

export const ENROLLMENT_KINDS = vocabulary({
  main: ['основное'],
  additional: ['дополнительное', 'сетевая форма'],
  external: ['экстерн', 'семейное'],
});

/** How an enrolment came to its end; the database names the same set. */
export const END_KINDS = vocabulary({
  class_change: ['смена класса', 'перевод в другой класс'],
  transfer: ['перевод', 'перевод в другую школу'],
  reorganised: ['реорганизация'],
  graduated: ['окончание', 'выпуск', 'окончание обучения'],
  left: ['отчисление', 'выбытие'],
  deceased: ['смерть'],
});

export const TIE_KINDS = vocabulary({
  parent: ['родитель', 'мать', 'отец'],
  adoptive_parent: ['усыновитель'],
  guardian: ['опекун'],
  trustee: ['попечитель'],
  foster_parent: ['приемный родитель'],
  institution_representative: ['представитель организации'],
});

export const GENDERS = vocabulary({
  M: ['m', 'м', 'муж', 'муж.', 'мужской'],
  F: ['f', 'ж', 'жен', 'жен.', 'женский'],
});

export const OWNER_KINDS = vocabulary({
  student: ['ученик', 'обучающийся'],
  representative: ['представитель', 'родитель'],
  staff: ['сотрудник'],
});

export const ACCOUNT_ROLES = vocabulary({
  student: ['ученик', 'обучающийся'],
  representative: ['представитель', 'родитель'],
  teacher: ['учитель'],
  homeroom: ['классный руководитель'],
  school_admin: ['администратор школы'],
});

export const YES_OR_NO = vocabulary({
  yes: ['да', 'true', '1', '+'],
  no: ['нет', 'false', '0', '-'],
});

/** ISO 3166-1 alpha-3 for the ways in which schools write Russia; other countries by their code. */
export const RUSSIA: ReadonlySet<string> = new Set([
  'rus',
  'ru',
  '643',
  'рф',
  'россия',
  'российская федерация',
  'россии',
]);
