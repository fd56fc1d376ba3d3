import type { Uuid } from '../../kernel/ids.js';
import { compare } from './evidence.js';
import type { AccountFacts, AccountRole, Candidate, LinkFacts, Subject } from './facts.js';
import { isLive } from './link-state.js';
import type { SingleMatch } from './match.js';
import type { LinkOutcomeCode } from './outcome-codes.js';
import type { ReviewFacts } from './plan.js';
import { personGuard } from './person-guards.js';

/** What is to become of one account of the Person that the rules found. */
export type AccountVerdict =
  | { readonly kind: 'link' }
  /** The link of the same human's old oid makes room (LNK-10). */
  | { readonly kind: 'take_over'; readonly old: LinkFacts }
  | { readonly kind: 'propose'; readonly code: LinkOutcomeCode }
  | {
      readonly kind: 'review';
      readonly code: LinkOutcomeCode;
      readonly event: 'evidence_contradicts' | 'account_taken';
    }
  /** The account of another grown-up: no row, but the school is told to open a second account (LNK-17). */
  | { readonly kind: 'share' }
  | { readonly kind: 'refuse'; readonly code: LinkOutcomeCode; readonly notBefore: Date | null };

/** What the guards need beside subject and account. */
export interface Surroundings {
  readonly esiaPersonId: Uuid;
  readonly subject: Subject;
  readonly people: readonly Candidate[];
  /** Every link of the subject; of others, on these accounts, the live ones and those that ended lately. */
  readonly links: readonly LinkFacts[];
  /** ESIA persons that are the subject under another oid. */
  readonly otherSelves: ReadonlySet<Uuid>;
  /** The roles for which ESIA's assurance level is good enough (AUTH-06). */
  readonly acceptedRoles: ReadonlySet<AccountRole>;
  /** The cases of the subject, decided ones too, and those of the links around. */
  readonly reviews: readonly ReviewFacts[];
  readonly now: Date;
}

/** 24 hours before an account goes to a different person (e.1). */
const COOLDOWN_MS = 24 * 3_600_000;

/** Ends after which the same pair is never linked by data alone again: a decision of people stands against it (EC-049). */
const NO_RETURN: Readonly<Record<string, LinkOutcomeCode>> = {
  wrong_person: 'DATA_INSUFFICIENT',
  representation_ended: 'REPRESENTATION_RESTRICTED',
  guardianship_expired: 'REPRESENTATION_RESTRICTED',
  court_order: 'REPRESENTATION_RESTRICTED',
  security_incident: 'SECURITY_LOCK',
};

const OF_A_TIE: ReadonlySet<string> = new Set(['representation_ended', 'guardianship_expired']);

/**
 * Applies the guards G1–G4, the assurance and the history of the account to what the rules found. The guards that refuse
 * come first: whoever may not have the account learns nothing else of it.
 */
export function judgeAccount(
  found: SingleMatch,
  account: AccountFacts,
  around: Surroundings,
): AccountVerdict {
  return guardVerdict(found, account, around) ?? ruleVerdict(found, account, around);
}

/** G1, G2 and G4 by what the subject holds, and the assurance; null when none of them speaks. */
export function guardVerdict(
  { person }: Pick<SingleMatch, 'person'>,
  { role }: AccountFacts,
  { subject, people, acceptedRoles }: Surroundings,
): AccountVerdict | null {
  const guarded = personGuard(subject, person, role, people);
  if (guarded !== null) return refuse(guarded);
  if (role === 'student' && isAnotherPupil(subject, person)) return refuse('SIBLING_ACCOUNT');
  if (!acceptedRoles.has(role)) return refuse('ESIA_NOT_VERIFIED');
  return null;
}

/** G4: a live link says that the subject is another Person who is a pupil. */
export function isAnotherPupil(subject: Subject, person: Candidate): boolean {
  return subject.held.some(
    ({ role, personId }) => role === 'student' && personId !== null && personId !== person.id,
  );
}

