import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../access/index.js';
import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import { parseUuid, type Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { decodeCursor, pageOf } from '../../platform/http/cursor.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { idOfPath, InvalidInput } from '../../platform/http/validation.js';
import { FamilyTies, FamilyViews, shownKind, type TieView } from '../../roster/index.js';
import { AdministratorActs } from './administrator-acts.js';
import {
  BasisDto,
  CreatedDto,
  EndTieDto,
  type FamilyTieDto,
  FamilyTiesDto,
  FamilyTiesPageDto,
  RestrictDto,
} from './family-ties.dto.js';

/** Representations of children, as a school confirms, restricts and ends them. */
@ApiTags('families')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class FamilyTiesController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(FamilyTies) private readonly ties: FamilyTies,
    @Inject(FamilyViews) private readonly views: FamilyViews,
    @Inject(AdministratorActs) private readonly acts: AdministratorActs,
  ) {}

  /** Представители ребёнка: действующие и прежние, с ограничениями. Просмотр записывается. */
  @Get('people/:id/family-ties')
  @RequiresRight('family_ties.change')
  async ofChild(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<FamilyTiesDto> {
    const found = await this.unitOfWork.run(async (tx) =>
      this.views.ofChild(tx, id, await this.acts.of(tx, principal, 'family_ties.change')),
    );
    if (found === null) throw new DomainError('NOT_FOUND', 'not_found');
    return { items: found.map(present) };
  }

  /** Подопечные представителя (например, организации для детей-сирот) в ваших школах, по имени. */
  @Get('people/:id/wards')
  @RequiresRight('family_ties.change')
  async wards(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Query() query: PageQuery,
  ): Promise<FamilyTiesPageDto> {
    const page = { limit: query.limit, after: cursorOf(query) };
    const found = await this.unitOfWork.run(async (tx) =>
      this.views.wardsOf(tx, id, await this.acts.of(tx, principal, 'family_ties.change'), page),
    );
    if (found.length === 0 && page.after === null) throw new DomainError('NOT_FOUND', 'not_found');
    const { items, next_cursor } = pageOf(found, query.limit, ({ childName, id: tieId }) => [
      childName,
      tieId,
    ]);
    return { items: items.map(present), next_cursor };
  }

  /** Подтвердить связь или решить спор в пользу представителя. */
  @Post('family-ties/:id/confirm')
  @HttpCode(204)
  @RequiresRight('family_ties.change')
  async confirm(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<void> {
    await this.unitOfWork.run(async (tx) =>
      this.ties.confirm(tx, id, await this.acts.of(tx, principal, 'family_ties.change')),
    );
  }

  /** Прекратить связь с указанием документа; загрузка списков её не вернёт. */
  @Post('family-ties/:id/end')
  @HttpCode(204)
  @RequiresRight('family_ties.change')
  async end(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: EndTieDto,
  ): Promise<void> {
    await this.unitOfWork.run(async (tx) =>
      this.ties.end(tx, id, body, await this.acts.of(tx, principal, 'family_ties.change')),
    );
  }

  /** Записать ограничение прав представителя: до даты или до записи о его конце. */
  @Post('family-ties/:id/restrictions')
  @RequiresRight('family_ties.change')
  async restrict(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: RestrictDto,
  ): Promise<CreatedDto> {
    return this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'family_ties.change');
      const validFrom = dateOf(body.valid_from, 'valid_from') ?? act.today;
      const validTo = dateOf(body.valid_to, 'valid_to');
      return { id: await this.ties.restrict(tx, id, { basis: body.basis, validFrom, validTo }, act) };
    });
  }

  /** Записать конец ограничения или восстановление прав; лишение прав само ничего не возвращает. */
  @Post('representation-restrictions/:id/end')
  @HttpCode(204)
  @RequiresRight('family_ties.change')
  async endRestriction(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: BasisDto,
  ): Promise<void> {
    await this.unitOfWork.run(async (tx) =>
      this.ties.endRestriction(tx, id, body.basis, await this.acts.of(tx, principal, 'family_ties.change')),
    );
  }

  /** Записать лишение родительских прав: связь прекращается окончательно. */
  @Post('family-ties/:id/deprivation')
  @RequiresRight('family_ties.change')
  async deprive(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: BasisDto,
  ): Promise<CreatedDto> {
    return this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'family_ties.change');
      return { id: await this.ties.deprive(tx, id, body.basis, act) };
    });
  }
}

function dateOf(text: string | undefined, field: string): CalendarDate | null {
  if (text === undefined) return null;
  const date = parseCalendarDate(text);
  if (date === null) throw new InvalidInput([{ field, message: 'нет такой даты' }]);
  return date;
}

function cursorOf({ cursor }: PageQuery): readonly string[] | null {
  if (cursor === undefined) return null;
  const key = decodeCursor(cursor, 2);
  if (key === null || parseUuid(key[1] ?? '') === null)
    throw new InvalidInput([{ field: 'cursor', message: 'возьмите значение next_cursor прошлой страницы' }]);
  return key;
}

function present(tie: TieView): FamilyTieDto {
  return {
    id: tie.id,
    child_id: tie.childId,
    child_name: tie.childName,
    representative_id: tie.representativeId,
    representative_name: tie.representativeName,
    kind: shownKind(tie.kind),
    state: tie.state,
    confirmed_by: tie.confirmedBy,
    valid_from: tie.validFrom,
    valid_to: tie.validTo,
    end_reason: tie.endReason,
    basis: tie.basis,
    restrictions: tie.restrictions.map((one) => ({ ...one })),
  };
}
