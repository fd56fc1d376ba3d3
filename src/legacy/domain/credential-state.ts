import { type CampaignPhase, isCutOver } from './campaign-phase.js';

/** The states of a legacy credential (state-machines.md e.2). */
export const CREDENTIAL_STATES = [
  'never_issued',
  'active',
  'warned',
  'link_required',
  'disabled',
  'reenabled',
  'issued_under_exemption',
  'purged',
] as const;

export type CredentialState = (typeof CREDENTIAL_STATES)[number];

/** Why a credential is disabled. */
export type DisabledReason = 'linked' | 'unused' | 'cutover';

/** A state with what belongs to it. */
export type Credential =
  | { readonly state: 'disabled'; readonly reason: DisabledReason }
  | { readonly state: 'reenabled'; readonly until: Date }
  | { readonly state: Exclude<CredentialState, 'disabled' | 'reenabled'> };

/** The state that a phase gives to a credential that nothing else speaks of. */
export function stateOfPhase(phase: CampaignPhase): Credential {
  if (isCutOver(phase)) return { state: 'disabled', reason: 'cutover' };
  switch (phase) {
    case 'link_required':
    case 'brownouts':
      return { state: 'link_required' };
    case 'soft_launch':
      return { state: 'warned' };
    case 'not_scheduled':
    case 'preparation':
    case 'announced':
    case 'cutover':
    case 'grace':
    case 'closed':
      return { state: 'active' };
  }
}
