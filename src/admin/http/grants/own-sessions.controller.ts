import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, OwnSessions, type Principal, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../../platform/http/request-context.js';
import { idOfPath } from '../../../platform/http/validation.js';
import { EndedSessionsDto, OwnSessionsDto } from './grants.dto.js';

/** Where an administrator is signed in (ASVS 5.0 V7.5.2). */
@ApiTags('own-sessions')
@ApiCookieAuth('admin')
@Controller('api/v1/own-sessions')
export class OwnSessionsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(OwnSessions) private readonly sessions: OwnSessions,
  ) {}

  /** Ваши открытые сессии, последние сначала. */
  @Get()
  @RequiresRight('sessions.own')
  async list(@CurrentPrincipal() principal: Principal): Promise<OwnSessionsDto> {
    const found = await this.unitOfWork.direct((tx) => this.sessions.list(tx, principal, this.clock.now()));
    return {
      items: found.map(({ id, openedAt, seenAt, expiresAt }) => ({
        ...{ id, current: id === principal.sessionId },
        ...{ opened_at: openedAt, seen_at: seenAt, expires_at: expiresAt },
      })),
    };
  }

  /** Закончить все ваши сессии, кроме этой. */
  @Post('end-others')
  @HttpCode(200)
  @RequiresRight('sessions.own')
  async endOthers(@CurrentPrincipal() principal: Principal): Promise<EndedSessionsDto> {
    const act = this.act();
    return { ended: await this.unitOfWork.run((tx) => this.sessions.endOthers(tx, principal, act)) };
  }

  /** Закончить одну вашу сессию, хотя бы и эту. */
  @Post(':id/end')
  @HttpCode(200)
  @RequiresRight('sessions.own')
  async end(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<EndedSessionsDto> {
    const act = this.act();
    await this.unitOfWork.run((tx) => this.sessions.end(tx, principal, id, act));
    return { ended: 1 };
  }

  private act() {
    return { now: this.clock.now(), traceId: currentRequestId() };
  }
}
