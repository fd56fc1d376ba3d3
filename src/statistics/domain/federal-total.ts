import type { Uuid } from '../../kernel/ids.js';

/** Pupils of a school as ОО-1 counts them: ages are those of 1 January of the next year, all three or none. */
export interface FederalCounts {
  readonly students: number;
  readonly under14: number | null;
  readonly '14to17': number | null;
  readonly '18plus': number | null;
}

/** What one school wrote. */
export interface FederalTotal {
  readonly schoolId: Uuid;
  readonly counts: FederalCounts;
}

/** A school with both counts; null: it has none of that kind. */
export interface FederalLine {
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly inn: string | null;
  readonly municipality: string;
  readonly federal: FederalCounts | null;
  readonly ours: FederalCounts | null;
  /** Revision of the control total; null without one. */
  readonly etag: number | null;
}

/** Ours minus theirs by column; null where one side says nothing. */
export function federalDifference({
  federal,
  ours,
}: Pick<FederalLine, 'federal' | 'ours'>): Readonly<Record<keyof FederalCounts, number | null>> {
  const of = (field: keyof FederalCounts): number | null => {
    const [theirs, own] = [federal?.[field] ?? null, ours?.[field] ?? null];
    return theirs === null || own === null ? null : own - theirs;
  };
  return { students: of('students'), under14: of('under14'), '14to17': of('14to17'), '18plus': of('18plus') };
}

/** What is wrong with counts that somebody wrote, in Russian; null when nothing is. */
export function complaintOf({ students, ...ages }: FederalCounts): string | null {
  const given = Object.values(ages).filter((age) => age !== null);
  if ([students, ...given].some((count) => !Number.isSafeInteger(count) || count < 0 || count > 100_000)) {
    return 'нужны целые числа от 0 до 100 000';
  }
  if (given.length !== 0 && given.length !== 3) return 'возраста укажите все три или ни одного';
  const sum = given.reduce((total, age) => total + age, 0);
  return sum > students ? 'учеников по возрастам больше, чем всего' : null;
}
