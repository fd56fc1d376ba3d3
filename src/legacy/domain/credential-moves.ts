import { type CampaignPhase, isCutOver } from './campaign-phase.js';
import {
  type Credential,
  type CredentialState,
  type DisabledReason,
  stateOfPhase,
} from './credential-state.js';

/** A state of e.2 together with the reason of `disabled`: what the table of moves speaks of. */
export type Standing = Exclude<CredentialState, 'disabled'> | `disabled.${DisabledReason}`;

/** All standings, `reenabled` without its end. */
export const STANDINGS = [
  'never_issued',
  'active',
  'warned',
  'link_required',
  'disabled.linked',
  'disabled.unused',
  'disabled.cutover',
  'reenabled',
  'issued_under_exemption',
  'purged',
] as const satisfies readonly Standing[];

/** Standings in which the phase of the campaign says what the password may do. */
export const OPEN_STANDINGS = ['active', 'warned', 'link_required'] as const satisfies readonly Standing[];

/** What may happen to an old login after the e-journal has reported it; the names stand in the history. */
export const CREDENTIAL_EVENTS = [
  'phase_moved',
  'phase_returned',
  'cover_ended',
  'linked',
  'link_ended',
  'reopened',
  'unused',
  'unused_undone',
  'reenabled',
  'reenable_ended',
  'link_activated',
  'issued',
  'purged',
] as const;

export type CredentialEvent = (typeof CREDENTIAL_EVENTS)[number];

/**
 * What a guard asks. `covered`: an exemption or a case begun before the cut-over holds at the moment. `held`: a live link,
 * unless it is suspended as `data_mismatch` or `consent_withdrawn`. `linkActive`: a link is active now. `sharedLogin`: the
 * task «second account» is open (EC-104). `disableOnLink`: the policy of the e-journal. `accountOpen`: an enrolment or its
 * read-only window, an appointment or a representation stands behind the account. `mayOrder`: an exemption
 * `no_esia_possible` holds. `closedLong`: the campaign has been closed for the time after which hashes are destroyed.
 */
export type GuardFact =
  | 'cutOver'
  | 'reenablePhase'
  | 'covered'
  | 'held'
  | 'linkActive'
  | 'sharedLogin'
  | 'disableOnLink'
  | 'accountOpen'
  | 'mayOrder'
  | 'closedLong';

/** The answers that a guard needs besides those that the phase itself gives. */
export type CredentialFacts = Readonly<Record<Exclude<GuardFact, 'cutOver' | 'reenablePhase'>, boolean>> & {
  readonly phase: CampaignPhase;
};

/** One row of e.2: from any of these standings, by this event, while every named fact is as said. */
export interface CredentialMove {
  readonly event: CredentialEvent;
  readonly from: readonly Standing[];
  readonly when: Readonly<Partial<Record<GuardFact, boolean>>>;
  /** `of_phase`: the state that the phase of the governing campaign gives. */
  readonly to: Standing | 'of_phase';
}

const OPEN = OPEN_STANDINGS;
const DISABLED = ['disabled.linked', 'disabled.unused', 'disabled.cutover'] as const;
const but = (...left: readonly Standing[]) => STANDINGS.filter((standing) => !left.includes(standing));

/**
 * The table of e.2 but for its first rows, which are {@link entryStanding}; of several rows of an event the first that
 * fits holds. The same data are the rule in TypeScript and, put into SQL by the repository, for many accounts at once.
 */
