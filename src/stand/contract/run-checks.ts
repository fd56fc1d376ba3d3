import { ACCOUNT_CHECKS } from './account-checks.js';
import { type Check, Fault, type Subject } from './check.js';
import { DECISION_CHECKS } from './decision-checks.js';
import { FEED_CHECKS } from './feed-checks.js';
import { POLICY_CHECKS } from './policy-checks.js';
import { RECEIVER_CHECKS } from './receiver-checks.js';
import { WEBHOOK_CHECKS } from './webhook-checks.js';

/** The promises that a journal lives by, in the order in which an engineer meets them. */
export const CHECKS: readonly Check[] = [
  ...DECISION_CHECKS,
  ...ACCOUNT_CHECKS,
  ...POLICY_CHECKS,
  ...FEED_CHECKS,
  ...WEBHOOK_CHECKS,
  ...RECEIVER_CHECKS,
];

/** What came of one check; `why` is null when the promise is kept. */
export interface Result {
  readonly check: Check;
  readonly outcome: 'kept' | 'broken' | 'not_made';
  readonly why: string | null;
}

const GIVE = {
  foreignAccount: 'назовите --foreign, номер записи другого журнала',
  webhook: 'назовите --webhook-port и --webhook-secret',
  receiver: 'назовите --receiver, адрес своего приёмника',
} as const;

/** Makes the checks one after another and says each as soon as it is made. Never throws. */
export async function runChecks(
  subject: Subject,
  say: (line: string) => void,
  checks: readonly Check[] = CHECKS,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const check of checks) {
    const result = await make(check, subject);
    say(lineOf(result));
    results.push(result);
  }
  return results;
}

async function make(check: Check, subject: Subject): Promise<Result> {
  if (check.needs !== undefined && subject[check.needs] === null)
    return { check, outcome: 'not_made', why: GIVE[check.needs] };
  try {
    await check.holds(subject);
    return { check, outcome: 'kept', why: null };
  } catch (error) {
    return { check, outcome: 'broken', why: reasonOf(error) };
  }
}

/** Why something did not work, without a stack. */
export const reasonOf = (error: unknown): string =>
  error instanceof Fault
    ? error.message
    : `не удалось спросить (${error instanceof Error ? error.message : 'неизвестно'})`;

function lineOf({ check, outcome, why }: Result): string {
  if (outcome === 'kept') return `ок     ${check.title}`;
  if (outcome === 'not_made') return `нет    ${check.title}: ${why ?? ''}`;
  return `не ок  ${check.title}\n       ${why ?? ''}\n       Исправить: ${check.mend}.`;
}
