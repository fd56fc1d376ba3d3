import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Territory } from '../../territory/index.js';
import type { Paper } from '../domain/paper.js';
import { isAppealAnswer, type TemplateKind } from '../domain/template-kind.js';
import { writtenTerm } from '../domain/written-term.js';
import { NoticePlaces } from '../store/notice-places.repository.js';
import { type NoticeTemplate, NoticeTemplates } from '../store/notice-templates.repository.js';
import { ReadApprovedTexts } from './approved-texts.js';
import { FillPapers, type PlaceWords } from './fill-papers.js';
import type { NoticesAct } from './notices-act.js';

/** A family that does not exist: nobody is impersonated (ADM-08). */
const NOBODY = {
  name: 'Образцова Анна Ивановна',
  classLabel: '5Б',
  children: 'Анна (5Б), Пётр (9А)',
  journalName: 'Электронный журнал',
  code: null,
} as const;
/** No link code has letters like these. */
const NO_CODE = 'ОБРАЗЕЦ';
const DAYS_LEFT = 60;

/** What a text looks like in the eyes of a family, with made-up people, and texts that are about nobody. */
@Injectable()
export class PreviewPapers {
  constructor(
    @Inject(NoticeTemplates) private readonly templates: NoticeTemplates,
    @Inject(NoticePlaces) private readonly places: NoticePlaces,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(ReadApprovedTexts) private readonly texts: ReadApprovedTexts,
    @Inject(FillPapers) private readonly papers: FillPapers,
  ) {}

  /**
   * One version, a draft too.
   *
   * @throws DomainError NOT_FOUND
   */
  async version(tx: EntityManager, id: Uuid, schoolId: Uuid | null, act: NoticesAct): Promise<Paper> {
    const found = await this.templates.find(tx, act.reach.regionId, id);
    if (found === null) throw new DomainError('NOT_FOUND', 'not_found');
    return this.madeUp(found, await this.wordsOf(tx, schoolId, act), act.today);
  }

  /**
   * «Посмотреть глазами родителя»: the text that families get now.
   *
   * @throws DomainError NOTICE_TEXT_NOT_APPROVED, NOT_FOUND for a school out of reach
   */
  async kind(tx: EntityManager, kind: TemplateKind, schoolId: Uuid | null, act: NoticesAct): Promise<Paper> {
    const texts = await this.texts.of(tx, act.reach.regionId);
    return this.madeUp(texts.of(kind), await this.wordsOf(tx, schoolId, act), act.today);
  }

  /** Approved answers to appeals (NOT-08), filled in for the region; about a day only where a school is named by hand. */
  async answers(
    tx: EntityManager,
    act: NoticesAct,
  ): Promise<readonly { kind: TemplateKind; paper: Paper }[]> {
    const approved = await this.templates.approved(tx, act.reach.regionId);
    const words = await this.wordsOf(tx, null, act);
    return [...approved.values()]
      .filter(({ kind }) => isAppealAnswer(kind))
      .map((found) => ({ kind: found.kind, paper: this.madeUp(found, words, act.today) }));
  }

  /** The public instruction that the QR codes lead to; null for a region that is none, or has approved none. */
  async instruction(tx: EntityManager, regionCode: string, today: CalendarDate): Promise<Paper | null> {
    const region = await this.territory.regionByCode(tx, regionCode);
    if (region === null) return null;
    const found = (await this.templates.approved(tx, region.id)).get('instruction');
    return found === undefined ? null : this.madeUp(found, placeless(region), today);
  }

  private async wordsOf(
    tx: EntityManager,
    schoolId: Uuid | null,
    { reach }: NoticesAct,
  ): Promise<PlaceWords> {
    if (schoolId === null) return placeless(await this.territory.region(tx, reach.regionId));
    const place = await this.places.find(tx, reach, { schoolId, classId: null });
    if (place === null) throw new DomainError('NOT_FOUND', 'not_found');
    return place;
  }

  private madeUp(template: NoticeTemplate, words: PlaceWords, today: CalendarDate): Paper {
    const cutoverOn = addDays(today, DAYS_LEFT);
    const filling = {
      ...this.papers.filling(words, today, { ...NOBODY, cutoverOn }),
      ...(isMessage(template.kind) && { term: writtenTerm(cutoverOn, today) }),
    };
    return this.papers.paper(template, filling, words, NO_CODE);
  }
}

function placeless(region: {
  readonly name: string;
  readonly code: string;
  readonly timeZone: string;
}): PlaceWords {
  const { name: regionName, code: regionCode, timeZone } = region;
  return { regionName, regionCode, timeZone, schoolName: 'Школа', contacts: null };
}

function isMessage(kind: TemplateKind): boolean {
  return kind === 'journal_message' || kind === 'email' || kind === 'sms' || kind === 'messenger';
}
