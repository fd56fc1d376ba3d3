import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Role } from '../../access/index.js';
import type { LinkedAccount } from '../../linking/index.js';
import type { Mender } from '../application/outcomes.js';

/** Roles of accounts in an e-journal, as the chooser names them. */
export const ACCOUNT_ROLES: Readonly<Record<LinkedAccount['role'], string>> = {
  student: 'Ученик',
  representative: 'Родитель или другой законный представитель',
  teacher: 'Учитель',
  homeroom: 'Классный руководитель',
  school_admin: 'Администратор школы',
};

/** Roles of administrators (roles.md). */
export const ADMIN_ROLES: Readonly<Record<Role, string>> = {
  school_admin: 'Администратор школы',
  principal: 'Директор школы',
  homeroom: 'Классный руководитель',
  municipal_operator: 'Специалист муниципального органа',
  municipal_head: 'Руководитель муниципального органа',
  ministry_analyst: 'Аналитик министерства',
  campaign_manager: 'Руководитель кампании',
  ministry_admin: 'Администратор министерства',
  support_agent: 'Сотрудник поддержки',
  security_officer: 'Сотрудник по безопасности',
  pd_officer: 'Ответственный за персональные данные',
};

/** Whose turn it is; null when there is nothing to mend. */
export const MENDERS: Readonly<Record<Mender, string | null>> = {
  user: 'Исправить можете вы сами.',
  school: 'Исправляет школа.',
  parent: 'Нужно действие родителя.',
  support: 'Помогает тот, кто назначает роли, или служба поддержки.',
  ops: 'Исправляет техническая служба системы.',
  wait: 'Исправлять ничего не нужно, только подождать.',
  nobody: null,
};

const plural = new Intl.PluralRules('ru');
const DAYS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'день', few: 'дня', many: 'дней' };
const YEARS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'год', few: 'года', many: 'лет' };

/** «1 год», «3 года», «12 лет». */
export function yearsOfAge(age: number): string {
  return `${age} ${YEARS[plural.select(age)] ?? 'лет'}`;
}

/** «21 ноября 2026 г., 14:30» in a region's own time. */
export function momentInWords(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('ru', { dateStyle: 'long', timeStyle: 'short', timeZone }).format(moment);
}

/** «21 ноября 2026 г.» in a region's own time. */
export function dayInWords(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('ru', { dateStyle: 'long', timeZone }).format(moment);
}

/** «1 день», «3 дня», «12 дней». */
export function daysInWords(days: number): string {
  return `${days} ${DAYS[plural.select(days)] ?? 'дней'}`;
}

/** «1 марта 2027 г.», a civil day wherever it is read. */
export function dateInWords(day: CalendarDate): string {
  return dayInWords(new Date(`${day}T00:00:00Z`), 'UTC');
}

/** «14:30» in a region's own time. */
export function timeInWords(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('ru', { timeStyle: 'short', timeZone }).format(moment);
}
