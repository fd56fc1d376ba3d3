import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { EsiaRefusals } from '../../legacy/index.js';
import type { Paper } from '../domain/paper.js';
import { NoticePlaces } from '../store/notice-places.repository.js';
import { RefusingPeople, type RefusingPerson } from '../store/refusing-people.repository.js';
import { ReadApprovedTexts } from './approved-texts.js';
import { FillPapers } from './fill-papers.js';
import type { NoticesAct } from './notices-act.js';

const LINE = '______________________________________';

/** The form on which a family refuses (NOT-07), with what it gets instead: blank, or with the names of a recorded refusal. */
@Injectable()
export class RefusalForms {
  constructor(
    @Inject(EsiaRefusals) private readonly refusals: EsiaRefusals,
    @Inject(RefusingPeople) private readonly people: RefusingPeople,
    @Inject(NoticePlaces) private readonly places: NoticePlaces,
    @Inject(ReadApprovedTexts) private readonly texts: ReadApprovedTexts,
    @Inject(FillPapers) private readonly papers: FillPapers,
  ) {}

  /** @throws DomainError NOT_FOUND, NOTICE_TEXT_NOT_APPROVED */
  async blank(tx: EntityManager, schoolId: Uuid, act: Pick<NoticesAct, 'reach' | 'today'>): Promise<Paper> {
    return this.form(tx, schoolId, { name: LINE, classLabel: null, cutoverOn: null }, act);
  }

  /**
   * The form of a recorded refusal, for the school's file: the gate of the cut-over learns that it is on paper.
   *
   * @throws DomainError NOT_FOUND, REFUSAL_STATE_WRONG, NOTICE_TEXT_NOT_APPROVED
   */
  async print(tx: EntityManager, refusalId: Uuid, act: NoticesAct): Promise<Paper> {
    const { personId, schoolId } = await this.refusals.print(tx, refusalId, act);
    const who = await this.people.find(tx, { personId, schoolId, day: act.today });
    if (who === null) throw new DomainError('NOT_FOUND', 'not_found');
    return this.form(tx, schoolId, who, act);
  }

  private async form(
    tx: EntityManager,
    schoolId: Uuid,
    { name, classLabel, cutoverOn }: RefusingPerson,
    act: Pick<NoticesAct, 'reach' | 'today'>,
  ): Promise<Paper> {
    const place = await this.places.find(tx, act.reach, { schoolId, classId: null });
    if (place === null) throw new DomainError('NOT_FOUND', 'not_found');
    const text = (await this.texts.of(tx, place.regionId)).of('refusal_form');
    const about = { name, classLabel, children: '', journalName: '', code: null };
    const filling = {
      ...this.papers.filling(place, act.today, { ...about, cutoverOn: cutoverOn ?? act.today }),
      ...(cutoverOn === null && { deadline: 'дня отключения паролей' }),
      ...(classLabel === null && { class: 'класс ________' }),
    };
    return this.papers.paper(text, filling, place, null);
  }
}
