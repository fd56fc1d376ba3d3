import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { idOfPath } from '../../platform/http/validation.js';
import {
  type BatchScope,
  DecideImport,
  type ImportDecision,
  RollBackImport,
  RosterImports,
} from '../../roster/index.js';
import { presentImport } from './present-import.js';
import { ImportDecisionDto, RolledBackDto, RosterImportDto } from './roster-imports.dto.js';

/** Decisions about an import that waits, was tried, or was applied. */
@ApiTags('roster-imports')
@ApiCookieAuth('admin')
@Controller('api/v1/roster-imports')
export class RosterImportDecisionsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(RosterImports) private readonly imports: RosterImports,
    @Inject(DecideImport) private readonly decide: DecideImport,
    @Inject(RollBackImport) private readonly rollBack: RollBackImport,
  ) {}

  /** Подтвердить массовое изменение: загружаются те самые файлы, что проверены. */
  @Post(':id/approve')
  @HttpCode(202)
  @RequiresRight('roster_imports.decide')
  async approve(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: ImportDecisionDto,
  ): Promise<RosterImportDto> {
    const decision = this.decisionOf(principal, id, reason);
    const batch = await this.decided(decision, (tx) => this.decide.approve(tx, decision));
    this.imports.wake(principal.regionId);
    return batch;
  }

  /** Отклонить массовое изменение: ничего не загружается. */
  @Post(':id/reject')
  @HttpCode(200)
  @RequiresRight('roster_imports.decide')
  reject(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: ImportDecisionDto,
  ): Promise<RosterImportDto> {
    const decision = this.decisionOf(principal, id, reason);
    return this.decided(decision, (tx) => this.decide.reject(tx, decision));
  }

  /** Загрузить то, что показала проверка; в течение 24 часов. Если контингент изменился, файлы проверяются заново. */
  @Post(':id/apply')
  @HttpCode(202)
  @RequiresRight('roster_imports.create')
  async apply(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<RosterImportDto> {
    const order = this.orderOf(principal, 'roster_imports.create', id);
    const batch = await this.decided(order, (tx) => this.decide.apply(tx, order));
    this.imports.wake(principal.regionId);
    return batch;
  }

  /** Отказаться от проверочной загрузки. */
  @Post(':id/discard')
  @HttpCode(200)
  @RequiresRight('roster_imports.create')
  discard(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<RosterImportDto> {
    const order = this.orderOf(principal, 'roster_imports.create', id);
    return this.decided(order, (tx) => this.decide.discard(tx, order));
  }

  /** Отменить загрузку в течение 24 часов: контингент становится таким, каким был до неё. */
  @Post(':id/rollback')
  @HttpCode(200)
  @RequiresRight('roster_imports.decide')
  async takeBack(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: ImportDecisionDto,
  ): Promise<RolledBackDto> {
    const decision = this.decisionOf(principal, id, reason);
    const done = await this.unitOfWork.run((tx) => this.rollBack.execute(tx, decision));
    const { restored, deleted, marked, left } = done;
    return { restored, deleted, marked, left };
  }

  /** Carries a decision out and returns the batch as it is then. */
  private async decided(
    { batchId, scope }: Pick<ImportDecision, 'batchId' | 'scope'>,
    work: (tx: EntityManager) => Promise<void>,
  ): Promise<RosterImportDto> {
    const batch = await this.unitOfWork.run(async (tx) => {
      await work(tx);
      return this.imports.find(tx, batchId, scope);
    });
    if (batch === null) throw new DomainError('NOT_FOUND', 'not_found');
    return presentImport(batch);
  }

  private decisionOf(principal: Principal, batchId: Uuid, reason: string): ImportDecision {
    return { ...this.orderOf(principal, 'roster_imports.decide', batchId), reason };
  }

  private orderOf(
    principal: Principal,
    right: 'roster_imports.decide' | 'roster_imports.create',
    batchId: Uuid,
  ): Omit<ImportDecision, 'reason'> {
    const { regionId, wholeRegion, schoolIds } = reachOf(principal, right);
    const scope: BatchScope = { regionId, schoolIds: wholeRegion ? null : schoolIds };
    return { batchId, scope, by: principal.esiaPersonId, at: this.clock.now() };
  }
}
