import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { mergeMap, type Observable } from 'rxjs';
import type { EntityManager } from 'typeorm';
import { type Caller, isMachine } from '../../../access/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { parseUuid, type Uuid } from '../../../kernel/ids.js';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { Schools } from '../../../territory/index.js';

const AUDITED_KEY = 'perehod:audited';

interface EntryOfRoute {
  readonly action: string;
  /** What `:id` of the path names; of a list, what it lists. */
  readonly subject: string;
}

/**
 * Writes each answer of a route into the audit, before it leaves: who, what of, how many rows, by which filters.
 * The filters' values stay out, for a search is the beginning of a name.
 */
@Injectable()
class AnswerRecorder implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Schools) private readonly schools: Schools,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const entry = this.reflector.get<EntryOfRoute>(AUDITED_KEY, context.getHandler());
    const request = context.switchToHttp().getRequest<Request & { caller: Caller }>();
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        await this.record(request, entry, answer);
        return answer;
      }),
    );
  }

  private async record(
    { caller, params, query }: Request & { caller: Caller },
    { action, subject }: EntryOfRoute,
    answer: unknown,
  ): Promise<void> {
    const id = params['id'];
    const items = (answer as { items?: unknown } | null)?.items;
    await this.unitOfWork.direct(async (tx) => {
      const schoolId = await this.schoolOf(tx, caller, query['school_id']);
      await this.audit.record(tx, {
        ...{ regionId: caller.regionId, at: this.clock.now(), action },
        actor: isMachine(caller)
          ? { kind: 'client', id: caller.apiKeyId }
          : { kind: 'administrator', id: caller.esiaPersonId },
        ...(typeof id === 'string' && { subject: { kind: subject, id: id.toLowerCase() } }),
        ...(schoolId !== null && { schoolId }),
        facts: {
          ...(Array.isArray(items) && { rows: items.length }),
          filters: Object.keys(query)
            .filter((name) => /^[a-z_]{1,40}$/.test(name) && !['cursor', 'limit'].includes(name))
            .sort(),
        },
      });
    });
  }

  /** The school that was asked for; null for one of another region, which the trail of this one does not name. */
  private async schoolOf(tx: EntityManager, { regionId }: Caller, asked: unknown): Promise<Uuid | null> {
    const id = typeof asked === 'string' ? parseUuid(asked) : null;
    if (id === null) return null;
    const region = { regionId, wholeRegion: true, municipalityIds: [], schoolIds: [] };
    return (await this.schools.find(tx, region, id))?.id ?? null;
  }
}

/** Each answer of this route stands in the audit as `action`: it shows people, or its use case keeps no entry of its own. */
export const AuditedAs = (action: string, subject: string): MethodDecorator =>
  applyDecorators(SetMetadata(AUDITED_KEY, { action, subject }), UseInterceptors(AnswerRecorder));
