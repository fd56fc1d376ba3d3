import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { acceptedSpan, parseMoment, type Probe, ProbeDesk, type ProvedChannel } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { pageOf } from '../../platform/http/cursor.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { idOfPath, InvalidInput } from '../../platform/http/validation.js';
import { isUuid, keyOf } from './cursor-key.js';
import {
  NewProbeDto,
  type ProbeCoverageDto,
  ProbeCoverageListDto,
  ProbeCreatedDto,
  type ProbeDto,
  ProbesPageDto,
  ProbeTryDto,
} from './probes.dto.js';
import { watchActOf } from './watch-act.js';

/** Accounts of nobody, by which a region proves that passwords work nowhere (LEG-13). */
@ApiTags('probes')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class ProbesController {
  constructor(
    @Inject(ProbeDesk) private readonly probes: ProbeDesk,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Проверочные записи, которые действуют. */
  @Get('probe-accounts')
  @RequiresRight('incidents.read')
  async list(@CurrentPrincipal() principal: Principal, @Query() query: PageQuery): Promise<ProbesPageDto> {
    const [after = null] = keyOf(query, isUuid) ?? [];
    const page = { limit: query.limit, after: after as Uuid | null };
    const found = await this.probes.list(reachOf(principal, 'incidents.read'), page);
    const { items, next_cursor } = pageOf(found, query.limit, ({ id }) => [id]);
    return { items: items.map(present), next_cursor };
  }

  /** Внести проверочную запись. */
  @Post('probe-accounts')
  @RequiresRight('probes.change')
  async record(
    @CurrentPrincipal() principal: Principal,
    @Body() body: NewProbeDto,
  ): Promise<ProbeCreatedDto> {
    const { wave, channel, account: externalId } = body;
    const probe = { wave, channel, externalId };
    const act = watchActOf(principal, 'probes.change', this.clock.now());
    const [systemId, schoolId] = [body.journal_system_id as Uuid, body.school_id as Uuid];
    return { id: await this.probes.record(act, { ...probe, systemId, schoolId }) };
  }

  /** Больше не проверять этой записью. */
  @Post('probe-accounts/:id/end')
  @HttpCode(204)
  @RequiresRight('probes.change')
  end(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<void> {
    return this.probes.end(watchActOf(principal, 'probes.change', this.clock.now()), id);
  }

  /** Сообщить, что вход по паролю этой записи пробовали. Удача после отключения открывает инцидент. */
  @Post('probe-accounts/:id/tries')
  @HttpCode(204)
  @RequiresRight('probes.change')
  reportTry(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: ProbeTryDto,
  ): Promise<void> {
    const now = this.clock.now();
    const tried = { triedAt: triedAtOf(body, now), succeeded: body.succeeded };
    return this.probes.reportTry(watchActOf(principal, 'probes.change', now), id, tried);
  }

  /** Доказательство: какая система и какой канал проверены после отключения и что вышло. */
  @Get('probe-coverage')
  @RequiresRight('incidents.read')
  async coverage(@CurrentPrincipal() principal: Principal): Promise<ProbeCoverageListDto> {
    const rows = await this.probes.coverage(reachOf(principal, 'incidents.read'));
    return { items: rows.map(presentCoverage) };
  }
}

function triedAtOf({ tried_at: text }: ProbeTryDto, now: Date): Date {
  const moment = parseMoment(text);
  const { from, to } = acceptedSpan(now);
  if (moment === null || moment < from || moment > to) {
    const message = 'нужны дата, время и пояс по RFC 3339, не раньше чем 90 дней назад и не в будущем';
    throw new InvalidInput([{ field: 'tried_at', message }]);
  }
  return moment;
}

function present(probe: Probe): ProbeDto {
  const { id, wave, channel } = probe;
  return {
    ...{ id, journal_system_id: probe.systemId, school_id: probe.schoolId, wave, account: probe.externalId },
    ...{ channel, recorded_at: probe.recordedAt },
    ...{ last_tried_at: probe.lastTriedAt, last_succeeded: probe.lastSucceeded },
  };
}

function presentCoverage(row: ProvedChannel): ProbeCoverageDto {
  const { channel, probes, proof } = row;
  return {
    ...{ journal_system_id: row.systemId, journal_system_name: row.systemName, channel, probes },
    ...{ cut_over_campaigns: row.cutOverCampaigns, last_cut_over_at: row.lastCutOverAt },
    ...{ last_tried_at: row.lastTriedAt, last_succeeded_at: row.lastSucceededAt },
    ...{ open_incidents: row.openIncidents, proof },
  };
}
