import { type CampaignPhase, isCutOver } from './campaign-phase.js';
import { type Credential, stateOfPhase } from './credential-state.js';
import type { LinkStanding } from './sign-in-facts.js';

/** What the state in force depends on beside the stored one. */
export interface CredentialCircumstances {
  readonly phase: CampaignPhase;
  readonly now: Date;
  readonly link: LinkStanding;
  readonly isOpen: boolean;
  /** An exemption in force; only `issued_under_exemption` lives by it. */
  readonly isExempt: boolean;
}

/**
 * The state in force: what the table of e.2 makes of the stored state even when the job or the follower that writes the step
 * is late. Two things are never guessed from time: that a password is unused, and that the journal has purged it.
 */
export function effectiveCredential(
  stored: Credential | null,
  circumstances: CredentialCircumstances,
): Credential {
  const { phase, now, link, isOpen, isExempt } = circumstances;
  if (stored === null) return isCutOver(phase) ? { state: 'never_issued' } : stateOfPhase(phase);
  switch (stored.state) {
    case 'purged':
      return stored;
    case 'never_issued':
      return isCutOver(phase) ? stored : stateOfPhase(phase);
    case 'active':
    case 'warned':
    case 'link_required':
      return stateOfPhase(phase);
    case 'reenabled':
      if (link === 'active') return { state: 'disabled', reason: 'linked' };
      return stored.until > now ? stored : stateOfPhase(phase);
    case 'issued_under_exemption':
      if (link === 'active') return { state: 'disabled', reason: 'linked' };
      return isExempt ? stored : stateOfPhase(phase);
    case 'disabled':
      switch (stored.reason) {
        case 'cutover':
          return stateOfPhase(phase);
        case 'unused':
          return isCutOver(phase) ? stateOfPhase(phase) : stored;
        case 'linked':
          return isOpen && (link === null || link === 'broken') ? stateOfPhase(phase) : stored;
      }
  }
}
