import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import { type Caller, isMachine, type Principal } from '../domain/principal.js';

/** The administrator whom the guard recognised; a machine is nobody who may decide about people. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const caller = callerOf(context);
  if (isMachine(caller)) throw new DomainError('API_KEY_NOT_FOR_THIS', 'forbidden');
  return caller;
});

/** Whom the guard recognised: an administrator, or a machine where the route is open to API keys. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context),
);

function callerOf(context: ExecutionContext): Caller {
  const { caller } = context.switchToHttp().getRequest<{ caller?: Caller }>();
  if (caller === undefined) throw new DomainError('UNAUTHENTICATED', 'unauthenticated');
  return caller;
}
