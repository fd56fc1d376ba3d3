import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import { KeptWithout } from '../../../platform/idempotency/idempotency.decorators.js';
import type { Response } from 'express';
import {
  type ApiKey,
  type ApiKeyAct,
  ApiKeys,
  CurrentPrincipal,
  type Principal,
  reachOf,
  RequiresRight,
  stateOfKey,
} from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { etagOf, seenRevision } from '../../../platform/http/etag.js';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import { currentRequestId } from '../../../platform/http/request-context.js';
import { idOfPath } from '../../../platform/http/validation.js';
import { dayOf } from '../campaign-days.js';
import { isDay, isMoment, isUuid, keyOf } from '../cursor-key.js';
import {
  type ApiKeyDto,
  ApiKeyRevocationDto,
  ApiKeyRotationDto,
  ApiKeysPageDto,
  ApiKeysQuery,
  ApiKeyUsesPageDto,
  MadeApiKeyDto,
  NewApiKeyDto,
} from './api-keys.dto.js';
import { networksOf } from './api-keys.parse.js';

const [READ, MANAGE, REVOKE] = ['api_keys.read', 'api_keys.manage', 'api_keys.revoke'] as const;

/** Keys by which machines read statistics (REP-05). */
@ApiTags('api-keys')
@ApiCookieAuth('admin')
@Controller('api/v1/api-keys')
export class ApiKeysController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ApiKeys) private readonly keys: ApiKeys,
  ) {}

  /** Ключи вашей области, последние сначала. */
  @Get()
  @RequiresRight(READ)
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ApiKeysQuery,
  ): Promise<ApiKeysPageDto> {
    const now = this.clock.now();
    const filter = {
      municipalityId: (query.municipality_id ?? null) as Uuid | null,
      liveAt: query.all ? null : now,
    };
    const page = { limit: query.limit, after: keyOf(query, isMoment, isUuid) };
    const found = await this.unitOfWork.direct((tx) =>
      this.keys.list(tx, reachOf(principal, READ), filter, page),
    );
    const { items, next_cursor } = pageOf(found, query.limit, ({ createdAt, id }) => [
      createdAt.toISOString(),
      id,
    ]);
    return { items: items.map((key) => present(key, now)), next_cursor };
  }

  /** Один ключ; ETag — для замены. */
  @Get(':id')
  @RequiresRight(READ)
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ApiKeyDto> {
    const key = await this.unitOfWork.direct((tx) => this.keys.find(tx, reachOf(principal, READ), id));
    response.setHeader('ETag', etagOf(key.revision));
    return present(key, this.clock.now());
  }

  /** Сколько раз ключом пользовались, по дням, последние сначала. Счёт запаздывает до 10 секунд. */
  @Get(':id/uses')
  @RequiresRight(READ)
  async uses(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Query() query: PageQuery,
  ): Promise<ApiKeyUsesPageDto> {
    const page = { limit: query.limit, before: keyOf(query, isDay)?.[0] ?? null };
    const found = await this.unitOfWork.direct((tx) =>
      this.keys.usesOf(tx, reachOf(principal, READ), id, page),
    );
    const { items, next_cursor } = pageOf(found, query.limit, ({ day }) => [day]);
    return { items: items.map(({ lastAt, ...use }) => ({ ...use, last_at: lastAt })), next_cursor };
  }

  /** Выпустить ключ. Он показан один раз, в этом ответе; у нас остаётся только его отпечаток. */
  @Post()
  @RequiresRight(MANAGE)
  @KeptWithout('secret')
  async create(@CurrentPrincipal() principal: Principal, @Body() body: NewApiKeyDto): Promise<MadeApiKeyDto> {
    const { name, basis, rights } = body;
    const order = {
      ...{
        name,
        basis,
        rights,
        municipalityId: (body.municipality_id?.toLowerCase() ?? null) as Uuid | null,
      },
      allowedAddresses: networksOf('allowed_addresses', body.allowed_addresses ?? []),
      expiresOn: dayOf('expires_on', body.expires_on),
    };
    const act = this.actOf(principal, MANAGE);
    const { key, text } = await this.unitOfWork.run((tx) => this.keys.create(tx, act, order));
    return { secret: text, key: present(key, act.now) };
  }

  /** Заменить: выпустить преемника с теми же правами; прежний ключ действует ещё overlap_hours. Преемник показан один раз. */
  @Post(':id/rotation')
  @KeptWithout('secret')
  @RequiresRight(MANAGE)
  @ApiHeader({ name: 'If-Match', required: true, description: 'etag ключа из GET.' })
  async rotate(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: ApiKeyRotationDto,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<MadeApiKeyDto> {
    const expiresOn = dayOf('expires_on', body.expires_on);
    const act = this.actOf(principal, MANAGE);
    const { key, text } = await this.unitOfWork.run(async (tx) => {
      await this.keys.find(tx, act.reach, id);
      const revision = seenRevision(ifMatch);
      return this.keys.rotate(tx, act, { id, revision, overlapHours: body.overlap_hours, expiresOn });
    });
    return { secret: text, key: present(key, act.now) };
  }

  /** Отозвать: ключ не действует сразу, на всех серверах. If-Match не нужен: отзыв срочен. */
  @Post(':id/revocation')
  @HttpCode(200)
  @RequiresRight(REVOKE)
  async revoke(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: ApiKeyRevocationDto,
  ): Promise<ApiKeyDto> {
    const act = this.actOf(principal, REVOKE);
    const key = await this.unitOfWork.run((tx) => this.keys.revoke(tx, act, id, reason));
    return present(key, act.now);
  }

  private actOf(principal: Principal, right: typeof MANAGE | typeof REVOKE): ApiKeyAct {
    return {
      ...{ reach: reachOf(principal, right), administratorId: principal.esiaPersonId },
      ...{ now: this.clock.now(), traceId: currentRequestId() },
    };
  }
}

function present(key: ApiKey, now: Date): ApiKeyDto {
  const { id, name, basis, scope, rights, prefix, allowedAddresses } = key;
  return {
    ...{ id, name, basis, scope, prefix, rights: [...rights], allowed_addresses: [...allowedAddresses] },
    ...{ municipality_id: key.municipalityId, municipality_name: key.municipalityName },
    ...{ state: stateOfKey(key, now), created_by: key.createdBy, created_at: key.createdAt },
    ...{ expires_at: key.expiresAt, retires_at: key.retiresAt, revoked_at: key.revokedAt },
    ...{ predecessor_id: key.predecessorId, successor_id: key.successorId, revoke_reason: key.revokeReason },
    ...{ last_used_at: key.lastUsedAt, etag: etagOf(key.revision) },
  };
}
