import type { Uuid } from '../../kernel/ids.js';

/** What may be declared for a contingent system: the region, a municipality's own schools, a school. */
export type ReachPlace =
  { readonly kind: 'region' } | { readonly kind: 'municipality' | 'school'; readonly id: Uuid };

/** What is declared, as people know it; null ids and names for the region. */
export interface ContingentReach {
  readonly kind: ReachPlace['kind'];
  readonly sourceId: string | null;
  readonly name: string | null;
  readonly basis: string;
}
