/** How long something is kept: calendar months and days, one of them zero; both zero: it is not kept at all. */
export interface RetentionPeriod {
  readonly months: number;
  readonly days: number;
}

/** The moment before which what the period speaks of has outlived it. Months are civil: the day is cut to the month's end. */
export function outlivedBefore(now: Date, { months, days }: RetentionPeriod): Date {
  const moment = new Date(now);
  moment.setUTCDate(1);
  moment.setUTCMonth(moment.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + 1, 0)).getUTCDate();
  moment.setUTCDate(Math.min(now.getUTCDate(), lastDay));
  return new Date(moment.getTime() - days * 86_400_000);
}

/** «3 года», «100 дней»: a period for people; zero is «не хранится». */
export function periodInWords({ months, days }: RetentionPeriod): string {
  if (months === 0 && days === 0) return 'не хранится дольше, чем нужно для одного действия';
  const parts: string[] = [];
  if (months > 0) parts.push(months % 12 === 0 ? `лет: ${months / 12}` : `месяцев: ${months}`);
  if (days > 0) parts.push(`дней: ${days}`);
  return parts.join(', ');
}
