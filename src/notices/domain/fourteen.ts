import { birthdayOn, type CalendarDate, daysBetween, formatRussianDate } from '../../kernel/calendar-date.js';

/** What a pupil with a child account of ESIA hears from the 14th birthday on (EC-027, EC-028). */
export const FOURTEEN_STAGES = ['birthday', 'passport_late', 'grace_ends'] as const;

export type FourteenStage = (typeof FOURTEEN_STAGES)[number];

/** EC-028: a passport is to be asked for within 90 days of the birthday. */
const PASSPORT_DAYS = 90;
/** The last month of the grace. */
const LAST_DAYS = 30;

/**
 * The stage of the day for one born then who still has a child account; null before the birthday, and when the grace is over:
 * then the sign-in itself says what to do. `lastDay` is the last day on which the child account is accepted, null for none.
 */
export function stageOn(
  day: CalendarDate,
  born: CalendarDate,
  lastDay: CalendarDate | null,
): FourteenStage | null {
  const birthday = birthdayOn(born, 14);
  if (day < birthday || (lastDay !== null && day > lastDay)) return null;
  if (lastDay !== null && daysBetween(day, lastDay) < LAST_DAYS) return 'grace_ends';
  return daysBetween(birthday, day) >= PASSPORT_DAYS ? 'passport_late' : 'birthday';
}

/** The school's task of each stage. */
export const TASK_OF_STAGE = {
  birthday: 'TURNED_FOURTEEN',
  passport_late: 'FOURTEEN_WITHOUT_PASSPORT',
  grace_ends: 'FOURTEEN_GRACE_ENDS',
} as const satisfies Record<FourteenStage, string>;

const STEPS =
  'Что сделать: 1) получите паспорт — заявление подают в течение 90 дней после дня рождения, на Госуслугах или в МФЦ; ' +
  '2) внесите данные паспорта в профиль Госуслуг; 3) подтвердите учётную запись в МФЦ или в приложении банка.';

/** The message of a stage: to the pupil, or to a representative about the child, who is called by the first name only. */
export function fourteenMessage(
  stage: FourteenStage,
  who: { readonly firstName: string; readonly own: boolean },
  lastDay: CalendarDate | null,
): { readonly subject: string; readonly text: string } {
  const whose = who.own ? 'вашу учётную запись' : 'учётную запись ребёнка';
  const until =
    lastDay === null
      ? 'До подтверждения вход по детской учётной записи сохраняется.'
      : `Входить по детской учётной записи можно по ${formatRussianDate(lastDay)} включительно, потом понадобится подтверждённая.`;
  const opening: Readonly<Record<FourteenStage, string>> = {
    birthday: who.own ? 'Вам исполнилось 14 лет.' : `${who.firstName}: исполнилось 14 лет.`,
    passport_late: `После 14-летия прошло 90 дней, а Госуслуги ещё показывают ${whose} как детскую.`,
    grace_ends: `Скоро ${whose} Госуслуг перестанет подходить для входа в электронный журнал.`,
  };
  return {
    subject: 'Получите паспорт и подтвердите учётную запись Госуслуг',
    text: `${opening[stage]} ${STEPS}\n\n${until} Привязка к журналу сохраняется: заново привязывать ничего не нужно.`,
  };
}
