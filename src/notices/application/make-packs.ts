import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { formatRussianDate } from '../../kernel/calendar-date.js';
import type { NoticeState } from '../domain/notice-state.js';
import type { Pack, Paper, PaperSize, SignatureSheet } from '../domain/paper.js';
import { packCover } from '../domain/pack-cover.js';
import { plainText } from '../domain/plain-text.js';
import { PaperFiles } from '../gateway/paper-files.js';
import { type NoticePlace, NoticePlaces } from '../store/notice-places.repository.js';
import { NoticeIssues } from '../store/notice-issues.repository.js';
import { NoticePeople } from '../store/notice-people.repository.js';
import { NoticeReadings, type PackAsked, type PrintedNotice } from '../store/notice-readings.repository.js';
import { ReadApprovedTexts } from './approved-texts.js';
import { FillPapers } from './fill-papers.js';
import type { NoticesAct } from './notices-act.js';
import { OwnKin } from './own-kin.js';

/** Which papers: of a class, or of a school's staff and its pupils without a class. */
export type PackPlace = { readonly classId: Uuid } | { readonly schoolId: Uuid };

export interface PackOrder {
  /** `waiting`: those nobody has been given yet; `all`: every living one. */
  readonly which: 'waiting' | 'all';
  readonly size: PaperSize;
}

/** A file for an administrator. */
export interface NoticeFile {
  readonly name: string;
  readonly content: Buffer;
}

const STATES: Readonly<Record<PackOrder['which'], readonly NoticeState[]>> = {
  waiting: ['generated', 'bounced'],
  all: ['generated', 'bounced', 'handed_out', 'sent', 'delivered'],
};

const WHAT: Readonly<Record<PrintedNotice['wave'], string>> = {
  staff: 'памятка сотруднику',
  representatives: 'письмо родителям',
  pupils_14plus: 'памятка ученику',
  pupils_under14: 'памятка ученику',
};

/** Prints what was made (NOT-02, NOT-05): packs of classes with the sheet to sign on, and single papers. Each is in the audit. */
@Injectable()
export class MakePacks {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(NoticePlaces) private readonly places: NoticePlaces,
    @Inject(NoticeReadings) private readonly readings: NoticeReadings,
    @Inject(ReadApprovedTexts) private readonly texts: ReadApprovedTexts,
    @Inject(FillPapers) private readonly papers: FillPapers,
    @Inject(OwnKin) private readonly kin: OwnKin,
    @Inject(NoticePeople) private readonly people: NoticePeople,
    @Inject(NoticeIssues) private readonly issues: NoticeIssues,
    @Inject(PaperFiles) private readonly files: PaperFiles,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError NOT_FOUND, NOTICES_NONE_TO_PRINT, NOTICE_TEXT_NOT_APPROVED */
  async pack(where: PackPlace, order: PackOrder, act: NoticesAct): Promise<NoticeFile> {
    const { place, pack } = await this.unitOfWork.run(async (tx) => {
      const found = await this.placeOf(tx, where, act);
      return { place: found, pack: await this.packOf(tx, found, found.classId ?? 'none', order, act) };
    });
    if (pack === null) throw new DomainError('NOTICES_NONE_TO_PRINT', 'not_found');
    return { name: nameOf(place), content: await this.files.pdf(pack) };
  }

  /**
   * A file for each class of a school that has papers, staff last, one at a time: nothing is read or printed before it is taken.
   *
   * @throws DomainError NOT_FOUND at the first step
   */
  async *school(schoolId: Uuid, order: PackOrder, act: NoticesAct): AsyncGenerator<NoticeFile> {
    const place = await this.unitOfWork.direct((tx) => this.placeOf(tx, { schoolId }, act));
    const classes = await this.unitOfWork.direct((tx) => this.places.classes(tx, schoolId));
    for (const { id, label } of [...classes, { id: 'none', label: null } as const]) {
      const here = { ...place, classLabel: label };
      const pack = await this.unitOfWork.run((tx) => this.packOf(tx, here, id, order, act));
      if (pack !== null) yield { name: nameOf(here), content: await this.files.pdf(pack) };
    }
  }

