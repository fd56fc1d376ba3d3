import { Body, Controller, Get, Headers, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import { KeepsItsAnswers } from '../../platform/idempotency/idempotency.decorators.js';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type CodesFor, IssueLinkCodes } from '../../linking/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { InvalidInput } from '../../platform/http/validation.js';
import { Territory } from '../../territory/index.js';
import { AuditedAs } from './audit/audited-as.js';
import { IssuedLinkCodesDto, IssueLinkCodesDto, LinkCodesDto, LinkCodesQuery } from './link-codes.dto.js';

/** Link codes of a school (LNK-05): said once, when they are issued. */
@ApiTags('link-codes')
@ApiCookieAuth('admin')
@Controller('api/v1/link-codes')
export class LinkCodesController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(IssueLinkCodes) private readonly issue: IssueLinkCodes,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Выдать коды привязки своим ученикам, представителям, сотрудникам. Прежние коды этих записей перестают действовать. */
  @Post()
  @HttpCode(201)
  @RequiresRight('link_codes.issue')
  @KeepsItsAnswers()
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Повтор с тем же ключом назовёт те же коды.',
  })
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: IssueLinkCodesDto,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<IssuedLinkCodesDto> {
    const wanted = wantedOf(body);
    const idempotencyKey = keyOf(key);
    const now = this.clock.now();
    const { codes, linked, leftOut } = await this.unitOfWork.run(async (tx) => {
      const { timeZone } = await this.territory.region(tx, principal.regionId);
      return this.issue.execute(tx, {
        ...{ wanted, idempotencyKey, now, regionId: principal.regionId, today: dayIn(now, timeZone) },
        reach: reachOf(principal, 'link_codes.issue'),
        issuedBy: principal.esiaPersonId,
        traceId: currentRequestId() ?? null,
      });
    });
    return {
      codes: codes.map(({ accountId, code, expiresAt }) => ({
        account_id: accountId,
        code,
        expires_at: expiresAt,
      })),
      linked: [...linked],
      left_out: leftOut,
    };
  }

  /** Что стало с кодами класса. Самих кодов здесь нет. */
  @Get()
  @RequiresRight('link_codes.issue')
  @AuditedAs('link_codes.listed', 'link_code')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: LinkCodesQuery,
  ): Promise<LinkCodesDto> {
    const now = this.clock.now();
    const states = await this.unitOfWork.run(async (tx) => {
      const { timeZone } = await this.territory.region(tx, principal.regionId);
      const reach = reachOf(principal, 'link_codes.issue');
      const wanted = { classId: query.class_id as Uuid };
      return this.issue.states(tx, { reach, wanted, now, today: dayIn(now, timeZone) });
    });
    return {
      items: states.map(({ id, accountId, externalId, role, state, issuedAt, expiresAt, usedAt }) => ({
        ...{ id, role, state },
        ...{ account_id: accountId, external_id: externalId },
        ...{ issued_at: issuedAt, expires_at: expiresAt, used_at: usedAt },
      })),
    };
  }
}

function wantedOf({ account_ids: accounts, class_id: classId }: IssueLinkCodesDto): CodesFor {
  if (accounts !== undefined && classId === undefined) return { accountIds: accounts as Uuid[] };
  if (classId !== undefined && accounts === undefined) return { classId: classId as Uuid };
  throw new InvalidInput([
    { field: 'account_ids', message: 'задайте одно из двух: account_ids или class_id' },
  ]);
}

function keyOf(key: string | undefined): string | null {
  if (key === undefined) return null;
  if (/^[\x21-\x7e]{8,200}$/.test(key)) return key;
  throw new InvalidInput([
    { field: 'Idempotency-Key', message: 'нужно от 8 до 200 печатных знаков без пробелов' },
  ]);
}
