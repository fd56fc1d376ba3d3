import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { parseUuid, type Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { decodeCursor, pageOf } from '../../platform/http/cursor.js';
import { idOfPath, InvalidInput } from '../../platform/http/validation.js';
import { type School, Schools } from '../../territory/index.js';
import { SchoolDto, SchoolsPageDto, SchoolsQuery } from './schools.dto.js';

/** Schools that the administrator's grants reach. */
@ApiTags('schools')
@ApiCookieAuth('admin')
@Controller('api/v1/schools')
export class SchoolsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Schools) private readonly schools: Schools,
  ) {}

  /** Школы, которые видит администратор, по названию. */
  @Get()
  @RequiresRight('schools.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: SchoolsQuery,
  ): Promise<SchoolsPageDto> {
    const page = { limit: query.limit, after: cursorOf(query), search: query.search ?? null };
    const scope = reachOf(principal, 'schools.read');
    const found = await this.unitOfWork.run((tx) => this.schools.list(tx, scope, page));
    const { items, next_cursor } = pageOf(found, query.limit, ({ shortName, id }) => [shortName, id]);
    return { items: items.map(present), next_cursor };
  }

  /** Одна школа; чужая и несуществующая неотличимы. */
  @Get(':id')
  @RequiresRight('schools.read')
  async find(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<SchoolDto> {
    const scope = reachOf(principal, 'schools.read');
    const school = await this.unitOfWork.run((tx) => this.schools.find(tx, scope, id));
    if (school === null) throw new DomainError('NOT_FOUND', 'not_found');
    return present(school);
  }
}

function cursorOf({ cursor }: SchoolsQuery): readonly string[] | null {
  if (cursor === undefined) return null;
  const key = decodeCursor(cursor, 2);
  if (key === null || parseUuid(key[1] ?? '') === null)
    throw new InvalidInput([{ field: 'cursor', message: 'возьмите значение next_cursor прошлой страницы' }]);
  return key;
}

function present(school: School): SchoolDto {
  const { id, kind, municipality, inn, ogrn } = school;
  return {
    id,
    full_name: school.fullName,
    short_name: school.shortName,
    kind,
    founder_type: school.founderType,
    municipality,
    inn,
    ogrn,
    closed_on: school.closedOn,
  };
}