function ruleVerdict(found: SingleMatch, account: AccountFacts, around: Surroundings): AccountVerdict {
  if (found.kind === 'doubtful') {
    return { kind: 'review', code: found.code, event: 'evidence_contradicts' };
  }
  const holder = holderOf(account, around);
  if (holder !== undefined) return takenVerdict(found, account, holder, around);
  if (found.kind === 'proposed') return { kind: 'propose', code: found.code };
  return certainVerdict(found, account, around);
}

/** The live link of another on this account. */
export function holderOf(account: AccountFacts, around: Surroundings): LinkFacts | undefined {
  return around.links.find(
    (link) =>
      link.accountId === account.id && isLive(link.state) && link.esiaPersonId !== around.esiaPersonId,
  );
}

/** G3, and its one exception: the holder is the subject's own old oid, which makes room once and never takes back. */
export function takenVerdict(
  found: SingleMatch,
  account: AccountFacts,
  holder: LinkFacts,
  around: Surroundings,
): AccountVerdict {
  const conflict = { kind: 'review', code: 'LINK_CONFLICT', event: 'account_taken' } as const;
  if (around.otherSelves.has(holder.esiaPersonId)) {
    const gaveWay = ownLinks(account, around).some(({ state }) => state === 'superseded');
    return found.kind === 'certain' && !gaveWay ? { kind: 'take_over', old: holder } : conflict;
  }
  return account.role === 'representative' ? { kind: 'share' } : conflict;
}

/** The last look before a link: the birth date of a pupil, the history of the account. */
export function certainVerdict(
  found: SingleMatch,
  account: AccountFacts,
  around: Surroundings,
): AccountVerdict {
  // G1 once more at the last step, whatever the rules become: a pupil's account opens to an equal birth date only.
  if (account.role === 'student' && compare(around.subject.facts, found.person).birth_date !== 'equal') {
    return { kind: 'review', code: 'BIRTHDATE_MISMATCH', event: 'evidence_contradicts' };
  }
  const ended = ownLinks(account, around)
    .filter(({ state }) => state === 'revoked')
    .sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime())[0];
  const against = NO_RETURN[ended?.reason ?? ''];
  // A tie that the source dropped and named again ends and begins with it; a decision is taken back by people only.
  const byRosterAlone = OF_A_TIE.has(ended?.reason ?? '') && account.endedByDecision !== true;
  if (against !== undefined && !byRosterAlone)
    return { kind: 'review', code: against, event: 'evidence_contradicts' };
  const notBefore = cooldownEnd(account, around);
  return notBefore === null ? { kind: 'link' } : { kind: 'refuse', code: 'LINK_COOLDOWN', notBefore };
}

/** The end of the cool-down after another person's link; one that ended as `wrong_person` has none. */
export function cooldownEnd(account: AccountFacts, around: Surroundings): Date | null {
  const ends = around.links
    .filter(
      (link) =>
        link.accountId === account.id &&
        link.state === 'revoked' &&
        link.reason !== 'wrong_person' &&
        link.esiaPersonId !== around.esiaPersonId &&
        !around.otherSelves.has(link.esiaPersonId),
    )
    .map((link) => link.changedAt.getTime() + COOLDOWN_MS)
    .filter((end) => end > around.now.getTime());
  return ends.length === 0 ? null : new Date(Math.max(...ends));
}

/** How long back the links of others matter. */
export function cooldownBegins(now: Date): Date {
  return new Date(now.getTime() - COOLDOWN_MS);
}

function ownLinks(account: AccountFacts, { links, esiaPersonId }: Surroundings): readonly LinkFacts[] {
  return links.filter((link) => link.accountId === account.id && link.esiaPersonId === esiaPersonId);
}

/** A refusal that leaves no row. */
export function refuse(code: LinkOutcomeCode): AccountVerdict {
  return { kind: 'refuse', code, notBefore: null };
}
