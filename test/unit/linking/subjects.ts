import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { normalizeName } from '../../../src/kernel/person-name.js';
import type { AccountRole, Candidate, HeldAccount, Subject } from '../../../src/linking/domain/facts.js';

const TODAY = '2026-11-23' as CalendarDate;

export interface HumanOverrides {
  readonly last?: string;
  readonly first?: string;
  readonly middle?: string | null;
  readonly born?: string | null;
  /** Any number stands for a СНИЛС; equal numbers are equal СНИЛС. */
  readonly snils?: number | null;
}

export function id(number: number): Uuid {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as Uuid;
}

export function human(overrides: HumanOverrides = {}) {
  const { last = 'Иванов', first = 'Пётр', middle = 'Сергеевич', born = '2012-05-06', snils = 1 } = overrides;
  return {
    norm: normalizeName({ last, first, middle }),
    birthDate: born as CalendarDate | null,
    snilsHmac: snils === null ? null : Uint8Array.of(snils),
  };
}

export function aSubject(overrides: HumanOverrides & { held?: readonly HeldAccount[] } = {}): Subject {
  const { birthDate, ...rest } = human(overrides);
  if (birthDate === null) throw new Error('ESIA always knows the birth date');
  return { facts: { ...rest, birthDate }, held: overrides.held ?? [], today: TODAY };
}

export function aCandidate(
  number: number,
  overrides: HumanOverrides &
    Partial<
      Pick<Candidate, 'isPupil' | 'isRepresentative' | 'isStaff' | 'accountRoles' | 'namesSelfTyped'>
    > = {},
): Candidate {
  const { isRepresentative = false, isStaff = false } = overrides;
  const isPupil = overrides.isPupil ?? !(isRepresentative || isStaff);
  const roles: AccountRole[] = [];
  if (isPupil) roles.push('student');
  if (isRepresentative) roles.push('representative');
  if (isStaff) roles.push('teacher');
  const { accountRoles = roles, namesSelfTyped = false } = overrides;
  const kinds = { isPupil, isRepresentative, isStaff, namesSelfTyped };
  return { id: id(number), ...human(overrides), ...kinds, accountRoles };
}
