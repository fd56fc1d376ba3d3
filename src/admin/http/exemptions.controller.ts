import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { AskExemptions, EXEMPTION_TYPES, type Exemption, OverlayReadings } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { etagOf, revisionOf } from '../../platform/http/etag.js';
import { idOfPath } from '../../platform/http/validation.js';
import { AuditedAs } from './audit/audited-as.js';
import { dateOf } from './date-of-body.js';
import {
  type ExemptionDto,
  type ExemptionReportDto,
  ExemptionRequestDto,
  ExemptionsPageDto,
  ExemptionsQuery,
  type ExemptionTotalsDto,
  RenewalDto,
} from './exemptions.dto.js';
import { momentCursorOf, pageByMoment } from './moment-cursor.js';
import { OverlayActs } from './overlay-acts.js';
import { presentExemption } from './present-exemption.js';

/** Exemptions from the end of passwords: lists, requests, renewals. */
@ApiTags('exemptions')
@ApiCookieAuth('admin')
@Controller('api/v1/exemptions')
export class ExemptionsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(AskExemptions) private readonly ask: AskExemptions,
    @Inject(OverlayReadings) private readonly readings: OverlayReadings,
    @Inject(OverlayActs) private readonly acts: OverlayActs,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Исключения ваших школ, новые сначала. Руководитель кампании видит основания без людей. */
  @Get()
  @RequiresRight('exemptions.read')
  @AuditedAs('exemptions.listed', 'exemption')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ExemptionsQuery,
  ): Promise<ExemptionsPageDto> {
    const found = await this.readings.exemptions(reachOf(principal, 'exemptions.read'), {
      schoolId: (query.school_id ?? null) as Uuid | null,
      personId: (query.person_id ?? null) as Uuid | null,
      ...{ state: query.state ?? null, type: query.type ?? null, scope: query.scope ?? null },
      endsBy: dateOf('ends_by', query.ends_by),
      undecided: query.undecided,
      after: momentCursorOf(query.cursor),
      limit: query.limit + 1,
    });
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ requestedAt }) => requestedAt);
    return { items: items.map((one) => presentExemption(principal, one)), next_cursor };
  }

  /** Действующие сейчас исключения по школам, типам и датам окончания (I-40). */
  @Get('report')
  @RequiresRight('exemptions.read')
  async report(@CurrentPrincipal() principal: Principal): Promise<ExemptionReportDto> {
    const moment = this.clock.now();
    const rows = await this.readings.runningExemptions(reachOf(principal, 'exemptions.read'), moment);
    const ofType = (wanted: string) =>
      rows.filter(({ type }) => type === wanted).reduce((sum, { count }) => sum + count, 0);
    return {
      as_of: moment,
      totals: Object.fromEntries(
        EXEMPTION_TYPES.map((type) => [type, ofType(type)]),
      ) as unknown as ExemptionTotalsDto,
      items: rows.map(({ schoolId, scope, type, endsOn, count }) => ({
        ...{ school_id: schoolId, scope, type, ends_on: endsOn, count },
      })),
    };
  }

  /** Одно исключение; ETag нужен для решений. */
  @Get(':id')
  @RequiresRight('exemptions.read')
  @AuditedAs('exemption.read', 'exemption')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExemptionDto> {
    const one = await this.readings.exemption(reachOf(principal, 'exemptions.read'), id);
    if (one === null) throw new DomainError('NOT_FOUND', 'not_found');
    return tagged(response, principal, one);
  }

  /** Попросить исключение. Пока заявка ждёт решения, дело семьи считается открытым. */
  @Post()
  @RequiresRight('exemptions.request')
  async request(
    @CurrentPrincipal() principal: Principal,
    @Body() body: ExemptionRequestDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExemptionDto> {
    const wanted = {
      schoolId: body.school_id as Uuid,
      ...{ scope: body.scope, type: body.type, basis: body.basis, wave: body.wave ?? null },
      personId: (body.person_id ?? null) as Uuid | null,
      classGroupId: (body.class_id ?? null) as Uuid | null,
      ...{ ground: body.ground ?? null, evidenceRef: body.evidence_ref ?? null },
      startsOn: dateOf('starts_on', body.starts_on),
      endsOn: dateOf('ends_on', body.ends_on),
    };
    const one = await this.unitOfWork.run(async (tx) =>
      this.ask.request(tx, wanted, await this.acts.of(tx, principal, 'exemptions.request')),
    );
    return tagged(response, principal, one);
  }

  /** Попросить продлить: с 60-го дня до конца. До решения действует прежнее. */
  @Post(':id/renewal')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', description: 'ETag исключения, каким вы его видели', required: true })
  @RequiresRight('exemptions.request')
  async renew(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { basis, ends_on }: RenewalDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExemptionDto> {
    const wanted = { id, revision: revisionOf(ifMatch), basis, endsOn: dateOf('ends_on', ends_on) };
    const one = await this.unitOfWork.run(async (tx) =>
      this.ask.renew(tx, wanted, await this.acts.of(tx, principal, 'exemptions.request')),
    );
    return tagged(response, principal, one);
  }
}

function tagged(response: Response, principal: Principal, one: Exemption): ExemptionDto {
  response.setHeader('ETag', etagOf(one.revision));
  return presentExemption(principal, one);
}
