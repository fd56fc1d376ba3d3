import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems of planning: acts upon many campaigns, requests for another date, the calendar, schedules. */
export const planningProblems: ProblemTexts = {
  NO_CAMPAIGNS: {
    kind: 'invalid',
    title: 'Ни одной кампании не найдено',
    detail:
      'Под этот отбор не подходит ни одна кампания, для которой возможно такое действие. Проверьте school_ids, municipality_id, journal_system_id и waves.',
  },
  CAMPAIGN_SYSTEM_NEEDED: {
    kind: 'invalid',
    title: 'Не указан журнал',
    detail:
      'Чтобы начать кампании школ, назовите в journal_system_id электронный журнал, чьи пароли отключаются.',
  },
  CAMPAIGN_SCHEDULE_MISSING: {
    kind: 'conflict',
    title: 'В графике региона нет даты',
    detail:
      'Для волны {wave} дата в графике не назначена. Укажите дату в date или задайте её в /api/v1/campaign-schedules.',
  },
  CAMPAIGN_SCHOOL_HELD: {
    kind: 'conflict',
    title: 'Школа пропущена целиком',
    detail:
      'Другую кампанию этой школы перевести нельзя, а школа переводится вся или никак. Исправьте причину или уберите из отбора ту кампанию.',
  },
  DATE_REQUEST_UNDATED: {
    kind: 'conflict',
    title: 'Даты ещё нет',
    detail: 'Кампания ещё не запланирована, переносить нечего. Дождитесь даты или обратитесь в министерство.',
  },
  DATE_REQUEST_OPEN: {
    kind: 'conflict',
    title: 'Заявка уже рассматривается',
    detail: 'По этой кампании уже есть нерешённая заявка. Дождитесь решения или отзовите её.',
  },
  DATE_REQUEST_DECIDED: {
    kind: 'conflict',
    title: 'Заявка ждёт не этого шага',
    detail:
      'Заявка в состоянии {state}: этот шаг уже сделан, ещё рано или заявка закрыта. Откройте её снова.',
  },
  CALENDAR_DAYS_WRONG: {
    kind: 'invalid',
    title: 'Неверный период',
    detail:
      'Последний день ends_on не может быть раньше starts_on, а период — длиннее {longest} дней. Проверьте даты.',
  },
};
