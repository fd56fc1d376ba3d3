import type { Uuid } from '../../kernel/ids.js';

/**
 * Who pushes rosters as JSON (INT-09). An e-journal reaches the schools where it has open accounts; a contingent system
 * those declared for it, and no account (roles.md, 15 and 16). `code` is the client_id.
 */
export interface RosterSender {
  readonly kind: 'journal' | 'contingent';
  readonly id: Uuid;
  readonly code: string;
  readonly regionId: Uuid;
}
