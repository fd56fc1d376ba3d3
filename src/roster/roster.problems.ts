import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems that work with the roster can meet. */
export const rosterProblems: ProblemTexts = {
  IMPORT_RUNNING: {
    kind: 'conflict',
    title: 'Идёт загрузка контингента',
    detail: 'Пока она не закончится, решения о людях не принимаются. Повторите через несколько минут.',
  },
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
