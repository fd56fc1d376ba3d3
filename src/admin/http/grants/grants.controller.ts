import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { EntityManager } from 'typeorm';
import {
  CurrentPrincipal,
  type Grant,
  type GrantAct,
  GrantDesk,
  type Principal,
  RequiresRight,
} from '../../../access/index.js';
import { EsiaPersons } from '../../../esia/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { etagOf } from '../../../platform/http/etag.js';
import { currentRequestId } from '../../../platform/http/request-context.js';
import { idOfPath } from '../../../platform/http/validation.js';
import { AuditedAs } from '../audit/audited-as.js';
import { isMoment, isUuid, keyOf } from '../cursor-key.js';
import { dateOf } from '../date-of-body.js';
import { dateOf as dayOf, snilsOf } from '../people.parse.js';
import { type GrantDto, GrantEndDto, GrantsPageDto, GrantsQuery, NewGrantDto } from './grants.dto.js';
import { namesOfHolders, presentGrant } from './present-grant.js';

/** Who holds which role, where and until when (ADM-05). */
@ApiTags('grants')
@ApiCookieAuth('admin')
@Controller('api/v1/grants')
export class GrantsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(GrantDesk) private readonly desk: GrantDesk,
    @Inject(EsiaPersons) private readonly persons: EsiaPersons,
  ) {}

  /** Роли вашей области, последние сначала; имена и СНИЛС под маской. */
  @Get()
  @RequiresRight('grants.read')
  @AuditedAs('grants.listed', 'grant')
  list(@CurrentPrincipal() principal: Principal, @Query() query: GrantsQuery): Promise<GrantsPageDto> {
    const page = { limit: query.limit, after: keyOf(query, isMoment, isUuid) };
    return this.unitOfWork.direct(async (tx) => {
      const today = await this.desk.today(tx, principal, this.clock.now());
      const filter = {
        ...{ role: query.role ?? null, municipalityId: (query.municipality_id ?? null) as Uuid | null },
        ...{ schoolId: (query.school_id ?? null) as Uuid | null, notOverOn: query.all ? null : today },
      };
      const found = await this.desk.list(tx, principal, filter, page);
      const { items, next_cursor } = pageOf(found, query.limit, ({ givenAt, id }) => [
        givenAt.toISOString(),
        id,
      ]);
      const names = await namesOfHolders(tx, this.persons, items);
      return { items: items.map((grant) => presentGrant(grant, names, today)), next_cursor };
    });
  }

  /** Одна роль. */
  @Get(':id')
  @RequiresRight('grants.read')
  @AuditedAs('grant.read', 'grant')
  find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<GrantDto> {
    return this.unitOfWork.direct(async (tx) => {
      const grant = await this.desk.find(tx, principal, id);
      response.setHeader('ETag', etagOf(grant.revision));
      return this.one(tx, principal, grant);
    });
  }

  /** Дать роль по СНИЛС и дате рождения на основании приказа. Она начнёт действовать с первого входа человека через Госуслуги. */
  @Post()
  @RequiresRight('grants.change')
  give(@CurrentPrincipal() principal: Principal, @Body() body: NewGrantDto): Promise<GrantDto> {
    const order = {
      role: body.role,
      municipalityId: (body.municipality_id ?? null) as Uuid | null,
      schoolId: (body.school_id ?? null) as Uuid | null,
      classGroupId: (body.class_id ?? null) as Uuid | null,
      ...{ snils: snilsOf(body.snils), birthDate: dayOf('birth_date', body.birth_date) },
      document: { number: body.basis_number, date: dayOf('basis_date', body.basis_date) },
      ...{ validFrom: dateOf('valid_from', body.valid_from), validTo: dateOf('valid_to', body.valid_to) },
    };
    const act = this.actOf(principal);
    return this.unitOfWork.run(async (tx) => this.one(tx, principal, await this.desk.give(tx, act, order)));
  }

  /** Прекратить роль сразу; все сессии, открытые по ней, кончаются. If-Match не нужен: прекращение срочно. */
  @Post(':id/end')
  @HttpCode(200)
  @RequiresRight('grants.change')
  end(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: GrantEndDto,
  ): Promise<GrantDto> {
    const act = this.actOf(principal);
    return this.unitOfWork.run(async (tx) =>
      this.one(tx, principal, await this.desk.end(tx, act, id, reason)),
    );
  }

  private async one(tx: EntityManager, principal: Principal, grant: Grant): Promise<GrantDto> {
    const today = await this.desk.today(tx, principal, this.clock.now());
    return presentGrant(grant, await namesOfHolders(tx, this.persons, [grant]), today);
  }

  private actOf(principal: Principal): GrantAct {
    return { principal, now: this.clock.now(), traceId: currentRequestId() };
  }
}
