import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { type ToldCutover, ToldCutovers } from '../../legacy/index.js';
import { OwnFamily, OwnPeople } from '../../linking/index.js';
import { Throttle } from '../../platform/throttle/throttle.js';
import { type FamilyLeaflet, familyLeaflet, withoutCode } from '../domain/family-leaflet.js';
import type { Paper } from '../domain/paper.js';
import { NoticePlaces } from '../store/notice-places.repository.js';
import { NoticeReadings, type PrintedNotice } from '../store/notice-readings.repository.js';
import { FillPapers } from './fill-papers.js';
import { RefusalForms } from './refusal-forms.js';

/** A person on their own page. */
export interface FamilyVisit {
  readonly regionId: Uuid;
  readonly esiaPersonId: Uuid;
  readonly now: Date;
  /** The civil day of the region. */
  readonly today: CalendarDate;
  readonly traceId: string | null;
}

/** A paper that may be taken from the page. */
export interface OfferedLeaflet {
  readonly id: Uuid;
  readonly journalName: string;
  readonly cutoverOn: CalendarDate;
  readonly hasCode: boolean;
}

/** Somebody of the family with what is told and given about them. */
export interface FamilyMember {
  /** Null: the visitor. */
  readonly name: string | null;
  readonly place: string | null;
  readonly cutovers: readonly ToldCutover[];
  readonly leaflets: readonly OfferedLeaflet[];
}

export interface FamilyPage {
  readonly members: readonly FamilyMember[];
  /** Schools of the family's pupils, whose form of a refusal may be taken. */
  readonly schools: readonly { readonly id: Uuid; readonly name: string }[];
}

interface Family {
  readonly own: readonly Uuid[];
  readonly pupils: readonly Uuid[];
  readonly children: Awaited<ReturnType<OwnFamily['children']>>;
}

const PER_PERSON = { what: 'leaflet.person', most: 40, windowMs: 900_000 };

/**
 * Leaflets and the form of a refusal on a person's own page (roles.md, rows 2–4). Whose they are is known by links that hold: one
 * who is still to prove by a code who they are gets none here.
 */
