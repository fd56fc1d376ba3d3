import { type Principal, reachOf } from '../../../access/index.js';
import { currentRequestId } from '../../../platform/http/request-context.js';
import type { Officer } from '../../../privacy/index.js';

/** The administrator as the officer who acts by a right. */
export function officerOf(principal: Principal, right: Parameters<typeof reachOf>[1], now: Date): Officer {
  const { esiaPersonId } = principal;
  return { esiaPersonId, scope: reachOf(principal, right), now, traceId: currentRequestId() ?? null };
}
