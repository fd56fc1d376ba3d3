import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { parseSnils, type Snils } from '../../kernel/snils.js';
import { SchoolDecisions, SchoolReadings } from '../../linking/index.js';
import { InvalidInput } from '../../platform/http/validation.js';
import { AppointDelegateDto, AppointedDelegateDto, SilentSchoolsDto } from './delegates.dto.js';

/** Who decides where a school cannot: its administrators are relatives, or it is silent. */
@ApiTags('delegates')
@ApiCookieAuth('admin')
@Controller('api/v1/delegates')
export class DelegatesController {
  constructor(
    @Inject(SchoolReadings) private readonly readings: SchoolReadings,
    @Inject(SchoolDecisions) private readonly decisions: SchoolDecisions,
  ) {}

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
