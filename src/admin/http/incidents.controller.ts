import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { type Incident, IncidentDesk } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { idOfPath } from '../../platform/http/validation.js';
import { isMoment, isUuid, keyOf } from './cursor-key.js';
import { CloseIncidentDto, type IncidentDto, IncidentsPageDto, IncidentsQuery } from './incidents.dto.js';
import { watchActOf } from './watch-act.js';
import { pageByMoment } from './moment-cursor.js';

/** Passwords that were taken after the cut-over (LEG-18). */
@ApiTags('incidents')
@ApiCookieAuth('admin')
@Controller('api/v1/incidents')
export class IncidentsController {
  constructor(
    @Inject(IncidentDesk) private readonly incidents: IncidentDesk,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Где пароль ещё действует после отключения: система, школа, канал; последние сначала. */
  @Get()
  @RequiresRight('incidents.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: IncidentsQuery,
  ): Promise<IncidentsPageDto> {
    const filter = {
      state: query.state ?? null,
      schoolId: (query.school_id ?? null) as Uuid | null,
      systemId: (query.journal_system_id ?? null) as Uuid | null,
    };
    const page = { limit: query.limit, after: keyOf(query, isMoment, isUuid) };
    const found = await this.incidents.list(reachOf(principal, 'incidents.read'), filter, page);
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ lastAt }) => lastAt);
    return { items: items.map(present), next_cursor };
  }

  /** Закрыть: причина устранена. Следующий вход по паролю откроет новый инцидент. */
  @Post(':id/close')
  @HttpCode(204)
  @RequiresRight('incidents.close')
  close(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { resolution }: CloseIncidentDto,
  ): Promise<void> {
    const act = watchActOf(principal, 'incidents.close', this.clock.now());
    return this.incidents.close(act, id, resolution);
  }
}

function present(incident: Incident): IncidentDto {
  const { id, channel, resolution } = incident;
  return {
    ...{ id, journal_system_id: incident.systemId, journal_system_name: incident.systemName },
    ...{ school_id: incident.schoolId, school_name: incident.schoolName, channel },
    ...{ found_by: incident.foundBy, sign_ins: incident.signIns },
    ...{ first_at: incident.firstAt, last_at: incident.lastAt, closed_at: incident.closedAt, resolution },
  };
}
