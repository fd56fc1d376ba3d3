import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { matches } from './none-match.js';

/**
 * Tags an answer by what it says (RFC 9110, 8.8.3) and answers 304 to whoever has it already. Express's own comparison does not
 * do: it gives way to `Cache-Control: no-cache`, which clients of fetch send with every If-None-Match.
 */
@Injectable()
export class ContentTag implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    return next.handle().pipe(
      map((body: unknown) => {
        // What is of one's own scope is for nobody else's cache.
        response.setHeader('Cache-Control', 'private, no-cache');
        // The handler knew a tag that costs less than the answer.
        if (response.hasHeader('ETag')) return body;
        const etag = `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}"`;
        response.setHeader('ETag', etag);
        if (!matches(request.headers['if-none-match'], etag)) return body;
        response.status(304);
        return undefined;
      }),
    );
  }
}
