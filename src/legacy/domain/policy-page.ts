import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CampaignPhase, RoleWave } from './campaign-phase.js';
import { coverOf, decide, stateOf } from './sign-in-decision.js';
import type { AccountFacts, SignInFacts } from './sign-in-facts.js';

/**
 * What the state of an old password comes to, with all that does not change by time alone already reckoned in: `open`
 * follows the phase of its campaign; `linked` and `disabled` differ in the message only.
 */
type PolicyStanding = 'open' | 'unused' | 'linked' | 'disabled' | 'unknown';

/** A brownout ahead or under way; RFC 3339, `share` in per cent of the buckets. */
export interface PolicyWindow {
  readonly starts_at: string;
  readonly ends_at: string;
  readonly share: number;
}

/** A campaign without its accounts. */
export interface PolicyCampaign {
  readonly id: Uuid;
  readonly school: Uuid;
  readonly wave: RoleWave;
  readonly phase: CampaignPhase;
  readonly cutover_on: CalendarDate | null;
  readonly cutover_begins: string | null;
  readonly paused: boolean;
  readonly brownouts: readonly PolicyWindow[];
}

/** An account of a school, by what the decision rests on. */
export interface PolicyMember {
  readonly externalId: string;
  /** Null: no campaign governs it. */
  readonly campaignId: Uuid | null;
  /** Null: no step was written for it, and no brownout reaches it. */
  readonly bucket: number | null;
  readonly facts: SignInFacts & { readonly account: AccountFacts };
}

/** An account with more to it than its standing; each end is an RFC 3339 moment. */
interface SpecialEntry {
  readonly account: string;
  /** Index into `campaigns`. */
  readonly campaign: number;
  readonly standing: PolicyStanding | 'reenabled' | 'issued';
  /** The end of `reenabled` or `issued`; after it the standing is that of the phase. */
  readonly standing_until?: string;
  readonly exempt_until?: string;
  readonly lock?: 'SECURITY_LOCK' | 'REPRESENTATION_RESTRICTED';
  readonly bucket?: number;
}

type CampaignEntry = Omit<PolicyCampaign, 'id' | 'school' | 'wave' | 'phase'> & {
  readonly school: Uuid | null;
  readonly wave: RoleWave | null;
  readonly phase: CampaignPhase;
} & Partial<Record<PolicyStanding, string[]>> & { buckets?: (number | null)[] };

/** The part of the offline bundle about one school (INT-08), as docs/integration.md shows it. */
export interface PolicyPage {
  readonly school: { readonly id: Uuid; readonly source: string; readonly source_id: string };
  readonly campaigns: readonly CampaignEntry[];
  readonly special: readonly SpecialEntry[];
}

const UNGOVERNED: CampaignEntry = {
  ...{ school: null, wave: null, phase: 'not_scheduled', cutover_on: null, cutover_begins: null },
  ...{ paused: false, brownouts: [] },
};

/**
 * Puts a school's accounts under the campaigns that govern them, in lists by standing; whoever has an end of their own or a
 * lock stands apart. `campaigns` hold every campaign of the school and those of other schools that govern a member.
 */
export function policyPageOf(
  school: PolicyPage['school'],
  campaigns: readonly PolicyCampaign[],
  members: readonly PolicyMember[],
): PolicyPage {
  const entries = new Map<Uuid | null, CampaignEntry>(
    campaigns.map(({ id, ...campaign }) => [id, { ...campaign }]),
  );
  const numbers = new Map([...entries.keys()].map((id, index) => [id, index]));
  const special: SpecialEntry[] = [];
  for (const member of members) {
    const id = member.campaignId !== null && entries.has(member.campaignId) ? member.campaignId : null;
    const campaign = entries.get(id) ?? { ...UNGOVERNED };
    entries.set(id, campaign);
    const number = numbers.get(id) ?? numbers.size;
    numbers.set(id, number);
    const entry = entryOf(member, number);
    if (isPlain(entry)) enlist(campaign, entry.standing, member);
    else special.push(entry);
  }
  return { school, campaigns: [...entries.values()], special };
}

function enlist(campaign: CampaignEntry, standing: PolicyStanding, member: PolicyMember): void {
  (campaign[standing] ??= []).push(member.externalId);
  if (standing === 'open' && campaign.phase === 'brownouts') (campaign.buckets ??= []).push(member.bucket);
}

const isPlain = (entry: SpecialEntry): entry is SpecialEntry & { standing: PolicyStanding } =>
  entry.standing_until === undefined && entry.exempt_until === undefined && entry.lock === undefined;

function entryOf({ externalId, bucket, facts }: PolicyMember, campaign: number): SpecialEntry {
  const cover = coverOf(facts, facts.account, stateOf(facts, facts.account));
  const isBrownouts = facts.campaign.phase === 'brownouts';
  return {
    ...{ account: externalId, campaign },
    ...standingOf(facts),
    ...(cover === null ? {} : { exempt_until: cover.toISOString() }),
    ...lockOf(facts.account.lock),
    ...(isBrownouts && bucket !== null ? { bucket } : {}),
  };
}

function standingOf(facts: PolicyMember['facts']): Pick<SpecialEntry, 'standing' | 'standing_until'> {
  const state = stateOf(facts, facts.account);
  switch (state.state) {
    case 'active':
    case 'warned':
    case 'link_required':
      return { standing: 'open' };
    case 'disabled':
      return { standing: state.reason === 'unused' ? 'unused' : isToldLinked(facts) ? 'linked' : 'disabled' };
    case 'never_issued':
    case 'purged':
      return { standing: 'unknown' };
    case 'reenabled':
      return { standing: 'reenabled', standing_until: state.until.toISOString() };
    case 'issued_under_exemption': {
      const until = facts.account.exemption?.until ?? facts.now;
      return { standing: 'issued', standing_until: until.toISOString() };
    }
  }
}

/** The message that the state alone would give, with everything that lies over it taken away. */
function isToldLinked(facts: PolicyMember['facts']): boolean {
  const bare = { ...facts.account, lock: null, exemption: null, openCase: null };
  return decide({ ...facts, account: bare, breakGlassUntil: null, outage: null }).code === 'LEGACY_LINKED';
}

const lockOf = (lock: AccountFacts['lock']): Pick<SpecialEntry, 'lock'> =>
  lock === null ? {} : { lock: lock === 'restriction' ? 'REPRESENTATION_RESTRICTED' : 'SECURITY_LOCK' };
