import { daysBetween, formatRussianDate } from '../../kernel/calendar-date.js';
import { forbiddenOn } from './calendar.js';
import { CLOSE_AFTER_DAYS, CLOSE_ANYWAY_AFTER_DAYS, DAYS_BEFORE } from './campaign.js';
import type { CampaignPhase } from './campaign-phase.js';
import type { GateThresholds } from './campaign-policy.js';
import type { Criterion, CriterionCode, GateFacts } from './criterion.js';
import { judgeShare, type Share } from './gate-share.js';

type Judge = (facts: GateFacts) => Criterion;

/** The entry criteria of each phase (e.3 with LEG-04). */
const ENTRY_CRITERIA: Readonly<Record<CampaignPhase, readonly Judge[]>> = {
  not_scheduled: [],
  preparation: [schoolAdmin, rosterAge],
  announced: [dataErrors, readyForLinking, noticeTerm, noticeIssued],
  soft_launch: [esiaButton],
  link_required: [linkedInSoftLaunch],
  brownouts: [linkedInLinkRequired, brownoutsPlanned],
  cutover: [
    ...[brownoutsHeld, riskAtCutover, calendar, confirmed, refusalsOnPaper, openReviews, dataErrors],
    refusalsPrinted,
    dateAsked,
  ],
  grace: [],
  closed: [cutoverAge, riskAtClose, reenabled],
};

/** The criteria of entering a phase, each judged. */
export function gatesInto(phase: CampaignPhase, facts: GateFacts): readonly Criterion[] {
  return ENTRY_CRITERIA[phase].map((judge) => judge(facts));
}

function schoolAdmin({ numbers }: GateFacts): Criterion {
  const passed = numbers.hasSchoolAdmin;
  return yesOrNo(
    'school_admin',
    passed,
    'У школы есть администратор.',
    'У школы нет администратора: назначьте его.',
  );
}

function rosterAge({ numbers, thresholds, day }: GateFacts): Criterion {
  const { rosterOn } = numbers;
  const threshold = thresholds.roster_age_days;
  const value = rosterOn === null ? null : Math.max(0, daysBetween(rosterOn, day));
  const text =
    value === null
      ? 'Списки школы ещё не загружены: загрузите их.'
      : `Спискам школы ${value} дн., нужно не больше ${threshold}. Если больше, загрузите свежие.`;
  return count('roster_age', value !== null && value <= threshold, value, threshold, text);
}

function dataErrors({ numbers, thresholds }: GateFacts): Criterion {
  return share('data_errors', thresholds, {
    ...{ inside: numbers.dataErrors, of: numbers.people, atMost: thresholds.data_errors, needsFeed: false },
    ...{ feedComplete: true, what: 'С ошибками в данных', ofWhat: 'человек волны' },
    advice: 'Исправьте СНИЛС и даты рождения в журнале и загрузите списки снова.',
  });
}

function readyForLinking({ numbers, thresholds }: GateFacts): Criterion {
  return share('ready_for_linking', thresholds, {
    ...{ inside: numbers.ready, of: numbers.people, atLeast: thresholds.ready_for_linking, needsFeed: false },
    ...{ feedComplete: true, what: 'Готовы к привязке', ofWhat: 'человек волны' },
    advice: 'Соберите недостающие СНИЛС и даты рождения.',
  });
}

function noticeTerm({ campaign, thresholds, day }: GateFacts): Criterion {
  const threshold = thresholds.notice_days;
  const value = campaign.cutoverOn === null ? null : daysBetween(day, campaign.cutoverOn);
  const text = `До отключения ${value ?? '—'} дн., уведомление выдаётся не позднее чем за ${threshold} дн.`;
  return count('notice_term', value !== null && value >= threshold, value, threshold, text);
}

/** e.3, entry of `announced`: «notice issued». Who has linked or refused meanwhile is not waited for. */
function noticeIssued({ numbers, thresholds }: GateFacts): Criterion {
  return share('notice_issued', thresholds, {
    ...{ inside: numbers.told, of: numbers.toTell, atLeast: thresholds.notice_issued, needsFeed: false },
    ...{ feedComplete: true, what: 'Получили памятку', ofWhat: 'человек, которым она нужна' },
    advice: 'Напечатайте памятки, выдайте их и отметьте выдачу.',
  });
}

