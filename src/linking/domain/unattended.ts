import type { Uuid } from '../../kernel/ids.js';
import type { AccountFacts, AccountRole, LinkFacts } from './facts.js';
import type { Change, Enter, Part } from './plan.js';

/** Why links are looked at. `roster_changed`, `time_passed`: nobody is there, the stored attributes of ESIA speak (LNK-16). */
export type Cause = 'sign_in' | 'roster_changed' | 'time_passed';

/** What the links that a person had before say of a new one. */
export interface Formerly {
  readonly links: readonly LinkFacts[];
  /** The role of each account that the person has or had a link to. */
  readonly roleOf: ReadonlyMap<Uuid, AccountRole>;
  /** Its e-journal system. */
  readonly systemOf?: ReadonlyMap<Uuid, Uuid>;
  /** False when another oid of the same human was seen later: the one they use now acts for them (LNK-10). */
  readonly isNewestSelf: boolean;
}

/**
 * What of a match may be done while the person is not there. A certain match links; a proof, a case or a refusal is for
 * somebody who can answer it, so it waits for the next sign-in. An account that its owner or a school has unlinked does
 * not come back behind their back.
 */
export function unattended({ changes }: Part, accounts: AccountsById, formerly: Formerly): Part {
  const refused = new Set<Uuid>();
  const kept = changes.flatMap((change): Change[] => {
    switch (change.kind) {
      case 'enter':
        if (mayEnter(change, formerly)) return [{ ...change, reason: reasonOf(change, accounts, formerly) }];
        refused.add(change.accountId);
        return [];
      case 'move':
        if (change.event !== 'supersede' || formerly.isNewestSelf) return [change];
        refused.add(change.link.accountId);
        return [];
      case 'limit':
      case 'settle':
      case 'task':
        return [change];
      case 'case':
        return [];
    }
  });
  return { changes: kept.filter((change) => !isVoid(change, refused)), outcomes: [] };
}

/** The accounts that the match is about. */
type AccountsById = ReadonlyMap<Uuid, Pick<AccountFacts, 'role' | 'journalSystemId'>>;

/** What belonged to a link that does not come to be: its tasks, the other oid's making room, the raise into that room. */
function isVoid(change: Change, refused: ReadonlySet<Uuid>): boolean {
  if (change.kind === 'task') return refused.has(change.accountId);
  return change.kind === 'move' && refused.has(change.link.accountId);
}

function mayEnter({ entry, accountId }: Enter, { links, isNewestSelf }: Formerly): boolean {
  if (entry === 'proposed' || entry === 'sent_to_review' || !isNewestSelf) return false;
  const last = lastEnded(links.filter((link) => link.accountId === accountId));
  return !BY_A_PERSON.has(last?.reason ?? '');
}

const BY_A_PERSON: ReadonlySet<string> = new Set([
  'user_request',
  'school_error',
  'wrong_person',
  'court_order',
]);

/** Why the link comes to be: the same human in another school (EC-066) or under another e-journal (EC-112). */
function reasonOf({ entry, reason, accountId }: Enter, accounts: AccountsById, formerly: Formerly): string {
  if (entry !== 'matched') return reason;
  const account = accounts.get(accountId);
  const former = formerly.links.filter(
    (link) => link.accountId !== accountId && formerly.roleOf.get(link.accountId) === account?.role,
  );
  const last = lastEnded(former) ?? former.find((link) => link.reason === 'between_schools');
  // Another account of the same e-journal: a parent's, whose child has changed the school, or one that was made anew.
  const sameSystem =
    last !== undefined && formerly.systemOf?.get(last.accountId) === account?.journalSystemId;
  if (last?.reason === 'account_closed' && sameSystem)
    return account?.role === 'representative' ? 'transfer' : 'roster_mended';
  return WHY[last?.reason ?? ''] ?? 'roster_mended';
}

const WHY: Readonly<Record<string, string>> = {
  enrollment_ended: 'transfer',
  suspension_timeout: 'transfer',
  staff_dismissed: 'transfer',
  between_schools: 'transfer',
  account_closed: 'vendor_change',
};

function lastEnded(links: readonly LinkFacts[]): LinkFacts | undefined {
  return links
    .filter(({ state }) => state === 'revoked')
    .sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime())[0];
}
