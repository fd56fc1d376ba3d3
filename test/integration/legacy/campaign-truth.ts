import type { CampaignPhase, RoleWave } from '../../../src/legacy/domain/campaign-phase.js';

/** What happens to one account of the simulated year, as the script of the test says it. */
export interface Destiny {
  readonly school: string;
  readonly wave: RoleWave;
  /** When the person links ESIA; null: never. */
  readonly links: Date | null;
  /** A personal exemption, from and until. */
  readonly exempt: readonly [Date, Date] | null;
}

/** Spans of time, half open. */
type Span = readonly [from: Date, until: Date];

/** The phases of each school in the order in which they must come, each from a moment on, written by hand from e.3. */
export type Timeline = readonly (readonly [from: string, phase: CampaignPhase])[];

export interface Script {
  readonly timelines: Readonly<Record<string, Timeline>>;
  /** Brownouts of each school. */
  readonly brownouts: Readonly<Record<string, readonly Span[]>>;
  readonly outages: readonly Span[];
}

const WEEK_MS = 7 * 86_400_000;
const AFTER: ReadonlySet<CampaignPhase> = new Set(['cutover', 'grace', 'closed']);
const BY_PHASE: Readonly<Record<CampaignPhase, string>> = {
  not_scheduled: 'allow',
  preparation: 'allow',
  announced: 'allow',
  soft_launch: 'allow_with_warning',
  link_required: 'require_linking',
  brownouts: 'require_linking',
  cutover: 'deny_cutover',
  grace: 'deny_cutover',
  closed: 'deny_cutover',
};

export function phaseOf({ timelines }: Script, school: string, at: Date): CampaignPhase {
  const begun = (timelines[school] ?? []).filter(([from]) => new Date(from) <= at);
  return begun.at(-1)?.[1] ?? 'not_scheduled';
}

/** What an account must be told at a moment: e.2 written once more, plainly, from the script and nothing else. */
export function truth(script: Script, one: Destiny, at: Date): string {
  const phase = phaseOf(script, one.school, at);
  const isAfter = AFTER.has(phase);
  const within = ([from, until]: Span) => from <= at && at < until;
  if (one.exempt !== null && within(one.exempt)) return 'allow_with_warning';
  if (!isAfter && script.outages.some(within)) return 'allow_with_warning';
  const isShut = one.links !== null && at.getTime() >= one.links.getTime() + WEEK_MS;
  if (isShut) return 'deny_cutover';
  if (!isAfter && (script.brownouts[one.school] ?? []).some(within)) return 'deny_brownout';
  return BY_PHASE[phase];
}
