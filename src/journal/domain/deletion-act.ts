import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import { parseUuid } from '../../kernel/ids.js';
import { type PurgedScope, WAVES } from '../../legacy/index.js';

/** `typ` of the JWS: a proof of an old login or another token of the same key is no act. */
export const DELETION_ACT_TYPE = 'deletion-act+jwt';

/** An act as the e-journal's signature says it. */
export interface SignedAct {
  readonly number: string;
  readonly purgedOn: CalendarDate;
  readonly scope: PurgedScope;
}

/** So many accounts stand in one act at most. */
const MOST_ACCOUNTS = 10_000;
const NUMBER = /^[\p{L}\p{N}][\p{L}\p{N} №./_-]{0,99}$/u;
const LONGEST_ACCOUNT = 200;

/** Reads the claims of a JWS whose signature holds already; names the first that does not hold, for the e-journal. */
export function readDeletionAct(
  payload: Readonly<Record<string, unknown>>,
): SignedAct | { readonly wrong: string } {
  const { number, date } = payload;
  if (typeof number !== 'string' || !NUMBER.test(number)) return { wrong: 'number' };
  const purgedOn = typeof date === 'string' ? parseCalendarDate(date) : null;
  if (purgedOn === null) return { wrong: 'date' };
  const scope = readScope(payload);
  return 'wrong' in scope ? scope : { number, purgedOn, scope };
}

function readScope({
  accounts,
  school,
  wave,
}: Readonly<Record<string, unknown>>): PurgedScope | { readonly wrong: string } {
  if (accounts !== undefined) {
    const isWhole = school === undefined && wave === undefined;
    const fits = Array.isArray(accounts) && accounts.length > 0 && accounts.length <= MOST_ACCOUNTS;
    if (!isWhole || !fits || !accounts.every(isAccount)) return { wrong: 'accounts' };
    return { kind: 'accounts', externalIds: accounts };
  }
  const schoolId = typeof school === 'string' ? parseUuid(school) : null;
  if (schoolId === null) return { wrong: 'school' };
  const known = WAVES.find((one) => one === wave);
  return known === undefined ? { wrong: 'wave' } : { kind: 'wave', schoolId, wave: known };
}

function isAccount(one: unknown): one is string {
  return typeof one === 'string' && one !== '' && one.length <= LONGEST_ACCOUNT && !one.includes('\0');
}
