import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const HEADER = 'X-Request-Id';
const ACCEPTABLE = /^[\w-]{8,64}$/;

const context = new AsyncLocalStorage<{ readonly requestId: string }>();

/** The id of the request that is being served; undefined outside of one (jobs, commands). */
export function currentRequestId(): string | undefined {
  return context.getStore()?.requestId;
}

/** Gives each request an id, the caller's own if it is well-formed, says it back, and keeps it for logs and audit. */
export function withRequestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(HEADER);
  const requestId = given !== undefined && ACCEPTABLE.test(given) ? given : randomUUID();
  response.setHeader(HEADER, requestId);
  context.run({ requestId }, next);
}
