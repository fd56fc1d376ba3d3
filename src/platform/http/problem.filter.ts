import type { ServerResponse } from 'node:http';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Inject,
  Injectable,
} from '@nestjs/common';
import type { Response } from 'express';
import { DomainError, type DomainFacts } from '../../kernel/domain-error.js';
import { Log } from '../logging/log.js';
import { fillText, ProblemCatalog, STATUS } from './problem-catalog.js';
import { currentRequestId } from './request-context.js';
import { InvalidInput } from './validation.js';

/** The body of an error answer: RFC 9457, with a stable `code` and our request id. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly request_id: string | null;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly facts?: DomainFacts;
}

/** Codes of errors that Nest and Express raise by themselves. */
const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'MALFORMED_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  413: 'TOO_LARGE',
  415: 'MALFORMED_REQUEST',
  429: 'TOO_MANY_REQUESTS',
  503: 'UNAVAILABLE',
};

/** Turns everything that is thrown into application/problem+json; what we did not foresee is logged and stays inside. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(ProblemCatalog) private readonly catalog: ProblemCatalog,
    @Inject(Log) private readonly log: Log,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const body = this.describe(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    // A guard that knows its own scheme has said it already.
    if (body.status === 401 && !response.hasHeader('WWW-Authenticate')) {
      response.setHeader('WWW-Authenticate', 'Session');
    }
    sayWhen(response, body);
    response.status(body.status).type('application/problem+json').json(body);
  }

  /** The problem that an error becomes. */
  describe(error: unknown): ProblemBody {
    if (error instanceof InvalidInput) return this.body('VALIDATION_FAILED', {}, { errors: error.errors });
    if (error instanceof DomainError) return this.body(error.code, error.facts, { facts: error.facts });
    const status = statusOf(error);
    const code = status === undefined ? undefined : CODE_OF_STATUS[status];
    if (code !== undefined) return this.body(code, {});
    this.log.error('request.failed', { error });
    return this.body('INTERNAL_ERROR', { request_id: currentRequestId() ?? null });
  }

  private body(
    code: string,
    facts: DomainFacts,
    more: Pick<ProblemBody, 'errors' | 'facts'> = {},
  ): ProblemBody {
    const text = this.catalog.find(code);
    if (text === undefined) {
      this.log.error('problem.unknown_code', { code });
      return this.body('INTERNAL_ERROR', { request_id: currentRequestId() ?? null });
    }
    return {
      type: `urn:perehod:problem:${code}`,
      title: text.title,
      status: STATUS[text.kind],
      detail: fillText(text.detail, facts),
      code,
      request_id: currentRequestId() ?? null,
      ...more,
    };
  }
}

/** RFC 9110, 10.2.3: who tried too often is told when to come back. */
export function sayWhen(response: Pick<ServerResponse, 'setHeader'>, { status, facts }: ProblemBody): void {
  const seconds = facts?.['retry_after_seconds'];
  if (status === STATUS.too_many && typeof seconds === 'number') response.setHeader('Retry-After', seconds);
}

/** Errors of Nest, of body parsers and of http-errors all carry a status below 500 when the caller is at fault. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null) return undefined;
  const status = (error as { status?: unknown }).status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
