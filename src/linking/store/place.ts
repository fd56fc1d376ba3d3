import type { Uuid } from '../../kernel/ids.js';

/** Where somebody may read or decide; shaped as access' reach of a right. A municipality sees no persons, so it has none. */
export interface Place {
  readonly regionId: Uuid;
  readonly wholeRegion: boolean;
  readonly schoolIds: readonly Uuid[];
}
