import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../../access/index.js';
import { dayIn } from '../../../kernel/calendar-date.js';
import type { Uuid } from '../../../kernel/ids.js';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { currentRequestId } from '../../../platform/http/request-context.js';
import { idOfPath, InvalidInput } from '../../../platform/http/validation.js';
import { DeclarationReadings, type DeclarationsAct, DeclareAccounts } from '../../../statistics/index.js';
import { Territory } from '../../../territory/index.js';
import { isUuid, keyOf } from '../cursor-key.js';
import { CreatedDto } from '../family-ties.dto.js';
import {
  ClassDeclarationsDto,
  DeclarationsQuery,
  DeclarationToRecordDto,
  DeclaredPupilsDto,
  ListedPupilsDto,
  WithdrawalDto,
} from './declarations.dto.js';
import { presentPupil, readerOf } from './present-pupil.js';

/** «УЗ создана»: what the homeroom teacher knows from the parents (I-06). */
@ApiTags('declarations')
@ApiCookieAuth('admin')
@Controller('api/v1/declarations')
export class DeclarationsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(DeclareAccounts) private readonly declare: DeclareAccounts,
    @Inject(DeclarationReadings) private readonly readings: DeclarationReadings,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Ученики своего класса или школы и то, что о них известно. Каждое чтение записывается в аудит. */
  @Get()
  @RequiresRight('declarations.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: DeclarationsQuery,
  ): Promise<ListedPupilsDto> {
    if (query.school_id === undefined && query.class_id === undefined) {
      throw new InvalidInput([{ field: 'school_id', message: 'назовите школу или класс' }]);
    }
    const asked = {
      schoolId: (query.school_id ?? null) as Uuid | null,
      classId: (query.class_id ?? null) as Uuid | null,
      ...{ asOf: null, filter: null, limit: query.limit },
      after: (keyOf(query, isUuid)?.[0] ?? null) as Uuid | null,
    };
    const reader = readerOf(principal, 'declarations.read', this.clock.now());
    const { asOf, rows } = await this.unitOfWork.run((tx) =>
      this.readings.pupils(tx, 'declarations.listed', asked, reader),
    );
    const { items, next_cursor } = pageOf(rows, query.limit, ({ personId }) => [personId]);
    return { as_of: asOf, items: items.map(presentPupil), next_cursor };
  }

  /** Отметить «УЗ создана» у одного ученика. */
  @Post()
  @RequiresRight('declarations.record')
  async record(
    @CurrentPrincipal() principal: Principal,
    @Body() body: DeclarationToRecordDto,
  ): Promise<CreatedDto> {
    const wanted = { schoolId: idIn(body.school_id), personId: idIn(body.person_id) };
    return this.unitOfWork.run(async (tx) => ({
      id: await this.declare.record(tx, wanted, await this.actOf(tx, principal)),
    }));
  }

  /** Отметить учеников одного класса: ответ о каждом, записывается всё, что можно записать. */
  @Post('bulk')
  @HttpCode(200)
  @RequiresRight('declarations.record')
  async recordClass(
    @CurrentPrincipal() principal: Principal,
    @Body() body: ClassDeclarationsDto,
  ): Promise<DeclaredPupilsDto> {
    const wanted = { classId: idIn(body.class_id), personIds: body.person_ids.map(idIn) };
    const rows = await this.unitOfWork.run(async (tx) =>
      this.declare.recordClass(tx, wanted, await this.actOf(tx, principal)),
    );
    return {
      items: rows.map(({ personId, outcome, declarationId }) => ({
        ...{ person_id: personId, outcome, declaration_id: declarationId },
      })),
    };
  }

  /** Отозвать отметку: она ошибочна или семья передумала. Прошлые дни не меняются. */
  @Post(':id/withdraw')
  @HttpCode(204)
  @RequiresRight('declarations.record')
  async withdraw(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: WithdrawalDto,
  ): Promise<void> {
    await this.unitOfWork.run(async (tx) =>
      this.declare.withdraw(tx, { id, reason }, await this.actOf(tx, principal)),
    );
  }

  private async actOf(tx: EntityManager, principal: Principal): Promise<DeclarationsAct> {
    const now = this.clock.now();
    const { timeZone } = await this.territory.region(tx, principal.regionId);
    return {
      actor: { kind: 'administrator', id: principal.esiaPersonId },
      administratorId: principal.esiaPersonId,
      reach: reachOf(principal, 'declarations.record'),
      ...{ now, today: dayIn(now, timeZone), traceId: currentRequestId() ?? null },
    };
  }
}

/** A UUID that a DTO has checked, as the database writes it. */
function idIn(text: string): Uuid {
  return text.toLowerCase() as Uuid;
}
