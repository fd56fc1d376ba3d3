import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Authority } from './authority.js';

const HEADER = 'X-Request-Id';
const ACCEPTABLE = /^[\w-]{8,64}$/;

interface ServedRequest {
  readonly requestId: string;
  authority?: Authority;
}

const context = new AsyncLocalStorage<ServedRequest>();

/** The id of the request that is being served; undefined outside of one (jobs, commands). */
export function currentRequestId(): string | undefined {
  return context.getStore()?.requestId;
}

/** Says by which roles the request that is being served may be; nothing outside of one. */
export function serveUnder(authority: Authority): void {
  const served = context.getStore();
  if (served !== undefined) served.authority = authority;
}

/** By which roles the request that is being served may be; undefined outside of one, and where no right is wanted. */
export function currentAuthority(): Authority | undefined {
  return context.getStore()?.authority;
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
