import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../domain/principal.js';

/** The administrator whom the guard recognised. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<{ principal?: Principal }>();
  if (principal === undefined) throw new DomainError('UNAUTHENTICATED', 'unauthenticated');
  return principal;
});
