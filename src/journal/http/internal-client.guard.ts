import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
  type Type,
  UseGuards,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from '../../kernel/domain-error.js';
import { type InternalCaller, InternalClients, type InternalScope } from '../application/internal-clients.js';
import { Public } from '../../platform/http/public.decorator.js';
import type { RosterSender } from '../../roster/index.js';
import type { JournalSystem } from '../../territory/index.js';

/** RFC 6750, 2.1. */
const BEARER = /^Bearer ([A-Za-z0-9\-._~+/]+=*)$/i;
const CALLER = Symbol('the e-journal or contingent system that calls');

type InternalRequest = Request & { [CALLER]?: InternalCaller };

/**
 * Lets only e-journal backends in: `Authorization: Bearer <client-credentials token with scope internal>`. A token of another
 * scope is 403, everything else 401, with a WWW-Authenticate that says no more than RFC 6750 wants.
 */
@Injectable()
export class InternalClientGuard implements CanActivate {
  protected readonly scope: InternalScope = 'internal';

  constructor(@Inject(InternalClients) private readonly clients: InternalClients) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<InternalRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    try {
      request[CALLER] = await verifiedCaller(this.clients, request.headers.authorization, this.scope);
      return true;
    } catch (error) {
      const challenge = challengeOf(error);
      if (challenge !== null) response.setHeader('WWW-Authenticate', challenge);
      throw error;
    }
  }
}

/** Lets those in who bring rosters, contingent systems and e-journals: a token of scope `roster` (roles.md, 16). */
@Injectable()
export class RosterSourceGuard extends InternalClientGuard {
  protected override readonly scope = 'roster';
}

/**
 * The e-journal system of an `Authorization` header, of scope `internal`.
 *
 * @throws DomainError INTERNAL_TOKEN_REQUIRED, INTERNAL_TOKEN_INVALID, INTERNAL_SCOPE_MISSING
 */
export async function verifiedSystem(
  clients: InternalClients,
  authorization: string | undefined,
): Promise<JournalSystem> {
  return systemOf(await verifiedCaller(clients, authorization, 'internal'));
}

async function verifiedCaller(
  clients: InternalClients,
  authorization: string | undefined,
  scope: InternalScope,
): Promise<InternalCaller> {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new DomainError('INTERNAL_TOKEN_REQUIRED', 'unauthenticated');
  const caller = await clients.callerOf(token);
  if (caller === null) throw new DomainError('INTERNAL_TOKEN_INVALID', 'unauthenticated');
  if (!caller.scopes.includes(scope)) throw new DomainError('INTERNAL_SCOPE_MISSING', 'forbidden', { scope });
  return caller;
}

function systemOf(caller: InternalCaller | undefined): JournalSystem {
  if (caller?.system == null) throw new Error('The route is not closed by ForJournalSystems');
  return caller.system;
}

/** The WWW-Authenticate of a refusal by a guard (RFC 6750, 3); null for any other error. */
export function challengeOf(error: unknown): string | null {
  if (!(error instanceof DomainError)) return null;
  if (error.code === 'INTERNAL_TOKEN_REQUIRED') return 'Bearer realm="internal"';
  if (error.code === 'INTERNAL_SCOPE_MISSING')
    return `Bearer realm="internal", error="insufficient_scope", scope="${String(error.facts['scope'])}"`;
  return error.code === 'INTERNAL_TOKEN_INVALID' ? 'Bearer realm="internal", error="invalid_token"' : null;
}

/** Closes a controller of `/internal/v1` to all but e-journal backends; administrators' rights have no say there. */
export const ForJournalSystems = (): ClassDecorator =>
  applyDecorators(Public(), UseGuards(InternalClientGuard));

/** Closes a controller to all but who brings rosters in. */
export const ForRosterSources = (): ClassDecorator => applyDecorators(Public(), UseGuards(RosterSourceGuard));

/** True for a controller that is closed by {@link ForJournalSystems}. */
export function isForJournalSystems(controller: object): boolean {
  return isClosedBy(controller, InternalClientGuard);
}

/** True for a controller that is closed by {@link ForRosterSources}. */
export function isForRosterSources(controller: object): boolean {
  return isClosedBy(controller, RosterSourceGuard);
}

function isClosedBy(controller: object, guard: Type<CanActivate>): boolean {
  const guards = (Reflect.getMetadata('__guards__', controller) ?? []) as unknown[];
  return guards.includes(guard);
}

/** The e-journal system that calls, in a route of a controller with ForJournalSystems. */
export const CallingJournalSystem = createParamDecorator(
  (_: unknown, context: ExecutionContext): JournalSystem =>
    systemOf(context.switchToHttp().getRequest<InternalRequest>()[CALLER]),
);

/**
 * Who brings a roster, in a route of a controller with ForRosterSources.
 *
 * @throws DomainError NO_SCHOOLS_SERVED for a contingent system for which nothing was declared
 */
export const CallingRosterSender = createParamDecorator(
  (_: unknown, context: ExecutionContext): RosterSender => {
    const caller = context.switchToHttp().getRequest<InternalRequest>()[CALLER];
    if (caller === undefined) throw new Error('The route is not closed by ForRosterSources');
    if (caller.sender === null) throw new DomainError('NO_SCHOOLS_SERVED', 'forbidden');
    return caller.sender;
  },
);
