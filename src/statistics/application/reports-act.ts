import type { AuditActor } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SchoolScope } from '../../territory/index.js';

/** Who acts about reports, how far the right of this act reaches, and when; `timeZone` is the region's. */
export interface ReportsAct {
  readonly actor: AuditActor;
  readonly administratorId: Uuid;
  readonly reach: SchoolScope;
  readonly now: Date;
  readonly timeZone: string;
  readonly traceId: string | null;
}
