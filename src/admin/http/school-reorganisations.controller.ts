import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { type CalendarDate, parseWrittenDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { idOfPath, InvalidInput } from '../../platform/http/validation.js';
import { type Reorganisation, ReorganiseSchool } from '../../roster/index.js';
import { Schools } from '../../territory/index.js';
import { ReorganisationDto, ReorganisationOrderDto } from './school-reorganisations.dto.js';

/** Mergers and splits of schools, told by the ministry. */
@ApiTags('schools')
@ApiCookieAuth('admin')
@Controller('api/v1/schools/:id/reorganisations')
export class SchoolReorganisationsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Schools) private readonly schools: Schools,
    @Inject(ReorganiseSchool) private readonly reorganise: ReorganiseSchool,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Реорганизовать школу: ученики, сотрудники и записи журналов переходят к преемнику; повтор ничего не меняет. */
  @Post()
  @RequiresRight('schools.reorganise')
  async record(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: ReorganisationOrderDto,
  ): Promise<ReorganisationDto> {
    const reach = reachOf(principal, 'schools.reorganise');
    const recorded = await this.unitOfWork.run(async (tx) => {
      const [from, to] = [
        await this.schools.find(tx, reach, id),
        await this.schools.find(tx, reach, body.to_school_id as Uuid),
      ];
      if (from === null || to === null) throw new DomainError('NOT_FOUND', 'not_found');
      return this.reorganise.execute(tx, {
        regionId: principal.regionId,
        kind: body.kind,
        fromSchoolId: from.id,
        toSchoolId: to.id,
        happensOn: dayOf(body),
        basis: body.basis,
        classIds: (body.class_ids ?? []) as Uuid[],
        actor: { kind: 'administrator', id: principal.esiaPersonId },
        now: this.clock.now(),
      });
    });
    return present(recorded);
  }
}

function dayOf({ happens_on }: ReorganisationOrderDto): CalendarDate {
  const day = parseWrittenDate(happens_on);
  if (day === null) throw new InvalidInput([{ field: 'happens_on', message: 'такой даты нет' }]);
  return day;
}

function present(recorded: Reorganisation): ReorganisationDto {
  return {
    id: recorded.id,
    kind: recorded.kind,
    from_school_id: recorded.fromSchoolId,
    to_school_id: recorded.toSchoolId,
    happens_on: recorded.happensOn,
    basis: recorded.basis,
    recorded_at: recorded.recordedAt,
    moved: recorded.moved,
  };
}
