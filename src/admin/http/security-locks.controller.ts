import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { LockDesk } from '../../legacy/index.js';
import { idOfPath } from '../../platform/http/validation.js';
import { AuditedAs } from './audit/audited-as.js';
import { LockBasisDto, SecurityLocksDto } from './security-locks.dto.js';

/** Locks of old passwords (e.5, SecurityLock); `id` is the journal account. */
@ApiTags('credentials')
@ApiCookieAuth('admin')
@Controller('api/v1/credentials')
export class SecurityLocksController {
  constructor(@Inject(LockDesk) private readonly desk: LockDesk) {}

  /** Блокировки учётной записи. */
  @Get(':id/locks')
  @RequiresRight('credentials.read')
  @AuditedAs('credential.locks_read', 'journal_account')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<SecurityLocksDto> {
    const locks = await this.desk.history(reachOf(principal, 'credentials.read'), id);
    return {
      items: locks.map((one) => ({
        ...{ id: one.id, cause: one.cause, reason: one.reason, basis: one.basis },
        ...{ set_by: one.setBy, set_at: one.setAt },
        ...{ ended_by: one.endedBy, ended_at: one.endedAt, end_basis: one.endBasis },
      })),
    };
  }

  /** Заблокировать пароль на слово пользователя. */
  @Post(':id/lock')
  @HttpCode(204)
  @RequiresRight('credentials.lock')
  lock(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { basis }: LockBasisDto,
  ): Promise<void> {
    return this.desk.lock(decider(principal, 'credentials.lock'), id, basis);
  }

  /** Снять блокировку: школа — когда основание отпало, ответственный за безопасность — всегда. */
  @Post(':id/unlock')
  @HttpCode(204)
  @RequiresRight('credentials.unlock')
  unlock(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { basis }: LockBasisDto,
  ): Promise<void> {
    return this.desk.unlock(decider(principal, 'credentials.unlock'), id, basis);
  }
}

function decider(principal: Principal, right: Parameters<typeof reachOf>[1]) {
  return { esiaPersonId: principal.esiaPersonId, scope: reachOf(principal, right) };
}
