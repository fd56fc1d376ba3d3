import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { EntityManager } from 'typeorm';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { etagOf, revisionOf } from '../../../platform/http/etag.js';
import { idOfPath } from '../../../platform/http/validation.js';
import {
  AnswerRollup,
  BuildRollup,
  ReadRollups,
  type ReportsAct,
  type Rollup,
  SubmitRollup,
} from '../../../statistics/index.js';
import { dayOf } from '../campaign-days.js';
import { isDay, isUuid, keyOf } from '../cursor-key.js';
import { presentRollup, presentRollupDetails } from './present-rollup.js';
import { ReportActs } from './report-acts.js';
import {
  ReturnRollupDto,
  RollupDetailsDto,
  RollupRevisionsDto,
  RollupsPageDto,
  RollupsQuery,
  RollupStepsDto,
  SubmitRollupDto,
} from './rollups.dto.js';

const IF_MATCH = { name: 'If-Match', description: 'ETag свода, каким вы его видели', required: true };

type Deed = (tx: EntityManager, act: ReportsAct) => Promise<Rollup>;

/** Roll-ups of municipalities (e.4): built from accepted reports, signed by the head, accepted by the ministry. */
@ApiTags('rollups')
@ApiCookieAuth('admin')
@Controller('api/v1/rollups')
export class RollupsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ReportActs) private readonly acts: ReportActs,
    @Inject(ReadRollups) private readonly reading: ReadRollups,
    @Inject(BuildRollup) private readonly building: BuildRollup,
    @Inject(SubmitRollup) private readonly submitting: SubmitRollup,
    @Inject(AnswerRollup) private readonly answering: AnswerRollup,
  ) {}

  /** Своды: новые периоды сначала, внутри периода по названию муниципалитета. */
  @Get()
  @RequiresRight('rollups.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: RollupsQuery,
  ): Promise<RollupsPageDto> {
    const filter = { periodId: (query.period_id ?? null) as Uuid | null, state: query.state ?? null };
    const page = { limit: query.limit, after: keyOf(query, isDay, () => true, isUuid) };
    const scope = reachOf(principal, 'rollups.read');
    const found = await this.unitOfWork.direct((tx) => this.reading.list(tx, scope, filter, page));
    const { items, next_cursor } = pageOf(found, query.limit, ({ period, municipality, id }) => [
      ...[period.asOf, municipality.name, id],
    ]);
    const now = this.acts.now();
    return { items: items.map((rollup) => presentRollup(rollup, now)), next_cursor };
  }

  /** Свод: числа по столбцам формы, школы и чего не хватает. ETag нужен, чтобы собрать, сдать, принять, вернуть. */
  @Get(':id')
  @RequiresRight('rollups.read')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RollupDetailsDto> {
    const scope = reachOf(principal, 'rollups.read');
    const reading = await this.unitOfWork.direct((tx) => this.reading.one(tx, scope, id));
    response.setHeader('ETag', etagOf(reading.rollup.etag));
    return presentRollupDetails(reading, this.acts.now());
  }

  /** Подписанные редакции, новые сначала: что именно было сдано, с отпечатком. Они не меняются. */
  @Get(':id/revisions')
  @RequiresRight('rollups.read')
  async revisions(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<RollupRevisionsDto> {
    const scope = reachOf(principal, 'rollups.read');
    const signed = await this.unitOfWork.direct((tx) => this.reading.revisions(tx, scope, id));
    return {
      items: signed.map(({ revision, snapshotId, content, hash, signedBy, signedAt, late }) => ({
        ...{ revision, snapshot_id: snapshotId, content, content_hash: hash },
        ...{ signed_by: signedBy, signed_at: signedAt, late },
      })),
    };
  }

  /** История: кто, когда и почему сделал со сводом. */
  @Get(':id/steps')
  @RequiresRight('rollups.read')
  async steps(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<RollupStepsDto> {
    const scope = reachOf(principal, 'rollups.read');
    const { steps } = await this.unitOfWork.direct((tx) => this.reading.one(tx, scope, id));
    return {
      items: steps.map(({ event, from, to, actor, reason, revision, at }) => ({
        ...{ event, from, to, actor_kind: actor.kind, actor_id: actor.id, reason, revision, at },
      })),
    };
  }

  /** Собрать числа свода из принятых отчётов: ученики складываются, взрослые считаются без повторов. */
  @Post(':id/build')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('rollups.build')
  build(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RollupDetailsDto> {
    const seen = { id, seen: revisionOf(ifMatch) };
    return this.done(principal, 'rollups.build', response, (tx, act) => this.building.execute(tx, act, seen));
  }

  /** Руководитель муниципального органа подписывает и сдаёт свод. Школы без принятого отчёта названы, каждая с причиной. */
  @Post(':id/submit')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('rollups.submit')
  submit(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { missing = [] }: SubmitRollupDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RollupDetailsDto> {
    const seen = { id, seen: revisionOf(ifMatch) };
    const named = missing.map(({ school_id, reason }) => ({ schoolId: school_id, reason }));
    return this.done(principal, 'rollups.submit', response, (tx, act) =>
      this.submitting.execute(tx, act, seen, named),
    );
  }

  /** Руководитель отзывает сданный свод, пока министерство его не приняло. */
  @Post(':id/recall')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('rollups.submit')
  recall(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RollupDetailsDto> {
    const seen = { id, seen: revisionOf(ifMatch) };
    return this.done(principal, 'rollups.submit', response, (tx, act) =>
      this.answering.recall(tx, act, seen),
    );
  }

  /** Вернуть свод: причина, новый срок, школы, чьи отчёты открываются снова. Принятый — пока период не закрыт. */
  @Post(':id/return')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('rollups.accept')
  return(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason, due_on, school_ids = [] }: ReturnRollupDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RollupDetailsDto> {
    const seen = { id, seen: revisionOf(ifMatch) };
    const returned = { reason, dueOn: dayOf('due_on', due_on), schoolIds: school_ids as Uuid[] };
    return this.done(principal, 'rollups.accept', response, (tx, act) =>
      this.answering.return(tx, act, seen, returned),
    );
  }

  /** Министерство принимает свод. */
  @Post(':id/accept')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('rollups.accept')
  accept(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RollupDetailsDto> {
    const seen = { id, seen: revisionOf(ifMatch) };
    return this.done(principal, 'rollups.accept', response, (tx, act) =>
      this.answering.accept(tx, act, seen),
    );
  }

  private async done(
    principal: Principal,
    right: Parameters<typeof reachOf>[1],
    response: Response,
    deed: Deed,
  ): Promise<RollupDetailsDto> {
    const { reading, now } = await this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, right);
      const { id } = await deed(tx, act);
      return { reading: await this.reading.one(tx, act.reach, id), now: act.now };
    });
    response.setHeader('ETag', etagOf(reading.rollup.etag));
    return presentRollupDetails(reading, now);
  }
}
