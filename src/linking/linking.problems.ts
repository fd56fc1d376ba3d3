import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems that deciding about links can meet, beside the outcomes of outcome-codes.md. */
export const linkingProblems: ProblemTexts = {
  CONSENT_GIVER_WRONG: {
    kind: 'forbidden',
    title: 'Согласие даёт другой человек',
    detail:
      'До 14 лет согласие даёт законный представитель с действующей связью в списках школы, с 14 лет — сам ученик.',
  },
  CONSENT_TEXT_UNKNOWN: {
    kind: 'invalid',
    title: 'Нет такого текста согласия',
    detail: 'Укажите цель purpose и номер редакции text_version того текста, который подписан.',
  },
  CONSENT_EXISTS: {
    kind: 'conflict',
    title: 'Согласие уже есть',
    detail: 'Этот человек уже дал такое согласие, и оно не отозвано.',
  },
  CONSENT_WITHDRAWN: {
    kind: 'conflict',
    title: 'Согласие уже отозвано',
    detail: 'Отозвать его второй раз нельзя. Если согласие дано снова, внесите новое.',
  },
  CONSENT_BIRTHDATE_UNKNOWN: {
    kind: 'conflict',
    title: 'В данных школы нет даты рождения',
    detail: 'Без даты рождения неизвестно, кто вправе дать согласие. Внесите её в списки школы и повторите.',
  },
};