  /**
   * One paper, as it lies in the pack.
   *
   * @throws DomainError NOT_FOUND, also when its person is linked already; CONFLICT_OF_INTEREST for one's own and a relative's
   */
  async one(id: Uuid, act: NoticesAct): Promise<Paper> {
    return this.unitOfWork.run(async (tx) => {
      const notice = await this.readings.one(tx, act.reach, id, act.today);
      const place =
        notice === null
          ? null
          : await this.places.find(tx, wholeRegion(act), { schoolId: notice.schoolId, classId: null });
      if (notice === null || place === null) throw new DomainError('NOT_FOUND', 'not_found');
      if ((await this.kin.of(tx, act.administratorId)).has(notice.personId)) {
        throw new DomainError('CONFLICT_OF_INTEREST', 'forbidden');
      }
      const [paper] = await this.papers.of(tx, [notice], place, act);
      if (paper === undefined) throw new DomainError('NOT_FOUND', 'not_found');
      await this.tell(tx, place, { notices: 1, notice_id: id }, act);
      return paper;
    });
  }

  /** A single paper as a file. */
  async file(paper: Paper, format: 'pdf' | 'txt', size: PaperSize): Promise<Buffer> {
    if (format === 'txt') return Buffer.from(`${plainText(paper)}\n`);
    return this.files.pdf({ title: paper.title, cover: null, papers: [paper], sheet: null, size });
  }

  private async placeOf(tx: EntityManager, where: PackPlace, { reach }: NoticesAct): Promise<NoticePlace> {
    const asked =
      'classId' in where
        ? { schoolId: null, classId: where.classId }
        : { schoolId: where.schoolId, classId: null };
    const place = await this.places.find(tx, reach, asked);
    if (place === null) throw new DomainError('NOT_FOUND', 'not_found');
    return place;
  }

  private async packOf(
    tx: EntityManager,
    place: NoticePlace,
    classId: Uuid | 'none',
    { which, size }: PackOrder,
    act: NoticesAct,
  ): Promise<Pack | null> {
    const asked = { schoolId: place.schoolId, classId, states: STATES[which], day: act.today };
    const kin = await this.kin.of(tx, act.administratorId);
    const notices = (await this.readings.pack(tx, asked)).filter(({ personId }) => !kin.has(personId));
    const [first] = notices;
    if (first === undefined) return null;
    const papers = await this.papers.of(tx, notices, place, act);
    const sheet = await this.sheetOf(tx, notices, first, place, act);
    const leftOut = await this.leftOut(tx, asked, kin);
    await this.tell(tx, place, { notices: papers.length, class_id: classId, which, left_out: leftOut }, act);
    const title = nameOf(place);
    return { title, cover: packCover(title, papers.length, leftOut), papers, sheet, size };
  }

  /** How many of the place wait for a paper that no pack of this administrator holds. */
  private async leftOut(
    tx: EntityManager,
    { schoolId, classId, states, day }: PackAsked,
    kin: ReadonlySet<Uuid>,
  ): Promise<number> {
    const people = await this.people.of(tx, { schoolId, classId, day, personIds: null });
    const apart = people.filter((one) => !one.isLinked && (one.isProtected || kin.has(one.personId)));
    const ids = [...new Set(apart.map(({ personId }) => personId))];
    const elsewhere = await this.issues.elsewhere(tx, ids, states);
    return ids.filter((id) => !elsewhere.has(id)).length;
  }

  private async sheetOf(
    tx: EntityManager,
    notices: readonly PrintedNotice[],
    first: PrintedNotice,
    place: NoticePlace,
    { today }: NoticesAct,
  ): Promise<SignatureSheet> {
    const texts = await this.texts.of(tx, place.regionId);
    const days = [...new Set(notices.map(({ cutoverOn }) => cutoverOn))].sort();
    const filling = {
      ...this.papers.filling(place, today, { ...first, classLabel: place.classLabel, code: null }),
      ...(place.classLabel === null && { class: 'сотрудники и ученики без класса' }),
      // Waves of one class may end on different days.
      deadline: days.map(formatRussianDate).join(', '),
    };
    const { title, blocks } = this.papers.paper(texts.of('signature_sheet'), filling, place, null);
    return { title, blocks, lines: notices.map(({ name, wave }) => ({ name, what: WHAT[wave] })) };
  }

  private async tell(
    tx: EntityManager,
    { regionId, schoolId }: NoticePlace,
    facts: Readonly<Record<string, unknown>>,
    { actor, now: at, traceId }: NoticesAct,
  ): Promise<void> {
    await this.audit.record(tx, {
      ...{ regionId, at, actor, action: 'notices.printed', schoolId, facts },
      traceId: traceId ?? undefined,
    });
  }
}

function wholeRegion({ reach }: NoticesAct) {
  return { ...reach, wholeRegion: true };
}

function nameOf({ classLabel }: Pick<NoticePlace, 'classLabel'>): string {
  return classLabel === null ? 'Памятки, сотрудники' : `Памятки, ${classLabel}`;
}
