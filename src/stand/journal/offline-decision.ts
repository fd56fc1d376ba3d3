/**
 * How a journal decides by the offline bundle of `GET /internal/v1/policy` (docs/integration.md, «Решения без связи»). Written
 * from that page alone, as a vendor would; a property test holds it equal to the answers of the server.
 */
type Standing = 'open' | 'unused' | 'linked' | 'disabled' | 'unknown' | 'reenabled' | 'issued';

/** A campaign as a page of the bundle tells it. */
export interface BundleCampaign {
  readonly school: string | null;
  readonly wave: string | null;
  readonly phase: string;
  /** `YYYY-MM-DD`, in the time zone of the region. */
  readonly cutover_on: string | null;
  readonly cutover_begins: string | null;
  readonly paused: boolean;
  readonly brownouts: readonly {
    readonly starts_at: string;
    readonly ends_at: string;
    readonly share: number;
  }[];
  readonly buckets?: readonly (number | null)[];
  readonly open?: readonly string[];
  readonly unused?: readonly string[];
  readonly linked?: readonly string[];
  readonly disabled?: readonly string[];
  readonly unknown?: readonly string[];
}

interface Special {
  readonly account: string;
  readonly campaign: number;
  readonly standing: Standing;
  readonly standing_until?: string;
  readonly exempt_until?: string;
  readonly lock?: 'SECURITY_LOCK' | 'REPRESENTATION_RESTRICTED';
  readonly bucket?: number;
}

/** One of `schools` in the bundle. */
export interface BundleSchool {
  readonly school: { readonly id: string; readonly source: string; readonly source_id: string };
  readonly campaigns: readonly BundleCampaign[];
  readonly special: readonly Special[];
}

/** What the newest part of the bundle says for the whole region; moments of the frame are seconds since 1970. */
export interface BundleFrame {
  readonly exp: number;
  readonly usable_stale_until: number;
  readonly skips_allowed: number;
  readonly break_glass_until: string | null;
  readonly outage: { readonly until: string | null } | null;
}

/** Roles of accounts, and the waves they may go in. */
const WAVES = {
  teacher: ['staff'],
  homeroom: ['staff'],
  school_admin: ['staff'],
  representative: ['representatives'],
  student: ['pupils_14plus', 'pupils_under14'],
} as const;

/** Whom to decide about: the role is asked for only where the bundle does not know the account. */
export interface Asked {
  readonly account: string;
  readonly role: keyof typeof WAVES;
  readonly skipsUsed: number;
  readonly now: Date;
}

export interface OfflineAnswer {
  readonly decision: string;
  readonly code: string | null;
  /** RFC 3339. */
  readonly until: string | null;
}

type Found = Omit<Special, 'account' | 'campaign'>;

const LISTS = ['open', 'unused', 'linked', 'disabled', 'unknown'] as const;
/** Phases in which passwords have ended. */
export const CUT_OVER: ReadonlySet<string> = new Set(['cutover', 'grace', 'closed']);
const PHASES = [
  ...['not_scheduled', 'preparation', 'announced', 'soft_launch', 'link_required', 'brownouts'],
  ...['cutover', 'grace', 'closed'],
];
const ALLOW: OfflineAnswer = { decision: 'allow', code: null, until: null };

const answer = (decision: string, code: string, until: string | null = null): OfflineAnswer => ({
  decision,
  code,
  until,
});
const isAhead = (moment: string | null | undefined, now: Date): moment is string =>
  typeof moment === 'string' && new Date(moment) > now;

/** The answer about a password sign-in, by the page of any school that the account serves. */
export function decideOffline(frame: BundleFrame, page: BundleSchool, asked: Asked): OfflineAnswer {
  const known = find(page, asked.account);
  const campaign = known?.campaign ?? campaignOfRole(page, asked.role);
  const seconds = asked.now.getTime() / 1_000;
  const isCutOver = campaign !== null && CUT_OVER.has(campaign.phase);
  if (seconds >= frame.exp) {
    // Without us: open before the cut-over, shut after it, and once its day has come.
    const isReached = campaign?.cutover_begins != null && new Date(campaign.cutover_begins) <= asked.now;
    if (isCutOver || isReached) return answer('deny_cutover', 'LEGACY_DISABLED');
    if (seconds >= frame.usable_stale_until) return ALLOW;
  }
  if (known === null) return isCutOver ? answer('deny_unknown', 'LEGACY_UNKNOWN') : ALLOW;
  return decideKnown(frame, known.campaign, known.entry, asked);
}

