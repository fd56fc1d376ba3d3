/** What a roster task asks for, in Russian: what to mend, and where. */
export interface TaskText {
  readonly title: string;
  readonly action: string;
}

const ATTRIBUTE_NAMES: Readonly<Record<string, string>> = {
  names: 'фамилия, имя, отчество',
  last_name: 'фамилия',
  first_name: 'имя',
  middle_name: 'отчество',
  birth_date: 'дата рождения',
  snils: 'СНИЛС',
  gender: 'пол',
  citizenship: 'гражданство',
};

const TEXTS: Readonly<Record<string, TaskText>> = {
  NAME_DISCREPANCY: {
    title: 'ФИО в контингенте отличается от Госуслуг',
    action: 'Сверьте с документом и исправьте ФИО в системе контингента или в журнале: {attributes}',
  },
  PATRONYMIC_MISSING: {
    title: 'В контингенте нет отчества',
    action: 'Впишите отчество по документу в системе контингента или в журнале',
  },
  TWO_MAIN_ENROLLMENTS: {
    title: 'Ученик числится основным в двух школах',
    action: 'Уточните, где ученик учится, и закройте лишнее зачисление или отметьте его дополнительным',
  },
  SECOND_ACCOUNT_NEEDED: {
    title: 'Нужна вторая учётная запись',
    action:
      'Заведите в журнале отдельную запись для второго представителя: одной записью пользуется один человек',
  },
  BIRTHDATE_MISSING_IN_ROSTER: {
    title: 'В контингенте нет даты рождения',
    action: 'Впишите дату рождения по документу в системе контингента или в журнале',
  },
  WRITE_BACK: {
    title: 'Источник расходится с исправленными данными',
    action:
      'Внесите исправленные данные в источник «{source}»: {attributes}. До этого загрузка их не заменяет',
  },
};

const UNKNOWN: TaskText = {
  title: 'Данные контингента требуют внимания',
  action: 'Сверьте данные человека с документом и исправьте их в источнике: {attributes}',
};

/** The text of a task; codes that this table does not name get a general one. */
export function taskText(code: string, attributes: readonly string[], source: string | null): TaskText {
  const { title, action } = TEXTS[code] ?? UNKNOWN;
  const names = attributes.map((attribute) => ATTRIBUTE_NAMES[attribute] ?? attribute).join(', ');
  return {
    title,
    action: `${action
      .replace('{attributes}', names === '' ? 'проверьте все поля' : names)
      .replace('{source}', source ?? 'журнал')}.`,
  };
}
