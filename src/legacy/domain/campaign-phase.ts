/** The phases of a campaign in their order (state-machines.md e.3). */
export const PHASES = [
  'not_scheduled',
  'preparation',
  'announced',
  'soft_launch',
  'link_required',
  'brownouts',
  'cutover',
  'grace',
  'closed',
] as const;

export type CampaignPhase = (typeof PHASES)[number];

/** Role waves in the order in which they go; a wave's phase is never later than that of the wave before it (LEG-03). */
export const WAVES = ['staff', 'representatives', 'pupils_14plus', 'pupils_under14'] as const;

export type RoleWave = (typeof WAVES)[number];

/** How far along a phase is: 0 for `not_scheduled`. */
export function phaseRank(phase: CampaignPhase): number {
  return PHASES.indexOf(phase);
}

/** True from the cut-over on. */
export function isCutOver(phase: CampaignPhase): boolean {
  return phaseRank(phase) >= phaseRank('cutover');
}
