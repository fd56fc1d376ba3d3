import type { CampaignPhase } from './campaign-phase.js';
import { REENABLE_PHASES, type Standing } from './credential-moves.js';

/** What decides whether a password may be made to work for some days again (LEG-10, e.2). */
export interface ReenableFacts {
  /** Of the governing campaign. */
  readonly phase: CampaignPhase;
  /** Null: we keep no old login of the account. */
  readonly standing: Standing | null;
  /** A live link, unless it is suspended as `data_mismatch` or `consent_withdrawn` (EC-114). */
  readonly isHeld: boolean;
  /** The one window of the account was given before. */
  readonly isUsed: boolean;
}

/** Why not: the phase is too early or `closed`, the account is linked, its one window is used, or its password works. */
export type ReenableRefusal = 'too_early' | 'closed' | 'linked' | 'used' | 'works' | 'no_password';

const SHUT: readonly Standing[] = ['link_required', 'disabled.unused', 'disabled.cutover'];

/** Null when it may. `closed` is the hard end (LEG-10). */
export function reenableRefusal({ phase, standing, isHeld, isUsed }: ReenableFacts): ReenableRefusal | null {
  if (phase === 'closed') return 'closed';
  if (!REENABLE_PHASES.includes(phase)) return 'too_early';
  if (isHeld) return 'linked';
  if (isUsed) return 'used';
  if (standing === null || standing === 'never_issued' || standing === 'purged') return 'no_password';
  return SHUT.includes(standing) ? null : 'works';
}

const DAY_MS = 86_400_000;

/** The end of a window given at a moment for whole days. */
export function reenabledUntil(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY_MS);
}
