/** What the tries of a channel and the incidents about it prove about passwords after the cut-over (LEG-13). */
export type ProbeProof =
  'nothing_cut_over' | 'not_watched' | 'not_tried' | 'password_taken' | 'password_refused';

/** What is known of one channel of one e-journal system. */
export interface TriedChannel {
  readonly probes: number;
  readonly cutOverCampaigns: number;
  readonly lastCutOverAt: Date | null;
  readonly lastTriedAt: Date | null;
  readonly lastSucceededAt: Date | null;
  readonly openIncidents: number;
}

/**
 * A channel is proved to refuse passwords when it was tried after the last cut-over of its system, none of the tries since got
 * in, and no incident about it is open. Every other standing says what is still to be done.
 */
export function proofOf(channel: TriedChannel): ProbeProof {
  const { lastCutOverAt, lastTriedAt, lastSucceededAt } = channel;
  if (channel.openIncidents > 0) return 'password_taken';
  if (lastCutOverAt === null) return 'nothing_cut_over';
  if (channel.probes === 0) return 'not_watched';
  if (lastTriedAt === null || lastTriedAt < lastCutOverAt) return 'not_tried';
  // An incident that was closed since is answered by a later try only.
  return lastSucceededAt !== null && lastSucceededAt >= lastCutOverAt && lastSucceededAt >= lastTriedAt
    ? 'password_taken'
    : 'password_refused';
}
