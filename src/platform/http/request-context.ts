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

/** The caller's own id if it is well-formed, else a new one. */
export function requestIdFor(given: string | string[] | undefined): string {
  return typeof given === 'string' && ACCEPTABLE.test(given) ? given : randomUUID();
}

/** Runs work that belongs to a request. */
export function inRequest(requestId: string, work: () => void): void {
  context.run({ requestId }, work);
}

/** Gives each request an id, the caller's own if it is well-formed, says it back, and keeps it for logs and audit. */
export function withRequestId(request: Request, response: Response, next: NextFunction): void {
  const requestId = requestIdFor(request.get(HEADER));
  response.setHeader(HEADER, requestId);
  context.run({ requestId }, next);
}
