import type { NextFunction, Request, Response } from 'express';
import { Histogram } from 'prom-client';
import type { Log } from '../logging/log.js';

const seconds = new Histogram({
  name: 'http_request_seconds',
  help: 'Time to answer, by route and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

/**
 * Logs and measures each request. The route pattern stands for the address: paths hold ids, and queries hold codes and
 * states that nobody may read from a log.
 */
export function logRequests(log: Log): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const began = performance.now();
    response.once('close', () => {
      const took = performance.now() - began;
      const route = routeOf(request);
      const status = response.writableFinished ? response.statusCode : 499;
      noteRequest(log, { method: request.method, route, status }, took);
    });
    next();
  };
}

/** One answered request: `ms` it took; status 499 when the caller went away. */
export function noteRequest(
  log: Log,
  of: { readonly method: string; readonly route: string; readonly status: number },
  ms: number,
): void {
  seconds.observe(of, ms / 1000);
  log.info('request.done', { ...of, ms: Math.round(ms) });
}

function routeOf(request: Request): string {
  const route = (request as { route?: { path?: unknown } }).route?.path;
  return typeof route === 'string' ? `${request.baseUrl}${route}` : '(none)';
}
