import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { PeopleDirectory } from '../../roster/index.js';
import { Schools } from '../../territory/index.js';
import type { Evidence } from '../domain/evidence.js';
import { isLive } from '../domain/link-state.js';
import type { LinkOutcomeCode } from '../domain/outcome-codes.js';
import { isKnownCase, type OpenCase } from '../domain/plan.js';
import { LinkReadings } from '../store/link-readings.repository.js';
import { LinksRepository } from '../store/links.repository.js';
import { ReviewsRepository } from '../store/reviews.repository.js';

/** What a person says is wrong: a refusal (LNK-14), the child or the class of an account that is linked (LNK-15). */
export type WrongReport =
  | {
      readonly kind: 'refusal';
      /** What the page has told them. */
      readonly code: LinkOutcomeCode;
      readonly schoolId: Uuid;
      /** The account of the refusal, where it was about one. */
      readonly accountId: Uuid | null;
    }
  | { readonly kind: 'wrong_child' | 'wrong_class'; readonly linkId: Uuid };

/** Who reports, and when. */
export interface Reporter {
  readonly regionId: Uuid;
  readonly esiaPersonId: Uuid;
  readonly now: Date;
  readonly traceId: string | null;
}

/** So many open cases of one person are a mistake or mischief: the schools have enough to do. */
const MOST_OPEN_CASES = 10;

/** Takes a person's word that something is wrong to the school. The link stays as it is until the school has decided. */
@Injectable()
export class ReportWrong {
  constructor(
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(LinkReadings) private readonly readings: LinkReadings,
    @Inject(ReviewsRepository) private readonly reviews: ReviewsRepository,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(Schools) private readonly schools: Schools,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * `known`: the same is open already, or a school has refused it.
   *
   * @throws DomainError NOT_FOUND for a foreign link or school, LINK_NOT_LIVE, REPORTS_TOO_MANY
   */
  async execute(tx: EntityManager, reporter: Reporter, report: WrongReport): Promise<'opened' | 'known'> {
    await this.links.lockPerson(tx, reporter.esiaPersonId);
    const opened =
      report.kind === 'refusal'
        ? await this.openRefusal(tx, reporter, report)
        : await this.openAboutLink(tx, reporter, report);
    if (opened) {
      await this.audit.record(tx, {
        ...{ regionId: reporter.regionId, at: reporter.now, action: 'link.reported_wrong' },
        actor: { kind: 'person', id: reporter.esiaPersonId },
        subject: { kind: 'esia_person', id: reporter.esiaPersonId },
        reason: report.kind === 'refusal' ? report.code : report.kind,
        facts: report.kind === 'refusal' ? { accountId: report.accountId } : { linkId: report.linkId },
        traceId: reporter.traceId ?? undefined,
      });
    }
    return opened ? 'opened' : 'known';
  }

  private async openRefusal(
    tx: EntityManager,
    reporter: Reporter,
    { code, schoolId, accountId }: Extract<WrongReport, { kind: 'refusal' }>,
  ): Promise<boolean> {
    const scope = { regionId: reporter.regionId, wholeRegion: true, municipalityIds: [], schoolIds: [] };
    if ((await this.schools.find(tx, scope, schoolId)) === null) {
      throw new DomainError('NOT_FOUND', 'not_found');
    }
    const cards = accountId === null ? [] : await this.people.cards(tx, [accountId]);
    const ofSchool = cards.filter(({ schools }) => schools.some(({ id }) => id === schoolId));
    const evidence: Evidence = { rule: 'R8', equal: [], different: [], missing: [] };
    const accountIds = ofSchool.map(({ id }) => id);
    const wanted: OpenCase = { kind: 'case', code, schoolId, accountIds, evidence, rule: 'R8' };
    const known = await this.reviews.around(tx, reporter.esiaPersonId, []);
    if (isKnownCase(wanted, known)) return false;
    if (known.filter(({ state }) => state === 'open').length >= MOST_OPEN_CASES) {
      throw new DomainError('REPORTS_TOO_MANY', 'too_many');
    }
    await this.reviews.open(tx, [{ ...wanted, linkId: null }], { ...reporter, at: reporter.now });
    return true;
  }

  private async openAboutLink(
    tx: EntityManager,
    reporter: Reporter,
    { kind, linkId }: Extract<WrongReport, { linkId: Uuid }>,
  ): Promise<boolean> {
    const own = (await this.readings.ofPerson(tx, reporter.esiaPersonId)).find(({ id }) => id === linkId);
    if (own === undefined) throw new DomainError('NOT_FOUND', 'not_found');
    if (!isLive(own.state)) throw new DomainError('LINK_NOT_LIVE', 'conflict', { state: own.state });
    const [card] = await this.people.cards(tx, [own.accountId]);
    const schoolId = card?.schools[0]?.id ?? null;
    const personId = card?.personId ?? null;
    if (kind === 'wrong_class') {
      if (personId === null) return false;
      const task = { kind: 'task', code: 'WRONG_CLASS', schoolId, personId, attributes: ['class'] } as const;
      const tasks = [{ ...task, accountId: own.accountId }];
      return (await this.reviews.openTasks(tx, tasks, reporter.regionId, reporter.now)) > 0;
    }
    const known = await this.reviews.around(tx, reporter.esiaPersonId, []);
    if (known.some((one) => one.linkId === linkId && one.state === 'open')) return false;
    const evidence = await this.readings.evidenceOf(tx, linkId);
    const wanted = { code: 'WRONG_CHILD', schoolId, accountIds: [own.accountId], evidence } as const;
    const rule = evidence.rule;
    await this.reviews.open(tx, [{ ...wanted, rule, linkId }], { ...reporter, at: reporter.now });
    return true;
  }
}
