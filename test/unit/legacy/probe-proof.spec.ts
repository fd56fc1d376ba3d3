import { describe, expect, it } from '@jest/globals';
import { proofOf, type TriedChannel } from '../../../src/legacy/domain/probe-proof.js';

const at = (day: number): Date => new Date(Date.UTC(2026, 10, day));
const aChannel = (overrides: Partial<TriedChannel> = {}): TriedChannel => ({
  ...{ probes: 1, cutOverCampaigns: 1, lastCutOverAt: at(10), lastTriedAt: at(12), lastSucceededAt: null },
  ...{ openIncidents: 0 },
  ...overrides,
});

describe('the proof that a channel takes no password (LEG-13)', () => {
  it.each([
    ['password_refused', aChannel()],
    ['password_refused', aChannel({ lastSucceededAt: at(11) })],
    ['password_refused', aChannel({ lastSucceededAt: at(9) })],
    ['password_taken', aChannel({ lastSucceededAt: at(12) })],
    ['password_taken', aChannel({ openIncidents: 1 })],
    ['password_taken', aChannel({ openIncidents: 1, probes: 0, lastTriedAt: null })],
    ['not_tried', aChannel({ lastTriedAt: at(9) })],
    ['not_tried', aChannel({ lastTriedAt: null })],
    ['not_watched', aChannel({ probes: 0, lastTriedAt: null })],
    ['nothing_cut_over', aChannel({ lastCutOverAt: null, cutOverCampaigns: 0 })],
  ])('is %s', (proof, channel) => {
    expect(proofOf(channel)).toBe(proof);
  });
});
