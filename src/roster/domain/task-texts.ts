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
  class: 'класс',
};

const TEXTS: Readonly<Record<string, TaskText>> = {
  SUBJECT_CORRECTION: {
    title: 'Человек просит исправить сведения о себе',
    action:
      'Сверьте с документом, исправьте в системе контингента или в журнале и сообщите ответственному за персональные данные: {attributes}',
  },
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
  SNILS_WRITE_BACK: {
    title: 'СНИЛС в контингенте исправлен решением школы',
    action: 'Внесите верный СНИЛС в систему контингента или в журнал, чтобы загрузка не вернула прежний',
  },
  UNLINK_REQUESTED: {
    title: 'Ученик просит прекратить вход через Госуслуги',
    action:
      'Ему от 14 до 17 лет: поговорите с ним и с представителем и закончите привязку, если просьба подтвердилась',
  },
  WRONG_CLASS: {
    title: 'Человек сообщил, что класс указан неверно',
    action: 'Проверьте класс и исправьте его в системе контингента или в журнале',
  },
  REVIEW_REMINDER: {
    title: 'Дело о привязке ждёт решения десять дней',
    action: 'Откройте дело в списке дел школы, сверьте данные с документом и решите его',
  },
  REVIEW_AT_MINISTRY: {
    title: 'Дело о привязке передано министерству',
    action: 'Школа и муниципалитет дело не решили. Решите его или дождитесь решения министерства',
  },
  SUSPENSION_REMINDER: {
    title: 'Привязка приостановлена десять дней',
    action: 'Сверьте документ человека и возобновите привязку или закончите её',
  },
  SUSPENSION_ESCALATED: {
    title: 'Привязка приостановлена тридцать дней',
    action: 'О ней знает учредитель школы. Сверьте документ человека и возобновите привязку или закончите её',
  },
  SUSPENSION_UNRESOLVED: {
    title: 'Привязка приостановлена девяносто дней',
    action: 'О ней знает министерство. Сверьте документ человека и возобновите привязку или закончите её',
  },
  GUARDIANSHIP_ENDS: {
    title: 'Срок опеки или попечительства подходит к концу',
    action:
      'Запросите у представителя новый документ и продлите срок в системе контингента или закончите связь',
  },
  TIE_DISPUTED: {
    title: 'Представитель сообщил, что это не его ребёнок',
    action: 'Проверьте документы семьи и подтвердите связь или прекратите её',
  },
  TIE_DISPUTE_OVERDUE: {
    title: 'Спор о связи ребёнка и представителя не решён девяносто дней',
    action: 'Проверьте документы семьи и подтвердите связь или прекратите её',
  },
  TIE_MISSING_IN_ROSTER: {
    title: 'В контингенте нет связи родителя и ребёнка',
    action:
      'Госуслуги показывают ребёнка у родителя. Проверьте документ и внесите связь в систему контингента',
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

/** Codes of tasks that have a text of their own. */
export const TASK_CODES: readonly string[] = Object.keys(TEXTS);

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
