import {
  applyDecorators,
  UseGuards,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from '../../kernel/domain-error.js';
import { InternalClients } from '../application/internal-clients.js';
import { Public } from '../../platform/http/public.decorator.js';
import type { JournalSystem } from '../../territory/index.js';

const SYSTEM = Symbol('journalSystem');
/** RFC 6750, 2.1. */
const BEARER = /^Bearer ([A-Za-z0-9\-._~+/]+=*)$/i;

type InternalRequest = Request & { [SYSTEM]?: JournalSystem };

/**
 * Lets only e-journal backends in: `Authorization: Bearer <client-credentials token with scope internal>`. Everything else is
 * 401 with a WWW-Authenticate that says no more than RFC 6750 wants.
 */
@Injectable()
export class InternalClientGuard implements CanActivate {
  constructor(@Inject(InternalClients) private readonly clients: InternalClients) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<InternalRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    try {
      request[SYSTEM] = await verifiedSystem(this.clients, request.headers.authorization);
      return true;
    } catch (error) {
      const challenge = challengeOf(error);
      if (challenge !== null) response.setHeader('WWW-Authenticate', challenge);
      throw error;
    }
  }
}

/**
 * The e-journal system of an `Authorization` header.
 *
 * @throws DomainError `INTERNAL_TOKEN_REQUIRED` or `INTERNAL_TOKEN_INVALID`
 */
export async function verifiedSystem(
  clients: InternalClients,
  authorization: string | undefined,
): Promise<JournalSystem> {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new DomainError('INTERNAL_TOKEN_REQUIRED', 'unauthenticated');
  const system = await clients.systemOf(token);
  if (system === null) throw new DomainError('INTERNAL_TOKEN_INVALID', 'unauthenticated');
  return system;
}

/** The WWW-Authenticate of a refusal by {@link verifiedSystem}; null for any other error. */
export function challengeOf(error: unknown): string | null {
  if (!(error instanceof DomainError)) return null;
  if (error.code === 'INTERNAL_TOKEN_REQUIRED') return 'Bearer realm="internal"';
  return error.code === 'INTERNAL_TOKEN_INVALID' ? 'Bearer realm="internal", error="invalid_token"' : null;
}

/** Closes a controller of `/internal/v1` to all but e-journal backends; administrators' rights have no say there. */
export const ForJournalSystems = (): ClassDecorator =>
  applyDecorators(Public(), UseGuards(InternalClientGuard));

/** True for a controller that is closed by {@link ForJournalSystems}. */
export function isForJournalSystems(controller: object): boolean {
  const guards = (Reflect.getMetadata('__guards__', controller) ?? []) as unknown[];
  return guards.includes(InternalClientGuard);
}

/** The e-journal system that calls, in a route of a controller with ForJournalSystems. */
export const CallingJournalSystem = createParamDecorator(
  (_: unknown, context: ExecutionContext): JournalSystem => {
    const system = context.switchToHttp().getRequest<InternalRequest>()[SYSTEM];
    if (system === undefined) throw new Error('The route is not behind InternalClientGuard');
    return system;
  },
);
