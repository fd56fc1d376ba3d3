import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  type RawBodyRequest,
} from '@nestjs/common';
import type { Request } from 'express';
import { DomainError } from '../../kernel/domain-error.js';
import { Clock } from '../../platform/clock/clock.js';
import { DeliverySettings } from '../delivery.settings.js';
import { isSignedCall } from '../gateway/call-signature.js';

/** Lets in who signed the very bytes of the body with GATEWAY_SECRET within the last five minutes; without a secret, nobody. */
@Injectable()
export class SignedCallGuard implements CanActivate {
  constructor(
    @Inject(DeliverySettings) private readonly settings: DeliverySettings,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<RawBodyRequest<Request>>();
    const { gatewaySecret } = this.settings;
    const body = request.rawBody ?? Buffer.alloc(0);
    if (gatewaySecret !== undefined && isSignedCall(gatewaySecret, request.headers, body, this.clock.now()))
      return true;
    throw new DomainError('CALL_UNSIGNED', 'unauthenticated');
  }
}
