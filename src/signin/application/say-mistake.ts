import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { isOutcomeCode, type LinkOutcomeCode, OwnAccount, ReportWrong } from '../../linking/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type School, Schools } from '../../territory/index.js';
import { mayBeMistake } from '../domain/mistakes.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';
import type { DeedDone } from './account-deeds.js';
import { AttemptLimits } from './attempt-limits.js';
import { type AccountVisit, OwnVisit, type Visitor } from './own-visit.js';
import { inHandOf } from './show-account.js';

/** A school that a person may name. */
export type NamedSchool = Pick<School, 'id' | 'shortName'> & { readonly town: string };

/** The page on which a person names the school. */
export interface ShownMistake {
  readonly code: LinkOutcomeCode;
  /** The schools that the refusal was about, then what the search found; none twice. */
  readonly schools: readonly NamedSchool[];
  /** More were found than are shown. */
  readonly isCut: boolean;
}

const MOST_SHOWN = 20;
const LEAST_LETTERS = 2;

/** «Это ошибка»: a refusal that the person does not accept goes to the school that they name (LNK-14, R8). */
@Injectable()
export class SayMistake {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(OwnVisit) private readonly visits: OwnVisit,
    @Inject(SignInsRepository) private readonly signIns: SignInsRepository,
    @Inject(OwnAccount) private readonly account: OwnAccount,
    @Inject(Schools) private readonly schools: Schools,
    @Inject(ReportWrong) private readonly reports: ReportWrong,
    @Inject(AttemptLimits) private readonly limits: AttemptLimits,
  ) {}

  /** Null without a session. @throws DomainError `NOT_FOUND` for a refusal that this person was never told */
  show(visit: AccountVisit, code: string, search: string): Promise<ShownMistake | null> {
    return this.unitOfWork.run(async (tx) => {
      const visitor = await this.visits.visitor(tx, visit);
      if (visitor === null) return null;
      const refusal = await this.refusal(tx, visitor, visit, code);
      const about = await this.account.schoolsOf(tx, refusal.accountIds);
      const found = await this.find(tx, visitor, search);
      const others = found.filter(({ id }) => !about.some((school) => school.id === id));
      const named = [...(await this.described(tx, visitor, about)), ...others.slice(0, MOST_SHOWN)];
      return { code: refusal.code, schools: named, isCut: others.length > MOST_SHOWN };
    });
  }

  /**
   * A case at that school; the same is never opened twice.
   *
   * @throws DomainError `NOT_FOUND` for an unknown school and for a refusal that this person was never told, `REPORTS_TOO_MANY`
   */
  async say(visit: AccountVisit, code: string, schoolId: Uuid): Promise<DeedDone> {
    const whose = await this.unitOfWork.direct((tx) => this.visits.visitor(tx, visit));
    if (whose === null) return 'lost';
    await this.limits.countReport(whose.person.id);
    return this.unitOfWork.run(async (tx) => {
      const visitor = await this.visits.visitor(tx, visit);
      if (visitor === null) return 'lost';
      const refusal = await this.refusal(tx, visitor, visit, code);
      const { now, traceId } = visit;
      const reporter = { regionId: visitor.region.id, esiaPersonId: visitor.person.id, now, traceId };
      const report = { kind: 'refusal', code: refusal.code, schoolId } as const;
      let done: DeedDone = 'reported_before';
      for (const accountId of refusal.accountIds.length === 0 ? [null] : refusal.accountIds) {
        const answer = await this.reports.execute(tx, reporter, { ...report, accountId });
        if (answer === 'opened') done = 'reported';
      }
      return done;
    });
  }

  /** The refusal as the last sign-in, or a school, has said it. An open question is found too: to say it again is no error. */
  private async refusal(
    tx: EntityManager,
    { person, today }: Visitor,
    { now }: AccountVisit,
    code: string,
  ): Promise<{ readonly code: LinkOutcomeCode; readonly accountIds: readonly Uuid[] }> {
    const own = await this.account.show(tx, person, now, today);
    const said = ((await this.signIns.lastOfPerson(tx, person.id))?.outcomes ?? []).filter(
      (one) => one.code === code,
    );
    const inHand = inHandOf(own);
    const told = said.filter((one) => mayBeMistake(one, { ...inHand, codes: new Set() }));
    const refused = own.links.filter((link) => link.standing === 'refused' && link.code === code);
    if (!isOutcomeCode(code) || told.length + refused.length === 0)
      throw new DomainError('NOT_FOUND', 'not_found');
    const accountIds = [
      ...told.flatMap(({ accountId }) => accountId ?? []),
      ...refused.flatMap(({ card }) => card?.accountId ?? []),
    ];
    return { code, accountIds: [...new Set(accountIds)] };
  }

  private async find(
    tx: EntityManager,
    { region, today }: Visitor,
    search: string,
  ): Promise<readonly NamedSchool[]> {
    const sought = search.trim();
    if (sought.length < LEAST_LETTERS) return [];
    const page = { limit: MOST_SHOWN, after: null, search: sought };
    const found = await this.schools.list(tx, scopeOf(region.id), page);
    return found.filter(({ closedOn }) => closedOn === null || closedOn > today).map(toNamed);
  }

  private async described(
    tx: EntityManager,
    { region }: Visitor,
    about: readonly { readonly id: Uuid }[],
  ): Promise<readonly NamedSchool[]> {
    const schools: NamedSchool[] = [];
    for (const { id } of about) {
      const school = await this.schools.find(tx, scopeOf(region.id), id);
      if (school !== null) schools.push(toNamed(school));
    }
    return schools;
  }
}

function scopeOf(regionId: Uuid) {
  return { regionId, wholeRegion: true, municipalityIds: [], schoolIds: [] };
}

function toNamed({ id, shortName, municipality }: School): NamedSchool {
  return { id, shortName, town: municipality.name };
}