function esiaButton({ numbers, thresholds }: GateFacts): Criterion {
  const missing = numbers.channelsWithoutEsia ?? [];
  const threshold = thresholds.channels_without_esia;
  const text =
    missing.length === 0
      ? 'Вход через Госуслуги работает во всех каналах журнала.'
      : `В каналах, где вводят пароль, нет ни одного входа через Госуслуги: ${missing.join(', ')}. Попросите разработчика журнала включить кнопку.`;
  return count('esia_button', missing.length <= threshold, missing.length, threshold, text);
}

function linkedInSoftLaunch(facts: GateFacts): Criterion {
  return linkedShare(facts, facts.thresholds.linked_in_soft_launch, DAYS_BEFORE.link_required);
}

function linkedInLinkRequired(facts: GateFacts): Criterion {
  return linkedShare(facts, facts.thresholds.linked_in_link_required, DAYS_BEFORE.brownouts);
}

/** Enough are linked, or the days before the cut-over have come: e.3, column «exit». */
function linkedShare(
  { campaign, numbers, thresholds, day }: GateFacts,
  atLeast: number,
  daysBefore: number,
): Criterion {
  const judged = share('linked_share', thresholds, {
    ...{ inside: numbers.linked, of: numbers.signedIn, atLeast, needsFeed: true },
    ...{ feedComplete: numbers.feedComplete, what: 'Привязаны', ofWhat: 'записей, которыми пользуются' },
    advice: `Иначе этап начнётся за ${daysBefore} дн. до отключения.`,
  });
  const hasCome = campaign.cutoverOn !== null && daysBetween(day, campaign.cutoverOn) <= daysBefore;
  return hasCome ? { ...judged, passed: true } : judged;
}

function brownoutsPlanned({ numbers, thresholds }: GateFacts): Criterion {
  const value = numbers.windowsAhead;
  const threshold = thresholds.brownouts_held;
  const text = `Назначено пробных отключений: ${value}, нужно не меньше ${threshold}. Назначьте их.`;
  return count('brownouts_planned', value >= threshold, value, threshold, text);
}

function brownoutsHeld({ numbers, thresholds }: GateFacts): Criterion {
  const value = numbers.windowsHeld;
  const threshold = thresholds.brownouts_held;
  const text = `Проведено пробных отключений: ${value}, нужно не меньше ${threshold}. Назначьте и проведите их.`;
  return count('brownouts_held', value >= threshold, value, threshold, text);
}

function riskAtCutover(facts: GateFacts): Criterion {
  return lockoutRisk(facts, facts.thresholds.lockout_risk_at_cutover);
}

function lockoutRisk({ numbers, thresholds }: GateFacts, atMost: number): Criterion {
  return share('lockout_risk', thresholds, {
    ...{ inside: numbers.atRisk, of: numbers.signedIn, atMost, needsFeed: true },
    ...{
      feedComplete: numbers.feedComplete,
      what: 'Останутся без входа',
      ofWhat: 'записей, которыми пользуются',
    },
    advice: 'Помогите им привязать Госуслуги, оформите исключения или бумажную замену.',
  });
}

/** The date itself; and, when it has passed, the day on which a late job would really cut over. */
function calendar({ campaign, periods, today }: GateFacts): Criterion {
  const { cutoverOn, calendarOverride } = campaign;
  const planned = cutoverOn === null || calendarOverride !== null ? null : forbiddenOn(cutoverOn, periods);
  const late = cutoverOn !== null && today > cutoverOn ? forbiddenOn(today, periods) : null;
  const forbidden = planned ?? late;
  const bad = `Дата отключения попадает на запрещённые дни: ${forbidden?.name ?? ''}. Перенесите её.`;
  return yesOrNo('calendar', forbidden === null, 'Дата отключения разрешена.', bad);
}

function confirmed({ campaign }: GateFacts): Criterion {
  return yesOrNo(
    'confirmed',
    campaign.isConfirmed,
    'Отключение подтверждено.',
    'Отключение не подтвердил ни директор, ни муниципалитет: подтвердите дату.',
  );
}

