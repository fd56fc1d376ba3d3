import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../access/index.js';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { SchoolReadings } from '../../linking/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { FindCase, type FoundCase } from '../../signin/index.js';
import { type CaseDto, type CasePersonDto } from './cases.dto.js';
import { presentLink } from './present-link.js';

/** What support sees when a person reads out the number of their case. */
@ApiTags('cases')
@ApiCookieAuth('admin')
@Controller('api/v1/cases')
export class CasesController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(FindCase) private readonly findCase: FindCase,
    @Inject(SchoolReadings) private readonly readings: SchoolReadings,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Обращение по номеру: что человек видел, кто это исправит, его привязки и дела. Чтение записывается. */
  @Get(':number')
  @RequiresRight('cases.read')
  async find(@CurrentPrincipal() principal: Principal, @Param('number') number: string): Promise<CaseDto> {
    const { regionId, esiaPersonId } = principal;
    const found = await this.unitOfWork.run(async (tx) => {
      const one = await this.findCase.explain(tx, regionId, number);
      if (one === null) throw new DomainError('NOT_FOUND', 'not_found');
      await this.audit.record(tx, {
        ...{ regionId, at: this.clock.now(), action: 'case.read', traceId: currentRequestId() },
        actor: { kind: 'administrator', id: esiaPersonId },
        subject: { kind: 'sign_in', id: one.id },
        facts: { esiaPersonId: one.esiaPersonId },
      });
      return one;
    });
    return present(found, await this.personOf(found));
  }

  private async personOf({ esiaPersonId }: FoundCase): Promise<CasePersonDto | null> {
    const person = esiaPersonId === null ? null : await this.readings.personCase(esiaPersonId);
    if (person === null) return null;
    return {
      name: person.maskedName,
      birth_year: person.birthYear,
      snils_last2: person.snilsLast2,
      level: person.level,
      links: person.links.map(presentLink),
      open_reviews: person.openReviews.map((review) => ({
        id: review.id,
        code: review.code,
        school_id: review.schoolId,
        level: review.level,
        opened_at: review.openedAt,
      })),
    };
  }
}

function present(
  { number, startedAt, state, purpose, outcomes }: FoundCase,
  person: CasePersonDto | null,
): CaseDto {
  return {
    number,
    started_at: startedAt,
    state,
    purpose,
    outcomes: outcomes.map((outcome) => ({
      code: outcome.code,
      cause: outcome.cause,
      advice: outcome.advice,
      mended_by: outcome.mendedBy,
      school_names: [...outcome.schoolNames],
    })),
    person,
  };
}
