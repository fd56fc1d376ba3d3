import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { DomainError } from '../../kernel/domain-error.js';
import { Clock } from '../../platform/clock/clock.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { readCookie } from '../../platform/http/cookies.js';
import { PUBLIC_KEY } from '../../platform/http/public.decorator.js';
import { RecognisePrincipal } from '../application/recognise-principal.js';
import { mayAnywhere, type Principal } from '../domain/principal.js';
import type { Right } from '../domain/rights.js';
import { ADMIN_COOKIE } from './admin-cookie.js';
import { RIGHT_KEY } from './requires-right.decorator.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Stands before every route: one that says nothing of who may use it is closed to all. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(RecognisePrincipal) private readonly recognise: RecognisePrincipal,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlatformSettings) private readonly settings: PlatformSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_KEY, targets) === true) return true;
    const right = this.reflector.getAllAndOverride<Right | undefined>(RIGHT_KEY, targets);
    if (right === undefined) throw new DomainError('FORBIDDEN', 'forbidden');

    const request = context.switchToHttp().getRequest<Request & { principal?: Principal }>();
    const token = readCookie(request, ADMIN_COOKIE);
    if (token === null) throw new DomainError('UNAUTHENTICATED', 'unauthenticated');
    this.refuseForeignOrigin(request);
    const principal = await this.unitOfWork.run((tx) => this.recognise.execute(tx, token, this.clock.now()));
    if (principal === null) throw new DomainError('UNAUTHENTICATED', 'unauthenticated');
    if (!mayAnywhere(principal, right)) throw new DomainError('FORBIDDEN', 'forbidden');
    request.principal = principal;
    return true;
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
