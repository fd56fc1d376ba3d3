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
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) {
      response.setHeader('WWW-Authenticate', 'Bearer realm="internal"');
      throw new DomainError('INTERNAL_TOKEN_REQUIRED', 'unauthenticated');
    }
    const system = await this.clients.systemOf(token);
    if (system === null) {
      response.setHeader('WWW-Authenticate', 'Bearer realm="internal", error="invalid_token"');
      throw new DomainError('INTERNAL_TOKEN_INVALID', 'unauthenticated');
    }
    request[SYSTEM] = system;
    return true;
  }
}

/** Closes a controller of `/internal/v1` to all but e-journal backends; administrators' rights have no say there. */
export const ForJournalSystems = (): ClassDecorator =>
  applyDecorators(Public(), UseGuards(InternalClientGuard));

/** The e-journal system that calls, in a route of a controller with ForJournalSystems. */
export const CallingJournalSystem = createParamDecorator(
  (_: unknown, context: ExecutionContext): JournalSystem => {
    const system = context.switchToHttp().getRequest<InternalRequest>()[SYSTEM];
    if (system === undefined) throw new Error('The route is not behind InternalClientGuard');
    return system;
  },
);
