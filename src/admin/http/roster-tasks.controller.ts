import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { maskName } from '../../kernel/person-name.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { idOfPath } from '../../platform/http/validation.js';
import { PeopleDesk, type RosterTask, taskText } from '../../roster/index.js';
import { AuditedAs } from './audit/audited-as.js';
import { Deciders } from './deciders.js';
import { isMoment, isUuid, keyOf } from './cursor-key.js';
import { TaskDoneBody } from './person-merges.dto.js';
import { type RosterTaskDto, RosterTasksPageDto, RosterTasksQuery } from './roster-tasks.dto.js';
import { pageByMoment } from './moment-cursor.js';

/** What a school should mend in its roster, and where. */
@ApiTags('roster-tasks')
@ApiCookieAuth('admin')
@Controller('api/v1/roster-tasks')
export class RosterTasksController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Deciders) private readonly deciders: Deciders,
    @Inject(PeopleDesk) private readonly desk: PeopleDesk,
  ) {}

  /** Открытые задачи школ, старые сначала. */
  @Get()
  @RequiresRight('roster_tasks.read')
  @AuditedAs('roster_tasks.listed', 'roster_task')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: RosterTasksQuery,
  ): Promise<RosterTasksPageDto> {
    const reading = { scope: reachOf(principal, 'roster_tasks.read'), now: this.clock.now() };
    const filter = { schoolId: (query.school_id ?? null) as Uuid | null, code: query.code ?? null };
    const page = { limit: query.limit, after: keyOf(query, isMoment, isUuid) };
    const found = await this.unitOfWork.direct((tx) => this.desk.tasks(tx, reading, filter, page));
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ openedAt }) => openedAt);
    return { items: items.map(present), next_cursor };
  }

  /** Задача сделана. */
  @Post(':id/done')
  @HttpCode(204)
  @RequiresRight('roster_tasks.close')
  done(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { note }: TaskDoneBody,
  ): Promise<void> {
    return this.unitOfWork.run(async (tx) =>
      this.desk.finishTask(tx, await this.deciders.of(tx, principal, 'roster_tasks.close'), id, note),
    );
  }
}

function present(task: RosterTask): RosterTaskDto {
  const { id, code, personId, isProtected, attributes, openedAt } = task;
  const name = { last: task.lastName ?? '', first: task.firstName ?? '', middle: task.middleName };
  return {
    ...{ id, code, school_id: task.schoolId, school_name: task.schoolName, person_id: personId },
    person_name: personId === null || isProtected ? null : maskName(name),
    ...taskText(code, attributes, task.source),
    attributes: [...attributes],
    opened_at: openedAt,
  };
}
