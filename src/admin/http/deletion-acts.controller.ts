import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { DeletionActs, type StoredAct } from '../../legacy/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { idOfPath } from '../../platform/http/validation.js';
import { StoredActsPageDto, StoredActTextDto } from './deletion-acts.dto.js';
import { momentCursorOf, pageByMoment } from './moment-cursor.js';

/** Deletion acts that e-journals have sent after the end of passwords. */
@ApiTags('deletion-acts')
@ApiCookieAuth('admin')
@Controller('api/v1/deletion-acts')
export class AdminDeletionActsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(DeletionActs) private readonly acts: DeletionActs,
  ) {}

  /** Акты об уничтожении паролей, которые касаются ваших школ; новые сначала. */
  @Get()
  @RequiresRight('campaigns.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PageQuery,
  ): Promise<StoredActsPageDto> {
    const scope = reachOf(principal, 'campaigns.read');
    const page = { after: momentCursorOf(query.cursor), limit: query.limit + 1 };
    const found = await this.unitOfWork.run((tx) => this.acts.list(tx, scope, page));
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ receivedAt }) => receivedAt);
    return { items: items.map(present), next_cursor };
  }

  /** Один акт с подписью журнала. */
  @Get(':id')
  @RequiresRight('campaigns.read')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<StoredActTextDto> {
    const scope = reachOf(principal, 'campaigns.read');
    const act = await this.unitOfWork.run((tx) => this.acts.find(tx, scope, id));
    if (act === null) throw new DomainError('NOT_FOUND', 'not_found');
    return { ...present(act), act: scope.wholeRegion ? act.text : null };
  }
}

function present(act: StoredAct) {
  const skipped: Record<string, number> = {};
  for (const { reason } of act.skipped) skipped[reason] = (skipped[reason] ?? 0) + 1;
  return {
    id: act.id,
    journal_system_id: act.journalSystemId,
    number: act.number,
    purged_on: act.purgedOn,
    accounts: act.accounts,
    skipped,
    unknown: act.unknown.length,
    received_at: act.receivedAt,
  };
}
