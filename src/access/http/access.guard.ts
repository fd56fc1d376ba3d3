import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { DomainError } from '../../kernel/domain-error.js';
import { Clock } from '../../platform/clock/clock.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { readCookie } from '../../platform/http/cookies.js';
import { PUBLIC_KEY } from '../../platform/http/public.decorator.js';
import { serveUnder } from '../../platform/http/request-context.js';
import { RecogniseApiKey } from '../application/recognise-api-key.js';
import { RecognisePrincipal } from '../application/recognise-principal.js';
import { TellAuthority } from '../application/tell-authority.js';
import { type Caller, type Machine, mayAnywhere, type Principal } from '../domain/principal.js';
import type { Right } from '../domain/rights.js';
import { ADMIN_COOKIE } from './admin-cookie.js';
import { API_KEYS_KEY } from './open-to-api-keys.decorator.js';
import { callerAddress, presentedKey } from './presented-key.js';
import { RIGHT_KEY } from './requires-right.decorator.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Stands before every route: one that says nothing of who may use it is closed to all. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(RecognisePrincipal) private readonly recognise: RecognisePrincipal,
    @Inject(TellAuthority) private readonly authority: TellAuthority,
    @Inject(RecogniseApiKey) private readonly apiKeys: RecogniseApiKey,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlatformSettings) private readonly settings: PlatformSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_KEY, targets) === true) return true;
    const right = this.reflector.getAllAndOverride<Right | undefined>(RIGHT_KEY, targets);
    if (right === undefined) throw new DomainError('FORBIDDEN', 'forbidden');

    const request = context.switchToHttp().getRequest<Request & { caller?: Caller }>();
    const key = presentedKey(request);
    if (key === null) {
      request.caller = await this.administrator(request, right);
      return true;
    }
    const isOpen = this.reflector.getAllAndOverride<boolean | undefined>(API_KEYS_KEY, targets) === true;
    request.caller = await this.machine(context, key, isOpen ? right : null);
    return true;
  }

  /** Who brings a key is a machine, whatever cookies come along: no browser adds that header by itself. */
  private async machine(context: ExecutionContext, text: string, right: Right | null): Promise<Machine> {
    const http = context.switchToHttp();
    try {
      return await this.apiKeys.execute({ text, right, address: callerAddress(http.getRequest<Request>()) });
    } catch (error) {
      const isUnknown = error instanceof DomainError && error.kind === 'unauthenticated';
      // RFC 6750, 3.1.
      const scheme = 'Bearer realm="perehod", error="invalid_token"';
      if (isUnknown) http.getResponse<Response>().setHeader('WWW-Authenticate', scheme);
      throw error;
    }
  }

  private async administrator(request: Request, right: Right): Promise<Principal> {
    const token = readCookie(request, ADMIN_COOKIE);
    if (token === null) throw new DomainError('UNAUTHENTICATED', 'unauthenticated');
    this.refuseForeignOrigin(request);
    const principal = await this.unitOfWork.run((tx) => this.recognise.execute(tx, token, this.clock.now()));
    if (principal === null) throw new DomainError('UNAUTHENTICATED', 'unauthenticated');
    if (!mayAnywhere(principal, right)) throw new DomainError('FORBIDDEN', 'forbidden');
    serveUnder(this.authority.of(principal, right));
    return principal;
  }

  /** A session cookie proves the browser, not the page: what changes something must come from our own pages. */
  private refuseForeignOrigin(request: Request): void {
    if (SAFE_METHODS.has(request.method)) return;
    const origin = request.get('Origin');
    if (origin !== undefined && origin !== new URL(this.settings.publicUrl).origin) {
      throw new DomainError('FOREIGN_ORIGIN', 'forbidden');
    }
  }
}
