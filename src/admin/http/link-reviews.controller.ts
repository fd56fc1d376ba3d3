import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import { SaidOnce } from '../../platform/idempotency/idempotency.decorators.js';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { type ListedReview, type ReviewSheet, SchoolDecisions, SchoolReadings } from '../../linking/index.js';
import { pageOf } from '../../platform/http/cursor.js';
import { etagOf, revisionOf } from '../../platform/http/etag.js';
import { idOfPath } from '../../platform/http/validation.js';
import {
  ApproveReviewDto,
  type LinkReviewSheetDto,
  LinkReviewsPageDto,
  LinkReviewsQuery,
  RejectReviewDto,
  RevealDto,
  RevealedDto,
  type ReviewCandidateDto,
  ReviewDecisionDto,
} from './link-reviews.dto.js';
import { presentStep } from './present-link.js';
import { momentCursorOf } from './moment-cursor.js';

const IF_MATCH = { name: 'If-Match', description: 'ETag дела, каким вы его видели', required: true };

/** The cases that a school decides. */
@ApiTags('link-reviews')
@ApiCookieAuth('admin')
@Controller('api/v1/link-reviews')
export class LinkReviewsController {
  constructor(
    @Inject(SchoolReadings) private readonly readings: SchoolReadings,
    @Inject(SchoolDecisions) private readonly decisions: SchoolDecisions,
  ) {}

  /** Дела ваших школ, давние сначала; имена под маской. */
  @Get()
  @RequiresRight('link_reviews.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: LinkReviewsQuery,
  ): Promise<LinkReviewsPageDto> {
    const after = momentCursorOf(query.cursor);
    const found = await this.readings.reviews(reader(principal), {
      schoolId: (query.school_id ?? null) as Uuid | null,
      state: query.state ?? null,
      code: query.code ?? null,
      after: after && { openedAt: after.at, id: after.id },
      limit: query.limit + 1,
    });
    const { items, next_cursor } = pageOf(found, query.limit, ({ review }) => [
      review.openedAt.toISOString(),
      review.id,
    ]);
    return { items: items.map(present), next_cursor };
  }

  /** Одно дело: Госуслуги и журнал рядом, различия, что сделать, сроки. Чтение записывается. */
  @Get(':id')
  @RequiresRight('link_reviews.read')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LinkReviewSheetDto> {
    const sheet = await this.readings.review(reader(principal), id);
    if (sheet === null) throw new DomainError('NOT_FOUND', 'not_found');
    response.setHeader('ETag', etagOf(sheet.review.revision));
    return presentSheet(sheet);
  }

  /** Показать одно значение целиком, чтобы сверить с документом. Каждый показ записывается и считается. */
  @Post(':id/reveal')
  @SaidOnce()
  @HttpCode(200)
  @RequiresRight('link_reviews.decide')
  async reveal(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: RevealDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RevealedDto> {
    const { field, reason } = body;
    const accountId = (body.account_id ?? null) as Uuid | null;
    response.setHeader('Cache-Control', 'no-store');
    const order = { reviewId: id, field, accountId, reason };
    return { value: await this.decisions.reveal(decider(principal), order) };
  }

  /** Одобрить: выбранная запись принадлежит этому человеку. Где меняется СНИЛС или владелец, решают двое. */
  @Post(':id/approve')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('link_reviews.decide')
  async approve(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { account_id, reason, basis }: ApproveReviewDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReviewDecisionDto> {
    const { kind, revision } = await this.decisions.approve(decider(principal), {
      ...{ reviewId: id, revision: revisionOf(ifMatch), accountId: account_id as Uuid },
      ...{ reason, basis: basis ?? null },
    });
    response.setHeader('ETag', etagOf(revision));
    return { result: kind };
  }

  /** Отказать: это другой человек. Действующая привязка при этом кончается как ошибочная. */
  @Post(':id/reject')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('link_reviews.decide')
  async reject(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: RejectReviewDto,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<ReviewDecisionDto> {
    await this.decisions.reject(decider(principal), { reviewId: id, revision: revisionOf(ifMatch), reason });
    return { result: 'rejected' };
  }
}

function reader(principal: Principal) {
  return { esiaPersonId: principal.esiaPersonId, place: reachOf(principal, 'link_reviews.read') };
}

function decider(principal: Principal) {
  return { esiaPersonId: principal.esiaPersonId, place: reachOf(principal, 'link_reviews.decide') };
}

function present({ review, maskedName, timer }: ListedReview) {
  return {
    id: review.id,
    school_id: review.schoolId,
    link_id: review.linkId,
    code: review.code,
    rule: review.rule,
    state: review.state,
    level: review.level,
    person: maskedName,
    opened_at: review.openedAt,
    decided_at: review.decidedAt,
    awaits_second: review.state === 'open' && review.firstDecidedBy !== null,
    proposed_account_id: review.proposedAccountId,
    timer: {
      open_for_days: timer.openForDays,
      days_to_reminder: timer.daysToReminder,
      days_to_next_level: timer.daysToNextLevel,
    },
    revision: review.revision,
  };
}

function presentSheet(sheet: ReviewSheet): LinkReviewSheetDto {
  return {
    ...present(sheet),
    why: sheet.text.why,
    steps: [...sheet.text.steps],
    candidates: sheet.candidates.map(presentCandidate),
    new_snils_last2: sheet.newSnilsLast2,
    history: sheet.history.map((step) => presentStep(step)),
  };
}

function presentCandidate({
  card,
  maskedName,
  compared,
}: ReviewSheet['candidates'][number]): ReviewCandidateDto {
  return {
    account_id: card.id,
    role: card.role,
    schools: card.schools.map(({ id, shortName }) => ({ id, short_name: shortName })),
    class_label: card.classLabel,
    person: maskedName,
    attributes: (compared?.attributes ?? []).map((row) => ({ ...row })),
    birth_date_parts: compared === null ? null : { ...compared.birthDateParts },
    hint: compared?.hint ?? null,
  };
}
