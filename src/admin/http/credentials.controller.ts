import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { type MaskedCredential, ReadCredentials } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { pageOf } from '../../platform/http/cursor.js';
import { idOfPath } from '../../platform/http/validation.js';
import { AuditedAs } from './audit/audited-as.js';
import { CredentialHistoryDto, CredentialsQuery, SchoolCredentialsDto } from './credentials.dto.js';
import { isUuid, keyOf } from './cursor-key.js';

/** The old logins of a school's accounts, without logins and passwords: where each stands and why. */
@ApiTags('credentials')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class CredentialsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ReadCredentials) private readonly credentials: ReadCredentials,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Пароли школы: счёт по состояниям и волнам и сами записи; имена под маской. */
  @Get('schools/:id/credentials')
  @RequiresRight('credentials.read')
  @AuditedAs('credentials.listed', 'school')
  async ofSchool(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) schoolId: Uuid,
    @Query() query: CredentialsQuery,
  ): Promise<SchoolCredentialsDto> {
    const asked = {
      schoolId,
      wave: query.wave ?? null,
      standing: query.state ?? null,
      after: (keyOf(query, isUuid)?.[0] ?? null) as Uuid | null,
      limit: query.limit + 1,
      at: this.clock.now(),
    };
    const scope = reachOf(principal, 'credentials.read');
    const found = await this.unitOfWork.run((tx) => this.credentials.ofSchool(tx, scope, asked));
    if (found === null) throw new DomainError('NOT_FOUND', 'not_found');
    const page = pageOf(found.page, query.limit, ({ credential }) => [credential.accountId]);
    return {
      counts: found.counts.map(({ wave, standing, accounts }) => ({ wave, state: standing, accounts })),
      items: page.items.map(present),
      next_cursor: page.next_cursor,
    };
  }

  /** Пароль одной записи и его история словами. */
  @Get('credentials/:id')
  @RequiresRight('credentials.read')
  @AuditedAs('credential.read', 'journal_account')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) accountId: Uuid,
  ): Promise<CredentialHistoryDto> {
    const scope = reachOf(principal, 'credentials.read');
    const now = this.clock.now();
    const one = await this.unitOfWork.run((tx) => this.credentials.find(tx, scope, accountId, now));
    if (one === null) throw new DomainError('NOT_FOUND', 'not_found');
    const steps = one.steps.map(({ byWhom, ...step }) => ({ ...step, by_whom: byWhom }));
    return { ...present(one.found), covered_until: one.coveredUntil, steps };
  }
}

function present({ credential, inWords, maskedName, card }: MaskedCredential) {
  return {
    account_id: credential.accountId,
    role: card?.role ?? null,
    wave: credential.wave,
    person: maskedName,
    class_label: card?.classLabel ?? null,
    state: credential.standing,
    state_text: inWords,
    phase: credential.phase,
    cutover_on: credential.cutoverOn,
    reenabled_until: credential.reenabledUntil,
    linked_since: credential.linkedSince,
    last_password_at: credential.lastPasswordAt,
    changed_at: credential.changedAt,
  };
}
