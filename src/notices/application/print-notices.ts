import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { leafletFor } from '../domain/choose-leaflet.js';
import { NoticeIssues } from '../store/notice-issues.repository.js';
import { NoticePeople, type NoticePerson } from '../store/notice-people.repository.js';
import { type NoticePlace, NoticePlaces } from '../store/notice-places.repository.js';
import { type ApprovedTexts, ReadApprovedTexts } from './approved-texts.js';
import type { NoticesAct } from './notices-act.js';
import { OwnKin } from './own-kin.js';
import { PaperCodes } from './paper-codes.js';

/** Whose notices to make: a class, a whole school, or people by name. */
export type NoticesWanted =
  | { readonly of: 'class'; readonly classId: Uuid }
  | { readonly of: 'school'; readonly schoolId: Uuid }
  | { readonly of: 'people'; readonly schoolId: Uuid; readonly personIds: readonly Uuid[] };

/** What became of one person. */
export interface NoticeRow {
  readonly personId: Uuid;
  /**
   * `ready`: it was made before and its code is good; `code_renewed`: its code was used up or had ended; `own_family`: another
   * administrator makes it (EC-085).
   */
  readonly outcome:
    'generated' | 'code_renewed' | 'ready' | 'linked' | 'protected' | 'own_family' | 'not_found';
  readonly noticeId: Uuid | null;
}

/** What was made for one class; class null: staff, and pupils without a class. */
export interface NoticesOfClass {
  readonly classId: Uuid | null;
  readonly classLabel: string | null;
  readonly rows: readonly NoticeRow[];
}

/** Makes notices with link codes, ready to be printed. A class is a transaction: a school's codes do not wait for each other. */
@Injectable()
export class PrintNotices {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(NoticePlaces) private readonly places: NoticePlaces,
    @Inject(NoticePeople) private readonly people: NoticePeople,
    @Inject(NoticeIssues) private readonly issues: NoticeIssues,
    @Inject(ReadApprovedTexts) private readonly texts: ReadApprovedTexts,
    @Inject(PaperCodes) private readonly codes: PaperCodes,
    @Inject(OwnKin) private readonly kin: OwnKin,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError NOT_FOUND for a place out of reach, NOTICE_TEXT_NOT_APPROVED */
  async execute(wanted: NoticesWanted, act: NoticesAct): Promise<readonly NoticesOfClass[]> {
    const place = await this.unitOfWork.direct((tx) => this.placeOf(tx, wanted, act));
    if (wanted.of !== 'school') {
      const { classId, classLabel } = place;
      const rows = await this.unitOfWork.run((tx) => this.forClass(tx, place, classId, wanted, act));
      return [{ classId, classLabel, rows }];
    }
    const classes = await this.unitOfWork.direct((tx) => this.places.classes(tx, place.schoolId));
    const made: NoticesOfClass[] = [];
    for (const { id, label } of [...classes, { id: 'none', label: null } as const]) {
      const rows = await this.unitOfWork.run((tx) => this.forClass(tx, place, id, wanted, act));
      made.push({ classId: id === 'none' ? null : id, classLabel: label, rows });
    }
    return made;
  }

  private async placeOf(
    tx: EntityManager,
    wanted: NoticesWanted,
    { reach }: NoticesAct,
  ): Promise<NoticePlace> {
    const asked =
      wanted.of === 'class'
        ? { schoolId: null, classId: wanted.classId }
        : { schoolId: wanted.schoolId, classId: null };
    const place = await this.places.find(tx, reach, asked);
    if (place === null) throw new DomainError('NOT_FOUND', 'not_found');
    return place;
  }

  private async forClass(
    tx: EntityManager,
    place: NoticePlace,
    classId: Uuid | 'none' | null,
    wanted: NoticesWanted,
    act: NoticesAct,
  ): Promise<readonly NoticeRow[]> {
    const personIds = wanted.of === 'people' ? wanted.personIds : null;
    const found = await this.people.of(tx, { schoolId: place.schoolId, day: act.today, classId, personIds });
    // EC-062: in no pack, but the school may make a paper for the person by name.
    const kin = await this.kin.of(tx, act.administratorId);
    const inPack = found.filter(
      (one) => !one.isLinked && !kin.has(one.personId) && (wanted.of === 'people' || !one.isProtected),
    );
    const texts = await this.texts.of(tx, place.regionId);
    const rows = await this.make(tx, place, inPack, texts, act);
    const left = found
      .filter((one) => !inPack.includes(one))
      .map(({ personId, isLinked }): NoticeRow => ({
        ...{
          personId,
          noticeId: null,
          outcome: isLinked ? 'linked' : kin.has(personId) ? 'own_family' : 'protected',
        },
      }));
    const known = new Set(found.map(({ personId }) => personId));
    const strangers = (personIds ?? [])
      .filter((id) => !known.has(id))
      .map((personId): NoticeRow => ({ personId, noticeId: null, outcome: 'not_found' }));
    return [...rows, ...left, ...strangers];
  }

  private async make(
    tx: EntityManager,
    place: NoticePlace,
    people: readonly NoticePerson[],
    texts: ApprovedTexts,
    act: NoticesAct,
  ): Promise<readonly NoticeRow[]> {
    if (people.length === 0) return [];
    const worded = people.map((one) => ({ ...one, templateId: texts.of(leafletFor(one, act.today)).id }));
    const made = await this.issues.add(tx, place, worded, act.now);
    const fresh = new Set(made.map(({ id }) => id));
    const live = await this.issues.lockLive(tx, people);
    const byPerson = new Map(worded.map((one) => [keyOf(one), one.templateId]));
    await this.issues.reword(
      tx,
      live.flatMap((one) => {
        const templateId = byPerson.get(keyOf(one));
        return templateId === undefined ? [] : [{ id: one.id, templateId }];
      }),
    );
    const lacking = await this.codes.renew(tx, place.regionId, live, worded, act);
    await this.audit.record(tx, {
      ...{ regionId: place.regionId, at: act.now, actor: act.actor, action: 'notices.generated' },
      ...{ schoolId: place.schoolId, traceId: act.traceId ?? undefined },
      facts: { notices: fresh.size, codes: lacking.size, class_id: place.classId },
    });
    return live.map(({ id, personId }): NoticeRow => ({
      ...{ personId, noticeId: id },
      outcome: fresh.has(id) ? 'generated' : lacking.has(id) ? 'code_renewed' : 'ready',
    }));
  }
}

function keyOf({ campaignId, personId }: { readonly campaignId: Uuid; readonly personId: Uuid }): string {
  return `${campaignId} ${personId}`;
}
