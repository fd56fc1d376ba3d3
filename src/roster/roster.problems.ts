import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems that work with the roster can meet. */
export const rosterProblems: ProblemTexts = {
  DECISION_ON_OWN_FAMILY: {
    kind: 'forbidden',
    title: 'Решение о себе или родственнике',
    detail: 'О себе и своих родственниках решает другой администратор школы.',
  },
  MERGE_OF_ONESELF: {
    kind: 'invalid',
    title: 'Указан один и тот же человек',
    detail: 'Назовите двух разных людей.',
  },
  MERGE_FORBIDDEN: {
    kind: 'conflict',
    title: 'Объединение запрещено',
    detail: 'Эти записи нельзя объединить. Причина известна тому, кто установил запрет.',
  },
  MERGE_OF_RELATIVES: {
    kind: 'conflict',
    title: 'Это ученик и его представитель',
    detail: 'Ученик и представитель — разные люди. Если связь ошибочна, исправьте её в источнике.',
  },
  MERGE_PROPOSED_ALREADY: {
    kind: 'conflict',
    title: 'Объединение уже предложено',
    detail: 'Его должен подтвердить второй администратор школы.',
  },
  PERSON_CLOSED: {
    kind: 'conflict',
    title: 'Запись человека закрыта',
    detail: 'С закрытой записью ничего сделать нельзя. Обновите страницу.',
  },
  SECOND_ADMINISTRATOR_NEEDED: {
    kind: 'forbidden',
    title: 'Нужен второй администратор',
    detail: 'Объединение людей с разными СНИЛС подтверждает не тот, кто его предложил.',
  },
  DECISION_SETTLED: {
    kind: 'conflict',
    title: 'Решение уже принято',
    detail: 'Это решение уже подтверждено, отменено или отозвано. Обновите страницу.',
  },
  DECISION_NOT_LAST: {
    kind: 'conflict',
    title: 'Сначала отмените более позднее решение',
    detail: 'После этого решения было ещё одно о тех же людях. Отмените его первым.',
  },
  SPLIT_RECORDS_WRONG: {
    kind: 'invalid',
    title: 'Указаны не те записи',
    detail: 'В record_ids назовите записи этого человека: они есть в его карточке.',
  },
  PERSON_HAS_ONE_RECORD: {
    kind: 'conflict',
    title: 'Разделять нечего',
    detail: 'Хотя бы одна запись должна остаться у этого человека.',
  },
  DATE_IN_FUTURE: {
    kind: 'invalid',
    title: 'Дата ещё не наступила',
    detail: 'Укажите сегодняшнюю или прошедшую дату.',
  },
  SNILS_CHANGE_REFUSED: {
    kind: 'conflict',
    title: 'СНИЛС уже есть',
    detail: 'Верный СНИЛС вручную не заменяют. Исправьте его в источнике и загрузите контингент снова.',
  },
  NOTHING_TO_CORRECT: {
    kind: 'invalid',
    title: 'Нечего исправлять',
    detail: 'Назовите хотя бы одно поле с новым значением.',
  },
  IMPORT_STATE_CHANGED: {
    kind: 'conflict',
    title: 'Загрузка уже в другом состоянии',
    detail:
      'Загрузка сейчас в состоянии {state}, поэтому действие невозможно. Обновите страницу: решение мог принять другой.',
  },
  IMPORT_DECIDED_BY_MINISTRY: {
    kind: 'forbidden',
    title: 'Решает министерство',
    detail:
      'Загрузка затрагивает больше 1 % учеников региона или весь регион. Попросите министерство рассмотреть её.',
  },
  IMPORT_DECIDED_BY_SCHOOL: {
    kind: 'forbidden',
    title: 'Решает школа',
    detail:
      'Загрузку своей школы подтверждает или отклоняет её администратор. Министерство решает, если школа молчит шесть дней.',
  },
  IMPORT_RUNNING: {
    kind: 'conflict',
    title: 'Идёт загрузка',
    detail:
      'Сейчас идёт загрузка контингента этого региона. Повторите через несколько минут, когда она закончится.',
  },
  IMPORT_ROLL_BACK_LATE: {
    kind: 'conflict',
    title: 'Загрузку уже нельзя отменить',
    detail: 'После загрузки прошло больше 24 часов. Исправьте данные новой загрузкой.',
  },
  IMPORT_NOT_NEWEST: {
    kind: 'conflict',
    title: 'После этой загрузки были другие',
    detail: 'Отменить можно только последнюю загрузку своей системы. Сначала отмените более поздние.',
  },
  TIE_STATE_WRONG: {
    kind: 'conflict',
    title: 'С этой связью так поступить нельзя',
    detail:
      'Связь ребёнка и представителя сейчас в состоянии {state}. Обновите страницу и посмотрите, что с ней стало.',
  },
  DECISION_ON_RELATIVE: {
    kind: 'forbidden',
    title: 'Решение о себе или родственнике',
    detail: 'О себе и о своих родственниках решает другой администратор школы.',
  },
  RESTRICTION_EXISTS: {
    kind: 'conflict',
    title: 'Такое ограничение уже записано',
    detail: 'Сначала запишите конец действующего ограничения, затем внесите новое.',
  },
  RESTRICTION_DATES_WRONG: {
    kind: 'invalid',
    title: 'Неверный срок ограничения',
    detail: 'Дата окончания valid_to должна быть позже даты начала valid_from.',
  },
  PUPIL_NOT_OF_AGE: {
    kind: 'forbidden',
    title: 'Ученику нет 18 лет',
    detail: 'Доступ родителей прекращает сам ученик со дня своего 18-летия.',
  },
  PARENT_ACCESS_BY_POLICY: {
    kind: 'forbidden',
    title: 'Доступ родителей сохраняется до конца обучения',
    detail: 'Так решено в регионе: доступ родителей прекратится вместе с обучением ученика.',
  },
  CAPACITY_AGE_WRONG: {
    kind: 'invalid',
    title: 'Исключение возможно с 16 до 18 лет',
    detail: 'Проверьте дату рождения: исключение записывают эмансипированным и работающим от 16 до 18 лет.',
  },
  CAPACITY_EXCEPTION_EXISTS: {
    kind: 'conflict',
    title: 'Исключение уже записано',
    detail: 'У этого человека уже есть действующее исключение. Завершите его, прежде чем вносить новое.',
  },
  REORGANISATION_SAME_SCHOOL: {
    kind: 'invalid',
    title: 'Школа не может перейти сама в себя',
    detail: 'Укажите в to_school_id другую школу.',
  },
  REORGANISATION_NOT_YET: {
    kind: 'invalid',
    title: 'День реорганизации ещё не наступил',
    detail: 'Реорганизация записывается в день {happens_on} или позже. Повторите запрос в этот день.',
  },
  REORGANISATION_CLASSES: {
    kind: 'invalid',
    title: 'Классы для разделения указаны неверно',
    detail:
      'При разделении перечислите в class_ids нынешние классы прежней школы, которые переходят; при присоединении оставьте список пустым: переходят все.',
  },
  REORGANISATION_SCHOOL_CLOSED: {
    kind: 'conflict',
    title: 'Школа уже закрыта',
    detail: 'Одна из школ закрыта прежней реорганизацией. Проверьте, какие школы указаны.',
  },
};
