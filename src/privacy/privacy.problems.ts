import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems that the officer of personal data can meet. */
export const privacyProblems = {
  SUBJECT_AMBIGUOUS: {
    kind: 'conflict',
    title: 'Таких людей несколько',
    detail:
      'С этими СНИЛС и датой рождения записано несколько людей ({people}). Укажите person_id одного из них.',
  },
  SUBJECT_UNKNOWN: {
    kind: 'conflict',
    title: 'Человека нет в контингенте',
    detail: 'По этому обращению никто не найден: ответьте, что данные не обрабатываются.',
  },
  SUBJECT_REQUEST_KIND: {
    kind: 'conflict',
    title: 'Обращение о другом',
    detail: 'Это действие не для такого обращения. Проверьте поле kind обращения.',
  },
  SUBJECT_REQUEST_STATE: {
    kind: 'conflict',
    title: 'Обращение уже не в том состоянии',
    detail: 'Обращение в состоянии «{state}»: этот шаг сейчас невозможен. Прочитайте его снова.',
  },
  SUBJECT_REQUEST_EXTENDED: {
    kind: 'conflict',
    title: 'Срок уже продлён',
    detail: 'Срок ответа продлевают один раз, на пять рабочих дней (152-ФЗ, ст. 20).',
  },
  ERASURE_FIRST: {
    kind: 'conflict',
    title: 'Сначала уничтожение',
    detail:
      'Обращение об уничтожении закрывается самим уничтожением: предложите его, другой ответственный подтвердит. Если нельзя — откажите.',
  },
  ERASURE_TOO_EARLY: {
    kind: 'conflict',
    title: 'Цель обработки не достигнута',
    detail: 'Уничтожить пока нельзя: {obstacles}. Что мешает, показывает предварительный расчёт.',
  },
  SECOND_OFFICER_NEEDED: {
    kind: 'forbidden',
    title: 'Нужен второй ответственный',
    detail: 'Уничтожение предлагает один ответственный за персональные данные, а подтверждает другой.',
  },
  LEAK_PERIOD_WRONG: {
    kind: 'invalid',
    title: 'Неверный период',
    detail: 'Начало периода — раньше конца; обнаружено и началось — не в будущем.',
  },
  LEAK_CLOSED: {
    kind: 'conflict',
    title: 'Случай уже закрыт',
    detail: 'Этот случай утечки закрыт. О новых обстоятельствах запишите новый.',
  },
  LEAK_NOTICE_FIRST: {
    kind: 'conflict',
    title: 'Роскомнадзор не уведомлён',
    detail: 'Закрыть можно после обоих уведомлений: в течение 24 и 72 часов (152-ФЗ, ст. 21, ч. 3.1).',
  },
  PURPOSE_UNKNOWN: {
    kind: 'invalid',
    title: 'Нет такой цели обработки',
    detail: 'Возьмите коды целей из /api/v1/processing-purposes.',
  },
  AGREEMENT_DATES_WRONG: {
    kind: 'invalid',
    title: 'Неверные сроки поручения',
    detail: 'Срок действия не может кончаться раньше подписания.',
  },
} satisfies ProblemTexts;
