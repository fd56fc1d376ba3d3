import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { pageOf } from '../../platform/http/cursor.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { idOfPath } from '../../platform/http/validation.js';
import { MergePeople, PeopleDesk } from '../../roster/index.js';
import { AuditedAs } from './audit/audited-as.js';
import { isNumber, keyOf } from './cursor-key.js';
import { Deciders } from './deciders.js';
import { DecisionDto, ReasonBody } from './person-decisions.dto.js';
import { PersonMergesPageDto } from './person-merges.dto.js';

/** Merges and splits of persons: those that wait for a second administrator, and those that can be undone. */
@ApiTags('people')
@ApiCookieAuth('admin')
@Controller('api/v1/person-merges')
export class PersonMergesController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Deciders) private readonly deciders: Deciders,
    @Inject(PeopleDesk) private readonly desk: PeopleDesk,
    @Inject(MergePeople) private readonly mergePeople: MergePeople,
  ) {}

  /** Объединения и разделения людей, новые сначала. */
  @Get()
  @RequiresRight('people.read')
  @AuditedAs('person_merges.listed', 'person_merge')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PageQuery,
  ): Promise<PersonMergesPageDto> {
    const reading = { scope: reachOf(principal, 'people.read'), now: this.clock.now() };
    const page = { limit: query.limit, after: keyOf(query, isNumber) };
    const found = await this.unitOfWork.direct((tx) => this.desk.decisions(tx, reading, page));
    const { items, next_cursor } = pageOf(found, query.limit, ({ no }) => [no]);
    return {
      next_cursor,
      items: items.map(({ id, kind, state, personId, otherId, reason, decidedAt, doneAt, undoneAt }) => ({
        ...{ id, kind, state, person_id: personId, other_id: otherId, reason },
        ...{ decided_at: decidedAt, done_at: doneAt, undone_at: undoneAt },
      })),
    };
  }

  /** Подтвердить объединение людей с разными СНИЛС; не тот, кто предложил. */
  @Post(':id/confirm')
  @HttpCode(200)
  @RequiresRight('people.change')
  confirm(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: ReasonBody,
  ): Promise<DecisionDto> {
    return this.unitOfWork.run(async (tx) =>
      this.mergePeople.confirm(tx, await this.deciders.of(tx, principal), id, reason),
    );
  }

  /** Отменить объединение или разделение либо отозвать предложение. */
  @Post(':id/undo')
  @HttpCode(200)
  @RequiresRight('people.change')
  undo(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: ReasonBody,
  ): Promise<DecisionDto> {
    return this.unitOfWork.run(async (tx) =>
      this.mergePeople.undo(tx, await this.deciders.of(tx, principal), id, reason),
    );
  }
}