/** The campaign that an account follows by this page; null when the page does not know it. */
export function campaignOn(page: BundleSchool, account: string): BundleCampaign | null {
  return find(page, account)?.campaign ?? null;
}

/** Of the campaigns that may be meant, the one least far along: nobody is shut out for being unknown. */
function campaignOfRole(page: BundleSchool, role: Asked['role']): BundleCampaign | null {
  const waves: readonly (string | null)[] = WAVES[role];
  const meant = page.campaigns.filter(
    ({ school, wave }) => school === page.school.id && waves.includes(wave),
  );
  return meant.toSorted((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase))[0] ?? null;
}

/** The list of the decision, first match wins. */
function decideKnown(
  frame: BundleFrame,
  campaign: BundleCampaign,
  entry: Found,
  { now, skipsUsed }: Asked,
): OfflineAnswer {
  const isCutOver = CUT_OVER.has(campaign.phase);
  const exempt = isAhead(entry.exempt_until, now) ? entry.exempt_until : null;
  const standing = standingNow(entry, isCutOver, now);
  if (entry.lock !== undefined) return answer('deny_locked', entry.lock);
  if (standing === 'issued' && exempt !== null) return answer('allow_with_warning', 'LEGACY_EXEMPT', exempt);
  if (standing === 'unknown') return answer('deny_unknown', 'LEGACY_UNKNOWN');
  if (isAhead(frame.break_glass_until, now))
    return answer('allow_with_warning', 'LEGACY_ESIA_OUTAGE', frame.break_glass_until);
  if (exempt !== null) return answer('allow_with_warning', 'LEGACY_EXEMPT', exempt);
  if (standing === 'reenabled')
    return answer('allow_with_warning', 'LEGACY_REENABLED', entry.standing_until ?? null);
  const { outage } = frame;
  if (outage !== null && (outage.until === null || isAhead(outage.until, now)) && !isCutOver)
    return answer('allow_with_warning', 'LEGACY_ESIA_OUTAGE', outage.until);
  if (standing === 'unused') return answer('deny_unused', 'LEGACY_UNUSED');
  if (standing === 'linked') return answer('deny_cutover', 'LEGACY_LINKED');
  if (standing !== 'open') return answer('deny_cutover', 'LEGACY_DISABLED');
  return decideOpen(frame, campaign, entry, { now, skipsUsed });
}

function decideOpen(
  frame: BundleFrame,
  campaign: BundleCampaign,
  { bucket }: Found,
  { now, skipsUsed }: Pick<Asked, 'now' | 'skipsUsed'>,
): OfflineAnswer {
  const brownout = bucket === undefined ? null : brownoutNow(campaign, bucket, now);
  if (brownout !== null) return answer('deny_brownout', 'LEGACY_BROWNOUT', brownout);
  if (campaign.phase === 'soft_launch') return answer('allow_with_warning', 'LEGACY_WARN');
  if (campaign.phase !== 'link_required' && campaign.phase !== 'brownouts') return ALLOW;
  return answer(
    skipsUsed < frame.skips_allowed ? 'require_linking' : 'allow_with_warning',
    'LEGACY_LINK_REQUIRED',
  );
}

/** After its end a password that was re-enabled or issued is what the phase makes of it. */
function standingNow({ standing, standing_until }: Found, isCutOver: boolean, now: Date): Standing {
  if (standing !== 'reenabled' && standing !== 'issued') return standing;
  return isAhead(standing_until, now) ? standing : isCutOver ? 'disabled' : 'open';
}

/** The end of the brownout that the bucket is in: of several the latest. */
function brownoutNow(campaign: BundleCampaign, bucket: number, now: Date): string | null {
  if (campaign.phase !== 'brownouts' || campaign.paused) return null;
  const ends = campaign.brownouts
    .filter(
      ({ starts_at, ends_at, share }) => bucket < share && !isAhead(starts_at, now) && isAhead(ends_at, now),
    )
    .map(({ ends_at }) => ends_at)
    .sort();
  return ends.at(-1) ?? null;
}

function find(page: BundleSchool, account: string): { campaign: BundleCampaign; entry: Found } | null {
  const special = page.special.find((entry) => entry.account === account);
  const of = special && page.campaigns[special.campaign];
  if (special !== undefined && of !== undefined) return { campaign: of, entry: special };
  for (const campaign of page.campaigns) {
    for (const standing of LISTS) {
      const place = campaign[standing]?.indexOf(account) ?? -1;
      if (place < 0) continue;
      const bucket = standing === 'open' ? (campaign.buckets?.[place] ?? null) : null;
      return { campaign, entry: { standing, ...(bucket === null ? {} : { bucket }) } };
    }
  }
  return null;
}
