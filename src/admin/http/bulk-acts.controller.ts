import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { SchoolDecisions } from '../../linking/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DoneByRow } from '../../platform/idempotency/idempotency.decorators.js';
import { InvalidInput } from '../../platform/http/validation.js';
import { PeopleDesk } from '../../roster/index.js';
import {
  BulkResultDto,
  LinkRevocationsDto,
  type ReviewDecisionRowDto,
  ReviewDecisionsDto,
  TasksDoneDto,
} from './bulk.dto.js';
import { Deciders } from './deciders.js';
import { EachRow } from './each-row.js';

/** What a school does to many at once (ADM-02): each row by itself, with its own result. */
@ApiTags('bulk')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class BulkActsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(EachRow) private readonly eachRow: EachRow,
    @Inject(SchoolDecisions) private readonly decisions: SchoolDecisions,
    @Inject(Deciders) private readonly deciders: Deciders,
    @Inject(PeopleDesk) private readonly people: PeopleDesk,
  ) {}

  /** Решить несколько дел о привязке сразу; отказ в одной строке не мешает другим. */
  @Post('link-reviews/decisions')
  @DoneByRow()
  @HttpCode(200)
  @RequiresRight('link_reviews.decide')
  decideReviews(
    @CurrentPrincipal() principal: Principal,
    @Body() { decisions }: ReviewDecisionsDto,
  ): Promise<BulkResultDto> {
    return this.eachRow.run(
      decisions,
      ({ id }) => id,
      (row) => this.decideReview(principal, row),
    );
  }

  /** Прекратить несколько привязок сразу; отказ в одной строке не мешает другим. */
  @Post('links/revocations')
  @DoneByRow()
  @HttpCode(200)
  @RequiresRight('links.end')
  revokeLinks(
    @CurrentPrincipal() principal: Principal,
    @Body() { revocations }: LinkRevocationsDto,
  ): Promise<BulkResultDto> {
    const decider = { esiaPersonId: principal.esiaPersonId, place: reachOf(principal, 'links.end') };
    return this.eachRow.run(
      revocations,
      ({ id }) => id,
      async ({ id, reason, basis }) => {
        await this.decisions.revokeLink(decider, { linkId: id as Uuid, reason, basis: basis ?? null });
        return 'revoked';
      },
    );
  }

  /** Отметить несколько задач контингента сделанными. */
  @Post('roster-tasks/done')
  @DoneByRow()
  @HttpCode(200)
  @RequiresRight('roster_tasks.close')
  finishTasks(
    @CurrentPrincipal() principal: Principal,
    @Body() { ids, note }: TasksDoneDto,
  ): Promise<BulkResultDto> {
    return this.eachRow.run(
      ids,
      (id) => id,
      async (id) => {
        await this.unitOfWork.run(async (tx) => {
          const decider = await this.deciders.of(tx, principal, 'roster_tasks.close');
          await this.people.finishTask(tx, decider, id as Uuid, note ?? null);
        });
        return 'closed';
      },
    );
  }

  private async decideReview(principal: Principal, row: ReviewDecisionRowDto): Promise<string> {
    const decider = {
      esiaPersonId: principal.esiaPersonId,
      place: reachOf(principal, 'link_reviews.decide'),
    };
    const seen = { reviewId: row.id as Uuid, revision: row.revision, reason: row.reason };
    if (row.decision === 'reject') {
      await this.decisions.reject(decider, seen);
      return 'rejected';
    }
    if (row.account_id === undefined) {
      throw new InvalidInput([{ field: 'account_id', message: 'назовите запись журнала этого человека' }]);
    }
    const approval = { ...seen, accountId: row.account_id as Uuid, basis: row.basis ?? null };
    return (await this.decisions.approve(decider, approval)).kind;
  }
}
