import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { type Caller, isMachine } from '../../access/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { markingActs } from '../../platform/database/act-mark.js';
import { IDEMPOTENCY, type Idempotency } from '../../platform/idempotency/idempotency.decorators.js';
import {
  type AskedUnderKey,
  type Claim,
  IdempotentRequests,
  type KeptAnswer,
} from '../../platform/idempotency/idempotent-requests.js';
import { InvalidInput } from '../../platform/http/validation.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Headers of an answer that belong to what was done. */
const KEPT_HEADERS = ['ETag', 'Location', 'Content-Type', 'Cache-Control'] as const;
const [TRIES, EVERY_MS] = [100, 100];

type Asking = Request & { readonly caller?: Caller };

/**
 * One Idempotency-Key for every act of the administrators' API (draft-ietf-httpapi-idempotency-key-header): the same key with
 * the same request gets the first answer again, with another request 409; who comes while the first still runs waits for it.
 * A refused request leaves the key free.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(IdempotentRequests) private readonly requests: IdempotentRequests,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Asking>();
    const key = request.get('Idempotency-Key');
    const how = this.reflector.get<Idempotency | undefined>(IDEMPOTENCY, context.getHandler());
    if (key === undefined || request.caller === undefined || SAFE.has(request.method) || how === 'own') {
      return next.handle();
    }
    const asked = { keyHash: keyHashOf(request.caller, key), requestHash: requestHashOf(request) };
    return from(this.serve(context, next, asked, how === 'said_once'));
  }

  private async serve(
    context: ExecutionContext,
    next: CallHandler,
    asked: AskedUnderKey,
    saidOnce: boolean,
  ): Promise<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    const claim = await this.claim(asked);
    switch (claim.kind) {
      case 'mine':
        return this.act(response, next, asked, { claim: claim.claim, saidOnce });
      case 'answered':
        return sayAgain(response, claim.answer);
      case 'other':
        throw new DomainError('IDEMPOTENCY_KEY_REUSED', 'conflict');
      case 'running':
        throw new DomainError('IDEMPOTENT_REQUEST_RUNNING', 'conflict');
      case 'unsaid':
        throw new DomainError('IDEMPOTENT_ANSWER_UNSAID', 'conflict');
    }
  }

  private async claim(asked: AskedUnderKey): Promise<Claim> {
    for (let turn = 1; ; turn++) {
      const claim = await this.requests.claim(asked);
      if (claim.kind !== 'running' || turn === TRIES) return claim;
      await pause(EVERY_MS);
    }
  }

  private async act(
    response: Response,
    next: CallHandler,
    asked: AskedUnderKey,
    { claim, saidOnce }: { readonly claim: Uuid; readonly saidOnce: boolean },
  ): Promise<unknown> {
    try {
      const body: unknown = await markingActs(
        (tx) => this.requests.noteAct(tx, claim, asked),
        () => firstValueFrom(next.handle() as Observable<unknown>, { defaultValue: undefined }),
      );
      if (body instanceof StreamableFile) await this.requests.release(claim, asked);
      else await this.requests.keep(claim, asked, saidOnce ? null : answerOf(response, body));
      return body;
    } catch (error) {
      await this.requests.release(claim, asked);
      throw error;
    }
  }
}

function keyHashOf(caller: Caller, key: string): Buffer {
  if (!/^[\x21-\x7e]{8,200}$/.test(key)) {
    throw new InvalidInput([
      { field: 'Idempotency-Key', message: 'нужно от 8 до 200 печатных знаков без пробелов' },
    ]);
  }
  return sha256([isMachine(caller) ? caller.apiKeyId : caller.esiaPersonId, key]);
}

/**
 * What the request says: method, address, the state that its author has seen, the body. A file is streamed and its multipart
 * boundary is new each time, so of an upload it is the length that counts.
 */
function requestHashOf(request: Request): Buffer {
  const isUpload = !request.is(['json', '+json']) && request.headers['content-length'] !== '0';
  const body = isUpload
    ? `upload of ${request.headers['content-length'] ?? '?'}`
    : JSON.stringify(request.body ?? null);
  return sha256([request.method, request.originalUrl, request.get('If-Match') ?? '', body]);
}

function sha256(parts: readonly string[]): Buffer {
  return createHash('sha256').update(parts.join('\0')).digest();
}

function answerOf(response: Response, body: unknown): KeptAnswer {
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = response.getHeader(name);
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return { status: response.statusCode, headers: Object.fromEntries(headers), body: body ?? null };
}

function sayAgain(response: Response, { status, headers, body }: KeptAnswer): unknown {
  response.status(status).setHeader('Idempotency-Replayed', 'true');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  return body === null ? undefined : body;
}
