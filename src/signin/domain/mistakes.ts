import type { Uuid } from '../../kernel/ids.js';
import type { SignInOutcome } from './sign-in.js';

/** What no school can mend, or what is nobody's mistake: the person or time does it. */
const NO_MISTAKE: ReadonlySet<string> = new Set([
  ...['OK_AUTO', 'OK_CONFIRMED', 'NOT_ME', 'STATE_INVALID', 'ESIA_NOT_VERIFIED', 'LINK_COOLDOWN'],
  ...['LINK_CODE_INVALID', 'LEGACY_PROOF_INVALID', 'SECURITY_LOCK', 'AWAITING_PARENT_CONSENT'],
]);

/** What schools have in hand already. */
export interface InHand {
  /** Accounts whose link waits or is held: its reason is told there. */
  readonly accountIds: ReadonlySet<Uuid>;
  /** Codes of open cases without a link. */
  readonly codes: ReadonlySet<string>;
}

/** The reasons of a sign-in that no waiting row tells by itself. */
export function notYetTold(
  outcomes: readonly SignInOutcome[],
  { accountIds }: InHand,
): readonly SignInOutcome[] {
  return outcomes.filter(({ accountId }) => accountId === undefined || !accountIds.has(accountId));
}

/** LNK-14: the person may answer «это ошибка» to it, and the school that they name gets a case. */
export function mayBeMistake({ source, code }: SignInOutcome, { codes }: InHand): boolean {
  return source === 'linking' && !NO_MISTAKE.has(code) && !codes.has(code);
}
