import { offlineText } from './offline-text.js';
import { type JournalDecision, nameOf, type PerehodServer } from './perehod-server.js';
import type { OfflineSaying, PolicyKeeper } from './policy-keeper.js';

/**
 * The answer about one password sign-in: the server's, or where it does not answer in time our own by the offline bundle, which
 * is open before passwords end and shut after. The person sees no difference; the log does. Null: no bundle was ever read.
 */
export async function decideSignIn(
  parts: { readonly server: PerehodServer; readonly policy: PolicyKeeper; readonly now: () => Date },
  account: string,
  skipsUsed: number,
): Promise<JournalDecision | null> {
  try {
    return await parts.server.decide(account, skipsUsed);
  } catch (error) {
    const saying = parts.policy.decide(account, skipsUsed);
    console.error('demo-journal: no decision', nameOf(error), `by the bundle: ${saying?.decision ?? 'none'}`);
    return saying === null ? null : spoken(saying, skipsUsed, parts.now());
  }
}

function spoken(saying: OfflineSaying, skipsUsed: number, now: Date): JournalDecision {
  const { decision, code, until, cutoverOn, timeZone } = saying;
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
  const days = cutoverOn === null ? -1 : (Date.parse(cutoverOn) - Date.parse(today)) / 86_400_000;
  const daysLeft = days < 0 ? null : days;
  const skipsLeft = code === 'LEGACY_LINK_REQUIRED' ? Math.max(0, saying.skipsAllowed - skipsUsed) : null;
  const isOver = decision === 'deny_brownout' && until !== null;
  return {
    ...{ decision, code, days_left: daysLeft, skips_left: skipsLeft },
    text: offlineText(saying, { daysLeft, skipsLeft }),
    // The page of one's own is the server's: while it is silent nobody is sent there.
    link_url: null,
    retry_after: isOver ? Math.max(0, Math.ceil((Date.parse(until) - now.getTime()) / 1_000)) : null,
  };
}
