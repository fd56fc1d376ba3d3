import { Body, Controller, Get, HttpCode, Inject, Put, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { InvalidInput } from '../../../platform/http/validation.js';
import { DeclarationReadings } from '../../../statistics/index.js';
import { isUuid, keyOf } from '../cursor-key.js';
import { dateOf } from '../date-of-body.js';
import { ListedPupilsDto } from './declarations.dto.js';
import { ComparisonDto, ComparisonQuery, DeviationThresholdDto, PupilsQuery } from './drill-down.dto.js';
import { presentPupil, readerOf } from './present-pupil.js';

/** From the region down to the school by counts, and from the school to the person for the school alone (STAT-04, STAT-10). */
@ApiTags('statistics')
@ApiCookieAuth('admin')
@Controller('api/v1/statistics')
export class DrillDownController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(DeclarationReadings) private readonly readings: DeclarationReadings,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Ученики школы или класса на день: кто не привязан, у кого расхождение. Каждое чтение записывается в аудит. */
  @Get('people')
  @RequiresRight('statistics.people')
  async people(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PupilsQuery,
  ): Promise<ListedPupilsDto> {
    if (query.school_id === undefined && query.class_id === undefined) {
      throw new InvalidInput([{ field: 'school_id', message: 'назовите школу или класс' }]);
    }
    const asked = {
      schoolId: (query.school_id ?? null) as Uuid | null,
      classId: (query.class_id ?? null) as Uuid | null,
      ...{ asOf: dateOf('as_of', query.as_of), filter: query.status ?? null, limit: query.limit },
      after: (keyOf(query, isUuid)?.[0] ?? null) as Uuid | null,
    };
    const reader = readerOf(principal, 'statistics.people', this.clock.now());
    const { asOf, rows } = await this.unitOfWork.run((tx) =>
      this.readings.pupils(tx, 'statistics.people_listed', asked, reader),
    );
    const { items, next_cursor } = pageOf(rows, query.limit, ({ personId }) => [personId]);
    return { as_of: asOf, items: items.map(presentPupil), next_cursor };
  }

  /** Заявлено, привязано и используется рядом, с пометкой расхождения. Классы видит только их школа. */
  @Get('declared')
  @RequiresRight('statistics.read')
  async declared(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ComparisonQuery,
  ): Promise<ComparisonDto> {
    const asked = {
      ...{ asOf: dateOf('as_of', query.as_of), level: query.level, limit: query.limit },
      municipalityId: (query.municipality_id ?? null) as Uuid | null,
      schoolId: (query.school_id ?? null) as Uuid | null,
      after: (keyOf(query, isUuid)?.[0] ?? null) as Uuid | null,
    };
    const scope = reachOf(principal, 'statistics.read');
    const found = await this.unitOfWork.direct((tx) => this.readings.comparison(tx, scope, asked));
    const { items, next_cursor } = pageOf(found.rows, query.limit, ({ unitId }) => [unitId]);
    return {
      ...{ as_of: found.snapshot.asOf, snapshot_id: found.snapshot.id, revision: found.snapshot.revision },
      threshold: found.threshold,
      items: items.map(({ unitId, schoolId, ...one }) => ({
        ...{ unit_id: unitId, school_id: schoolId, gap: one.declared - one.linked, ...one },
      })),
      next_cursor,
    };
  }

  /** С какого расхождения числа помечаются. */
  @Get('deviation-threshold')
  @RequiresRight('statistics.read')
  threshold(@CurrentPrincipal() { regionId }: Principal): Promise<DeviationThresholdDto> {
    return this.unitOfWork.direct((tx) => this.readings.threshold(tx, regionId));
  }

  /** Изменить порог расхождения. Числа не меняются, меняются пометки. */
  @Put('deviation-threshold')
  @HttpCode(204)
  @RequiresRight('statistics.policy')
  async setThreshold(
    @CurrentPrincipal() principal: Principal,
    @Body() body: DeviationThresholdDto,
  ): Promise<void> {
    const { percent, least } = body;
    const author = readerOf(principal, 'statistics.policy', this.clock.now());
    await this.unitOfWork.run((tx) => this.readings.setThreshold(tx, { percent, least }, author));
  }
}