/** EC-056, EC-135: who refuses ESIA gets paper, and the principal answers for each. */
function refusalsOnPaper({ numbers }: GateFacts): Criterion {
  const { refusals, refusalsWithoutPaper } = numbers;
  const text = `Отказов от Госуслуг: ${refusals}, без подтверждённой бумажной замены: ${refusalsWithoutPaper}. Директор подтверждает каждую.`;
  return {
    ...count('refusals_on_paper', refusalsWithoutPaper === 0, refusalsWithoutPaper, 0, text),
    denominator: refusals,
  };
}

/** e.3, entry of `cutover`: «refusals printed». */
function refusalsPrinted({ numbers }: GateFacts): Criterion {
  const { refusals, refusalsUnprinted: value } = numbers;
  const text = `Отказов от Госуслуг: ${refusals}, не напечатано: ${value}. Напечатайте заявления для дела школы.`;
  return { ...count('refusals_printed', value === 0, value, 0, text), denominator: refusals };
}

function openReviews({ numbers, thresholds }: GateFacts): Criterion {
  return share('open_reviews', thresholds, {
    ...{
      inside: numbers.openReviews,
      of: numbers.accounts,
      atMost: thresholds.open_reviews,
      needsFeed: false,
    },
    ...{ feedComplete: true, what: 'Не решено дел о привязке', ofWhat: 'записей волны' },
    advice: 'Решите дела.',
  });
}

/**
 * LEG-11, EC-108, EC-135: a school that asked in time for a later date is not cut over because nobody has answered. An answer,
 * a refusal too, opens the way again, and so does the day that was asked for.
 */
function dateAsked({ numbers: { askedDate } }: GateFacts): Criterion {
  const asked = askedDate === null ? '—' : formatRussianDate(askedDate);
  return yesOrNo(
    'date_asked',
    askedDate === null,
    'Заявок о переносе без ответа нет.',
    `Школа просит перенести отключение на ${asked}, ответа нет: утвердите заявку или откажите с причиной.`,
  );
}

/** LEG-16: as long as a school may go back, it is not closed. */
function cutoverAge({ campaign, day }: GateFacts): Criterion {
  const value = campaign.cutOverOn === null ? null : daysBetween(campaign.cutOverOn, day);
  const text = `После отключения прошло ${value ?? '—'} дн., закрыть можно через ${CLOSE_AFTER_DAYS}.`;
  return count('cutover_age', value !== null && value >= CLOSE_AFTER_DAYS, value, CLOSE_AFTER_DAYS, text);
}

/** At the latest after 90 days, whatever the risk (e.3). */
function riskAtClose(facts: GateFacts): Criterion {
  const judged = lockoutRisk(facts, facts.thresholds.lockout_risk_at_close);
  const { cutOverOn } = facts.campaign;
  const isOver = cutOverOn !== null && daysBetween(cutOverOn, facts.day) >= CLOSE_ANYWAY_AFTER_DAYS;
  return isOver ? { ...judged, passed: true } : judged;
}

function reenabled({ numbers }: GateFacts): Criterion {
  const value = numbers.reenabled;
  const text = `Паролей, включённых на время: ${value}. Дождитесь окончания их срока.`;
  return count('reenabled', value === 0, value, 0, text);
}

function share(code: CriterionCode, thresholds: GateThresholds, asked: Share): Criterion {
  const small = { below: thresholds.small_group, outside: thresholds.small_group_outside };
  const { passed, value, threshold, text } = judgeShare(asked, small);
  return { code, passed, value, threshold, numerator: asked.inside, denominator: asked.of, text };
}

function count(
  code: CriterionCode,
  passed: boolean,
  value: number | null,
  threshold: number,
  text: string,
): Criterion {
  return { code, passed, value, threshold, numerator: null, denominator: null, text };
}

function yesOrNo(code: CriterionCode, passed: boolean, good: string, bad: string): Criterion {
  const text = passed ? good : bad;
  return { code, passed, value: null, threshold: null, numerator: null, denominator: null, text };
}
