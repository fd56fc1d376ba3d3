import { type Principal, reachOf } from '../../access/index.js';
import type { WatchAct } from '../../legacy/index.js';
import { currentRequestId } from '../../platform/http/request-context.js';

/** What an act upon incidents and probes needs to know of the administrator. */
export function watchActOf(
  principal: Principal,
  right: 'incidents.close' | 'probes.change',
  now: Date,
): WatchAct {
  const { esiaPersonId: administratorId } = principal;
  return { reach: reachOf(principal, right), administratorId, now, traceId: currentRequestId() ?? null };
}
