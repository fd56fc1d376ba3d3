import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CalendarDate, dayIn, formatRussianDate } from '../../kernel/calendar-date.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { type Paper, paperOf, type Wording } from '../domain/paper.js';
import type { Filling } from '../domain/template-kind.js';
import { printedTerm } from '../domain/written-term.js';
import type { NoticePlace } from '../store/notice-places.repository.js';
import type { PrintedNotice } from '../store/notice-readings.repository.js';
import { NoticeTemplates } from '../store/notice-templates.repository.js';
import { type PaperCode, PaperCodes } from './paper-codes.js';

/** Where whoever reads a paper finds help while the school has said nothing. */
const NO_CONTACTS = 'классный руководитель или администратор школы';

/** What every text of a place may say. */
export type PlaceWords = Pick<
  NoticePlace,
  'schoolName' | 'contacts' | 'regionName' | 'regionCode' | 'timeZone'
>;

/** Puts a notice's own words into its text. */
@Injectable()
export class FillPapers {
  constructor(
    @Inject(PlatformSettings) private readonly settings: PlatformSettings,
    @Inject(NoticeTemplates) private readonly templates: NoticeTemplates,
    @Inject(PaperCodes) private readonly codes: PaperCodes,
  ) {}

  /** The papers of these notices in their order: two statements, and one for each print that gave them codes. */
  async of(
    tx: EntityManager,
    notices: readonly PrintedNotice[],
    place: PlaceWords,
    { now, today }: { readonly now: Date; readonly today: CalendarDate },
  ): Promise<readonly Paper[]> {
    const templates = await this.templates.byIds(tx, [...new Set(notices.map((one) => one.templateId))]);
    const codes = await this.codes.of(tx, notices, now);
    return notices.flatMap((notice) => {
      const template = templates.get(notice.templateId);
      if (template === undefined) return [];
      const code = codes.get(notice.accountId) ?? null;
      const filling = this.filling(place, today, { ...notice, code });
      return [this.paper(template, filling, place, code?.code ?? null)];
    });
  }

  paper(wording: Wording, filling: Filling, place: PlaceWords, code: string | null): Paper {
    return paperOf(wording, filling, { code, qrAddress: this.instructionOf(place.regionCode) });
  }

  /** All words of a text; about a person only what is given. */
  filling(
    place: PlaceWords,
    today: CalendarDate,
    about: {
      readonly cutoverOn: CalendarDate;
      readonly journalName: string;
      readonly name: string;
      readonly classLabel: string | null;
      readonly children: string;
      readonly code: PaperCode | null;
    },
  ): Filling {
    return {
      recipient: about.name,
      children: about.children === '' ? 'ваш ребёнок' : about.children,
      class: about.classLabel === null ? 'без класса' : `${about.classLabel} класс`,
      school: place.schoolName,
      contacts: place.contacts ?? NO_CONTACTS,
      journal: about.journalName,
      deadline: formatRussianDate(about.cutoverOn),
      former_deadline: formatRussianDate(about.cutoverOn),
      term: printedTerm(about.cutoverOn, today),
      address: this.address,
      region: place.regionName,
      today: formatRussianDate(today),
      code_until:
        about.code === null
          ? 'дня, указанного школой'
          : formatRussianDate(dayIn(about.code.expiresAt, place.timeZone)),
    };
  }

  /** The page on which people sign in without an e-journal. */
  get address(): string {
    return `${this.settings.publicUrl}/account`;
  }

  instructionOf(regionCode: string): string {
    return `${this.settings.publicUrl}/instruction/${regionCode}`;
  }
}
