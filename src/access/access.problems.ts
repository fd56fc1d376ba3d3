import type { ProblemTexts } from '../platform/http/problem-catalog.js';
import { apiKeyProblems } from './api-key.problems.js';
import { grantProblems } from './grant.problems.js';

export const accessProblems: ProblemTexts = {
  ...apiKeyProblems,
  ...grantProblems,
  GRANT_PLACE_WRONG: {
    kind: 'invalid',
    title: 'Роль и место не подходят друг другу',
    detail:
      'Роль {role} даётся на уровне {scope}: укажите школу, для класса — его школу и класс, муниципалитет или ничего, если это регион.',
  },
  GRANT_DATES_WRONG: {
    kind: 'invalid',
    title: 'Неверный срок роли',
    detail: 'Дата окончания должна быть позже даты начала.',
  },
  GRANT_EXISTS: {
    kind: 'conflict',
    title: 'Роль уже дана',
    detail: 'У этого человека уже есть роль {role} в этом месте на первый день срока. Укажите другой срок.',
  },
  FOREIGN_ORIGIN: {
    kind: 'forbidden',
    title: 'Запрос пришёл с чужого сайта',
    detail: 'Откройте страницу администратора заново и повторите действие там.',
  },
};
