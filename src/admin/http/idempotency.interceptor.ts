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
import { type RowsOfRequest, withRows } from '../../platform/idempotency/rows-of-request.js';
import { InvalidInput } from '../../platform/http/validation.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Headers of an answer that belong to what was done. */
const KEPT_HEADERS = ['ETag', 'Location', 'Content-Type', 'Cache-Control'] as const;
const [TRIES, EVERY_MS] = [100, 100];

type Asking = Request & { readonly caller?: Caller };

interface Asked extends AskedUnderKey {
  readonly standing: string;
  readonly how: Idempotency | undefined;
}

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
    const { caller } = request;
    if (key === undefined || caller === undefined || SAFE.has(request.method)) return next.handle();
    const asked = {
      ...{ keyHash: keyHashOf(caller, key), requestHash: requestHashOf(request) },
      ...{ standing: standingOf(caller), how },
    };
    return from(this.serve(context, next, asked));
  }

  private async serve(context: ExecutionContext, next: CallHandler, asked: Asked): Promise<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    const claim = await this.claim(asked);
    switch (claim.kind) {
      case 'mine':
        return this.act(response, next, asked, claim);
      case 'answered':
        if (claim.answer.standing !== asked.standing) {
          throw new DomainError('IDEMPOTENT_ANSWER_UNSAID', 'conflict');
        }
        return sayAgain(response, claim.answer);
      case 'other':
        throw new DomainError('IDEMPOTENCY_KEY_REUSED', 'conflict');
      case 'running':
        throw new DomainError('IDEMPOTENT_REQUEST_RUNNING', 'conflict');
      case 'unsaid':
        throw new DomainError('IDEMPOTENT_ANSWER_UNSAID', 'conflict');
    }
  }

  private async claim(asked: Asked): Promise<Claim> {
    for (let turn = 1; ; turn++) {
      const claim = await this.requests.claim(asked, asked.how?.kind === 'by_row');
      if (claim.kind !== 'running' || turn === TRIES) return claim;
      await pause(EVERY_MS);
    }
  }

  private async act(
    response: Response,
    next: CallHandler,
    asked: Asked,
    { claim, rowsDone }: Claim & { readonly kind: 'mine' },
  ): Promise<unknown> {
    const handle = (): Promise<unknown> =>
      firstValueFrom(next.handle() as Observable<unknown>, { defaultValue: undefined });
    try {
      const body = await markingActs(
        (tx) => this.requests.noteAct(tx, claim, asked),
        () =>
          asked.how?.kind === 'by_row' ? withRows(this.rowsUnder(claim, asked, rowsDone), handle) : handle(),
      );
      if (body instanceof StreamableFile) await this.requests.release(claim, asked);
      else await this.requests.keep(claim, asked, keptOf(response, body, asked));
      return body;
    } catch (error) {
      await this.requests.release(claim, asked);
      throw error;
    }
  }

  private rowsUnder(claim: Uuid, asked: Asked, rowsDone: ReadonlyMap<string, string>): RowsOfRequest {
    return {
      done: (row) => rowsDone.get(row),
      carryOut: async (row, act) => {
        const result = await markingActs((tx) => this.requests.noteRow(tx, claim, asked, row), act);
        await this.requests.noteResult(asked, row, result);
        return result;
      },
    };
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

/** What the caller may do, in whatever order their roles come. */
function standingOf(caller: Caller): string {
  const may = isMachine(caller)
    ? [...caller.rights, caller.municipalityId ?? '']
    : caller.grants.map(({ role, scope, municipalityId, schoolId, classGroupId }) =>
        JSON.stringify([role, scope, municipalityId, schoolId, classGroupId]),
      );
  return sha256([...may].sort()).toString('base64');
}

function sha256(parts: readonly string[]): Buffer {
  return createHash('sha256').update(parts.join('\0')).digest();
}

/** Null where the answer is said once. */
function keptOf(response: Response, body: unknown, { how, standing }: Asked): KeptAnswer | null {
  if (how?.kind === 'said_once') return null;
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = response.getHeader(name);
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  const secrets = how?.kind === 'without' ? how.secrets.map((field) => [field, null] as const) : [];
  const kept =
    secrets.length === 0 ? (body ?? null) : { ...(body as object), ...Object.fromEntries(secrets) };
  return { status: response.statusCode, standing, headers: Object.fromEntries(headers), body: kept };
}

function sayAgain(response: Response, { status, headers, body }: KeptAnswer): unknown {
  response.status(status).setHeader('Idempotency-Replayed', 'true');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  return body === null ? undefined : body;
}
