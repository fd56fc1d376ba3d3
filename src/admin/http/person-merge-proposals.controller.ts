import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { maskName } from '../../kernel/person-name.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { pageOf } from '../../platform/http/cursor.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { PeopleDesk, type ProposedPerson } from '../../roster/index.js';
import { AuditedAs } from './audit/audited-as.js';
import { isUuid, keyOf } from './cursor-key.js';
import { Deciders } from './deciders.js';
import { maskedNumber } from './people.presenter.js';
import { DismissalBody, MergeProposalsPageDto, type ProposedPersonDto } from './person-merges.dto.js';

/** Probable duplicates among people, for an administrator to look at. */
@ApiTags('people')
@ApiCookieAuth('admin')
@Controller('api/v1/person-merge-proposals')
export class PersonMergeProposalsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Deciders) private readonly deciders: Deciders,
    @Inject(PeopleDesk) private readonly desk: PeopleDesk,
  ) {}

  /** Вероятно, один человек: одно имя и дата рождения, у одного нет СНИЛС. */
  @Get()
  @RequiresRight('people.read')
  @AuditedAs('person_merge_proposals.listed', 'person_merge')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PageQuery,
  ): Promise<MergeProposalsPageDto> {
    const reading = { scope: reachOf(principal, 'people.read'), now: this.clock.now() };
    const page = { limit: query.limit, after: keyOf(query, isUuid, isUuid) };
    const found = await this.unitOfWork.direct((tx) => this.desk.proposals(tx, reading, page));
    const { items, next_cursor } = pageOf(found, query.limit, ({ one, other }) => [one.id, other.id]);
    return {
      items: items.map(({ kind, one, other }) => ({ kind, one: present(one), other: present(other) })),
      next_cursor,
    };
  }

  /** Отклонить предложение: это разные люди. */
  @Post('dismissals')
  @HttpCode(204)
  @RequiresRight('people.change')
  dismiss(@CurrentPrincipal() principal: Principal, @Body() body: DismissalBody): Promise<void> {
    const pair = {
      personId: body.person_id.toLowerCase() as Uuid,
      otherId: body.other_id.toLowerCase() as Uuid,
      reason: body.reason,
    };
    return this.unitOfWork.run(async (tx) =>
      this.desk.dismiss(tx, await this.deciders.of(tx, principal), pair),
    );
  }
}

function present(person: ProposedPerson): ProposedPersonDto {
  return {
    id: person.id,
    name: maskName(person),
    birth_year: person.birthYear,
    snils: maskedNumber(person.snilsLast2),
    snils_state: person.snilsState,
    kinds: [...person.kinds],
  };
}
