import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Observable } from 'rxjs';
import type { CalendarDate } from '../../kernel/calendar-date.js';

const DEPRECATION = 'perehod:deprecation';

/** The end of a route, told beforehand: at least half a year lies between the two days (docs/admin-api.md). */
export interface Deprecation {
  readonly since: CalendarDate;
  /** From this day on the route may be gone. */
  readonly sunset: CalendarDate;
  /** The path that takes its place. */
  readonly successor: string;
}

/** Says in every answer of a deprecated route since when and until when: RFC 9745, RFC 8594, RFC 5829. */
@Injectable()
class DeprecationHeaders implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const end = Reflect.getMetadata(DEPRECATION, context.getHandler()) as Deprecation;
    const response = context.switchToHttp().getResponse<Response>();
    response.setHeader('Deprecation', `@${Date.parse(`${end.since}T00:00:00Z`) / 1000}`);
    response.setHeader('Sunset', new Date(`${end.sunset}T00:00:00Z`).toUTCString());
    response.setHeader('Link', `<${end.successor}>; rel="successor-version"`);
    return next.handle();
  }
}

/** Marks a route that has a successor; the description of the API marks it too. */
export const Deprecated = (end: Deprecation): MethodDecorator =>
  applyDecorators(
    SetMetadata(DEPRECATION, end),
    ApiOperation({ deprecated: true }),
    UseInterceptors(DeprecationHeaders),
  );
