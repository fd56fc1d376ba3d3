import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../access/index.js';
import { parseUuid, type Uuid } from '../../kernel/ids.js';
import { type Consent, Consents } from '../../linking/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { decodeCursor } from '../../platform/http/cursor.js';
import { idOfPath, InvalidInput } from '../../platform/http/validation.js';
import { AuditedAs } from './audit/audited-as.js';
import { AdministratorActs } from './administrator-acts.js';
import { type ConsentDto, ConsentsPageDto, ConsentsQuery, PaperConsentDto } from './consents.dto.js';
import { BasisDto, CreatedDto } from './family-ties.dto.js';
import { pageByMoment } from './moment-cursor.js';

/** The consent register, as a school keeps its papers in it. */
@ApiTags('families')
@ApiCookieAuth('admin')
@Controller('api/v1/consents')
export class ConsentsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Consents) private readonly consents: Consents,
    @Inject(AdministratorActs) private readonly acts: AdministratorActs,
  ) {}

  /** Согласия учеников ваших школ, новые сначала. */
  @Get()
  @RequiresRight('consents.record')
  @AuditedAs('consents.listed', 'consent')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ConsentsQuery,
  ): Promise<ConsentsPageDto> {
    const subjectId = query.subject_id === undefined ? null : (query.subject_id as Uuid);
    const page = { limit: query.limit, before: cursorOf(query), subjectId };
    const found = await this.unitOfWork.run(async (tx) => {
      const { reach, today } = await this.acts.of(tx, principal, 'consents.record');
      return this.consents.list(tx, reach, today, page);
    });
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ givenAt }) => givenAt);
    return { items: items.map(present), next_cursor };
  }

  /** Записать согласие, данное на бумаге. */
  @Post()
  @RequiresRight('consents.record')
  async record(@CurrentPrincipal() principal: Principal, @Body() body: PaperConsentDto): Promise<CreatedDto> {
    const paper = {
      subjectId: body.subject_id as Uuid,
      giverId: body.giver_id as Uuid,
      purpose: body.purpose,
      textVersion: body.text_version,
      basis: body.basis,
    };
    return this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'consents.record');
      return { id: await this.consents.record(tx, paper, act) };
    });
  }

  /** Записать отзыв согласия, поданный на бумаге. */
  @Post(':id/withdrawal')
  @HttpCode(204)
  @RequiresRight('consents.record')
  async withdraw(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: BasisDto,
  ): Promise<void> {
    await this.unitOfWork.run(async (tx) =>
      this.consents.recordWithdrawal(
        tx,
        id,
        body.basis,
        await this.acts.of(tx, principal, 'consents.record'),
      ),
    );
  }
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function cursorOf({ cursor }: ConsentsQuery): { readonly givenAt: Date; readonly id: Uuid } | null {
  if (cursor === undefined) return null;
  const [moment = '', text = ''] = decodeCursor(cursor, 2) ?? [];
  const [givenAt, id] = [new Date(MOMENT.test(moment) ? moment : NaN), parseUuid(text)];
  if (Number.isNaN(givenAt.getTime()) || id === null)
    throw new InvalidInput([{ field: 'cursor', message: 'возьмите значение next_cursor прошлой страницы' }]);
  return { givenAt, id };
}

function present(consent: Consent): ConsentDto {
  return {
    id: consent.id,
    subject_id: consent.subjectId,
    giver_id: consent.giverId,
    giver_kind: consent.giverKind,
    purpose: consent.purpose,
    text_version: consent.textVersion,
    given_at: consent.givenAt,
    channel: consent.channel,
    basis: consent.basis,
    withdrawn_at: consent.withdrawnAt,
  };
}