@Injectable()
export class OwnLeaflets {
  constructor(
    @Inject(OwnPeople) private readonly own: OwnPeople,
    @Inject(OwnFamily) private readonly families: OwnFamily,
    @Inject(ToldCutovers) private readonly cutovers: ToldCutovers,
    @Inject(NoticeReadings) private readonly readings: NoticeReadings,
    @Inject(NoticePlaces) private readonly places: NoticePlaces,
    @Inject(FillPapers) private readonly papers: FillPapers,
    @Inject(RefusalForms) private readonly forms: RefusalForms,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  async show(tx: EntityManager, visit: FamilyVisit): Promise<FamilyPage> {
    const family = await this.familyOf(tx, visit);
    const childIds = family.children.map(({ childId }) => childId);
    const days = await this.cutovers.of(tx, [...family.pupils, ...childIds]);
    const offered = await this.offered(tx, family, visit);
    const about = (personIds: readonly Uuid[]) => ({
      cutovers: days.filter(({ personId }) => personIds.includes(personId)),
      leaflets: offered
        .filter(({ notice }) => personIds.includes(notice.personId))
        .map(({ notice: { id, journalName, cutoverOn }, give }) => ({
          ...{ id, journalName, cutoverOn },
          hasCode: give === 'whole',
        })),
    });
    const self = { name: null, place: null, ...about(family.own) };
    const children = family.children.map(({ name, schoolName, classLabel, childId }) => ({
      name,
      place: [schoolName, classLabel].filter((part) => part !== null).join(', ') || null,
      ...about([childId]),
    }));
    const schools = await this.places.ofFamily(tx, { own: family.pupils, children: childIds }, visit.today);
    const isPupil = family.pupils.length > 0 || self.leaflets.length > 0;
    return { members: [...(isPupil ? [self] : []), ...children], schools };
  }

  /** Counts a download before its work. @throws DomainError TOO_MANY_REQUESTS */
  async count({ esiaPersonId }: FamilyVisit): Promise<void> {
    await this.throttle.count([{ limit: PER_PERSON, whose: esiaPersonId }]);
  }

  /**
   * The paper that holds now; every taking is in the audit.
   *
   * @throws DomainError NOT_FOUND for another's, for a void one, for one of a person who is linked meanwhile
   */
  async take(tx: EntityManager, visit: FamilyVisit, id: Uuid, format: string): Promise<Paper> {
    const offered = await this.offered(tx, await this.familyOf(tx, visit), visit);
    const found = offered.find(({ notice }) => notice.id === id);
    if (found === undefined) throw new DomainError('NOT_FOUND', 'not_found');
    const { notice, give } = found;
    const place = await this.places.find(tx, reachOf(visit), { schoolId: notice.schoolId, classId: null });
    if (place === null) throw new DomainError('NOT_FOUND', 'not_found');
    // Without an act of printing no code is made again.
    const asked = give === 'whole' ? notice : { ...notice, printId: null };
    const [paper] = await this.papers.of(tx, [asked], place, visit);
    if (paper === undefined) throw new DomainError('NOT_FOUND', 'not_found');
    await this.audit.record(tx, {
      ...{ regionId: visit.regionId, at: visit.now, action: 'notices.taken_by_family' },
      ...{ actor: { kind: 'person', id: visit.esiaPersonId }, schoolId: notice.schoolId },
      subject: { kind: 'person', id: notice.personId },
      facts: { notice_id: id, format, with_code: give === 'whole' },
      traceId: visit.traceId ?? undefined,
    });
    return give === 'whole' ? paper : withoutCode(paper);
  }

  /**
   * The blank form of a refusal (NOT-07) of a school where somebody of the family learns.
   *
   * @throws DomainError NOT_FOUND for another school, NOTICE_TEXT_NOT_APPROVED
   */
  async refusalForm(tx: EntityManager, visit: FamilyVisit, schoolId: Uuid): Promise<Paper> {
    const { pupils, children } = await this.familyOf(tx, visit);
    const childIds = children.map(({ childId }) => childId);
    const schools = await this.places.ofFamily(tx, { own: pupils, children: childIds }, visit.today);
    if (!schools.some(({ id }) => id === schoolId)) throw new DomainError('NOT_FOUND', 'not_found');
    return this.forms.blank(tx, schoolId, { reach: reachOf(visit), today: visit.today });
  }

  /** A child that is hidden from the person gives nothing. */
  private async familyOf(tx: EntityManager, { esiaPersonId, today }: FamilyVisit): Promise<Family> {
    const pupils = await this.own.ofLinks(tx, esiaPersonId, 'student');
    const adults = await this.own.ofLinks(tx, esiaPersonId, 'representative');
    const children = await this.families.children(tx, esiaPersonId, today);
    return {
      ...{ own: [...new Set([...pupils, ...adults])], pupils },
      children: children.filter(({ name }) => name !== null),
    };
  }

  private async offered(
    tx: EntityManager,
    { own, children }: Family,
    { today }: FamilyVisit,
  ): Promise<readonly { readonly notice: PrintedNotice; readonly give: FamilyLeaflet }[]> {
    const ids = [...own, ...children.map(({ childId }) => childId)];
    const notices = await this.readings.ofPeople(tx, ids, today);
    return notices
      .map((notice) => {
        const relation = own.includes(notice.personId) ? ('self' as const) : ('child' as const);
        return { notice, give: familyLeaflet({ ...notice, relation }, today) };
      })
      .filter(({ notice, give }) => give !== 'none' && (own.includes(notice.personId) || isOfPupil(notice)));
  }
}

/** A child who is a teacher by now shows their parents no paper of their work. */
function isOfPupil({ wave }: PrintedNotice): boolean {
  return wave === 'pupils_14plus' || wave === 'pupils_under14';
}

function reachOf({ regionId }: FamilyVisit) {
  return { regionId, wholeRegion: true, municipalityIds: [], schoolIds: [], classGroupIds: [] };
}