export const CREDENTIAL_MOVES: readonly CredentialMove[] = [
  { event: 'phase_moved', from: OPEN, when: { cutOver: false }, to: 'of_phase' },
  { event: 'phase_moved', from: OPEN, when: { cutOver: true, covered: false }, to: 'disabled.cutover' },
  { event: 'phase_moved', from: ['disabled.unused'], when: { cutOver: true }, to: 'disabled.cutover' },
  { event: 'cover_ended', from: OPEN, when: { cutOver: true, covered: false }, to: 'disabled.cutover' },
  {
    event: 'cover_ended',
    from: ['issued_under_exemption'],
    when: { mayOrder: false },
    to: 'disabled.cutover',
  },
  {
    event: 'phase_returned',
    from: but('disabled.linked', 'purged'),
    when: { cutOver: false, accountOpen: true },
    to: 'of_phase',
  },
  {
    event: 'linked',
    from: but('never_issued', 'purged'),
    when: { linkActive: true, disableOnLink: true, cutOver: true },
    to: 'disabled.linked',
  },
  {
    event: 'linked',
    from: but('never_issued', 'purged'),
    when: { linkActive: true, disableOnLink: true, sharedLogin: false },
    to: 'disabled.linked',
  },
  {
    event: 'link_ended',
    from: ['disabled.linked'],
    when: { held: false, cutOver: false, accountOpen: true },
    to: 'of_phase',
  },
  {
    event: 'link_ended',
    from: ['disabled.linked'],
    when: { held: false, cutOver: true },
    to: 'disabled.cutover',
  },
  {
    event: 'reopened',
    from: ['disabled.linked', 'disabled.cutover'],
    when: { held: false, accountOpen: true },
    to: 'of_phase',
  },
  { event: 'unused', from: ['active', 'warned'], when: { covered: false }, to: 'disabled.unused' },
  { event: 'unused_undone', from: ['disabled.unused'], when: { cutOver: false }, to: 'of_phase' },
  {
    event: 'reenabled',
    from: ['link_required', 'disabled.unused', 'disabled.cutover'],
    when: { reenablePhase: true, held: false },
    to: 'reenabled',
  },
  { event: 'reenable_ended', from: ['reenabled'], when: {}, to: 'of_phase' },
  {
    event: 'link_activated',
    from: ['reenabled', 'issued_under_exemption'],
    when: { linkActive: true },
    to: 'disabled.linked',
  },
  {
    event: 'issued',
    from: ['never_issued', 'purged'],
    when: { mayOrder: true },
    to: 'issued_under_exemption',
  },
  { event: 'purged', from: DISABLED, when: { closedLong: true, covered: false }, to: 'purged' },
];

/** A link that has been active so many days shuts the password (e.2). */
export const LINKED_DAYS = 7;

/** After `closed` the e-journal destroys the hashes so many days later (LEG-14). */
export const PURGE_AFTER_DAYS = 30;

/** Phases in which a school may let a password work for some days again (LEG-10). */
export const REENABLE_PHASES: readonly CampaignPhase[] = ['brownouts', 'cutover', 'grace'];

/** The standing in which an account begins that the e-journal reports in this phase (e.2, LEG-15). */
export function entryStanding(phase: CampaignPhase): Standing {
  return isCutOver(phase) ? 'never_issued' : standingOfPhase(phase);
}

/** {@link stateOfPhase} as a standing. */
export function standingOfPhase(phase: CampaignPhase): Standing {
  return standingOf(stateOfPhase(phase));
}

/** A credential as the table names it; its end, where it has one, is left out. */
function standingOf(credential: Credential): Standing {
  return credential.state === 'disabled' ? `disabled.${credential.reason}` : credential.state;
}

/** Where a credential stands after an event; null when the event does nothing there (e.2). */
export function nextStanding(
  from: Standing,
  event: CredentialEvent,
  facts: CredentialFacts,
): Standing | null {
  const move = CREDENTIAL_MOVES.find(
    (row) => row.event === event && row.from.includes(from) && holds(row.when, facts),
  );
  if (move === undefined) return null;
  const to = move.to === 'of_phase' ? standingOfPhase(facts.phase) : move.to;
  return to === from ? null : to;
}

function holds(when: CredentialMove['when'], facts: CredentialFacts): boolean {
  const known: Readonly<Record<GuardFact, boolean>> = {
    ...facts,
    cutOver: isCutOver(facts.phase),
    reenablePhase: REENABLE_PHASES.includes(facts.phase),
  };
  return (Object.keys(when) as GuardFact[]).every((fact) => known[fact] === when[fact]);
}
