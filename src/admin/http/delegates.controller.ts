import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import {
  CurrentPrincipal,
  DelegateDesk,
  type Grant,
  type Principal,
  reachOf,
  RequiresRight,
} from '../../access/index.js';
import { EsiaPersons } from '../../esia/index.js';
import { type CalendarDate, dayIn, parseCalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { parseSnils, type Snils } from '../../kernel/snils.js';
import { SchoolDecisions, SchoolReadings } from '../../linking/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { pageOf } from '../../platform/http/cursor.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { idOfPath, InvalidInput } from '../../platform/http/validation.js';
import { Territory } from '../../territory/index.js';
import { AuditedAs } from './audit/audited-as.js';
import { isMoment, isUuid, keyOf } from './cursor-key.js';
import {
  AppointDelegateDto,
  AppointedDelegateDto,
  DelegateEndDto,
  DelegatesQuery,
  SilentSchoolsDto,
} from './delegates.dto.js';
import { type GrantDto, GrantsPageDto } from './grants/grants.dto.js';
import { namesOfHolders, presentGrant } from './grants/present-grant.js';

/** Who decides where a school cannot: its administrators are relatives, or it is silent. */
@ApiTags('delegates')
@ApiCookieAuth('admin')
@Controller('api/v1/delegates')
export class DelegatesController {
  constructor(
    @Inject(SchoolReadings) private readonly readings: SchoolReadings,
    @Inject(SchoolDecisions) private readonly decisions: SchoolDecisions,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(DelegateDesk) private readonly desk: DelegateDesk,
    @Inject(EsiaPersons) private readonly persons: EsiaPersons,
  ) {}

  /** Уполномоченные, которых назначили вы и ваши коллеги, последние сначала: имена и СНИЛС под маской. */
  @Get()
  @RequiresRight('delegates.appoint')
  @AuditedAs('delegates.listed', 'grant')
  list(@CurrentPrincipal() principal: Principal, @Query() query: DelegatesQuery): Promise<GrantsPageDto> {
    const page = { limit: query.limit, after: keyOf(query, isMoment, isUuid) };
    return this.unitOfWork.direct(async (tx) => {
      const notOverOn = query.all ? null : await this.today(tx, principal);
      const filter = { schoolId: (query.school_id ?? null) as Uuid | null, notOverOn };
      const found = await this.desk.list(tx, principal, filter, page);
      const { items, next_cursor } = pageOf(found, query.limit, ({ givenAt, id }) => [
        givenAt.toISOString(),
        id,
      ]);
      return { items: await this.present(tx, principal, items), next_cursor };
    });
  }

  /** Школы, которые 30 дней не решают дела: только число дел, без людей. */
  @Get('silent-schools')
  @RequiresRight('delegates.appoint')
  async silent(@CurrentPrincipal() principal: Principal): Promise<SilentSchoolsDto> {
    const found = await this.readings.silentSchools(reachOf(principal, 'delegates.appoint'));
    return {
      items: found.map(({ schoolId, shortName, level, count, oldest }) => ({
        ...{ school_id: schoolId, short_name: shortName, level, count, oldest },
      })),
    };
  }

  /** Назначить уполномоченного: администратор школы на срок до 30 дней, по СНИЛС и дате рождения. */
  @Post()
  @RequiresRight('delegates.appoint')
  async appoint(
    @CurrentPrincipal() principal: Principal,
    @Body() body: AppointDelegateDto,
  ): Promise<AppointedDelegateDto> {
    const { esiaPersonId } = principal;
    const appointer = { esiaPersonId, scope: reachOf(principal, 'delegates.appoint') };
    const id = await this.decisions.appoint(appointer, {
      schoolId: body.school_id as Uuid,
      snils: snilsOf(body.snils),
      birthDate: dateOf('birth_date', body.birth_date),
      validTo: dateOf('valid_to', body.valid_to),
      basis: body.basis,
    });
    return { id };
  }

  /** Один уполномоченный. Чужого для вас нет. */
  @Get(':id')
  @RequiresRight('delegates.appoint')
  @AuditedAs('delegate.read', 'grant')
  find(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<GrantDto> {
    return this.unitOfWork.direct(async (tx) =>
      this.one(tx, principal, await this.desk.find(tx, principal, id)),
    );
  }

  /** Прекратить полномочия раньше срока; сессии, открытые по ним, кончаются сразу. If-Match не нужен: прекращение срочно. */
  @Post(':id/end')
  @HttpCode(200)
  @RequiresRight('delegates.appoint')
  end(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: DelegateEndDto,
  ): Promise<GrantDto> {
    const act = { principal, now: this.clock.now(), traceId: currentRequestId() };
    return this.unitOfWork.run(async (tx) =>
      this.one(tx, principal, await this.desk.end(tx, act, id, reason)),
    );
  }

  private async one(tx: EntityManager, principal: Principal, grant: Grant): Promise<GrantDto> {
    const [shown] = await this.present(tx, principal, [grant]);
    if (shown === undefined) throw new Error('one grant is presented as one');
    return shown;
  }

  private async present(
    tx: EntityManager,
    principal: Principal,
    grants: readonly Grant[],
  ): Promise<GrantDto[]> {
    const today = await this.today(tx, principal);
    const names = await namesOfHolders(tx, this.persons, grants);
    return grants.map((grant) => presentGrant(grant, names, today));
  }

  private async today(tx: EntityManager, { regionId }: Principal): Promise<CalendarDate> {
    return dayIn(this.clock.now(), (await this.territory.region(tx, regionId)).timeZone);
  }
}

function snilsOf(written: string): Snils {
  const snils = parseSnils(written);
  if (snils === null) {
    throw new InvalidInput([{ field: 'snils', message: 'проверьте СНИЛС: контрольное число не сходится' }]);
  }
  return snils;
}

function dateOf(field: string, written: string): CalendarDate {
  const date = parseCalendarDate(written);
  if (date === null) throw new InvalidInput([{ field, message: 'такого дня нет' }]);
  return date;
}
