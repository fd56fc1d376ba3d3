import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import { type EsiaPerson, type KidCard, kidsOf } from '../../esia/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { FamilyTies, openFamilyTasks, PeopleDirectory, type RosterPerson } from '../../roster/index.js';
import { isCardOf } from '../domain/kid-card.js';
import { type FamilyOfRepresentative, FamiliesRepository } from '../store/families.repository.js';

/** A representative who has just signed in, with their people in the roster. */
export interface ConfirmTiesRequest {
  readonly person: EsiaPerson;
  /** The linked accounts of a representative, and whose they are. */
  readonly accounts: readonly { readonly id: Uuid; readonly personId: Uuid }[];
  readonly actor: AuditActor;
  readonly now: Date;
  readonly today: CalendarDate;
  readonly traceId: string | null;
}

/**
 * The roster and ESIA confirm one another: a verified card equal to the child of a tie confirms the tie; a card of a pupil
 * to whom the roster knows no tie is a task for the pupil's school. What no card speaks of stays as it is: a parent's
 * profile at Госуслуги need not show every child.
 */
@Injectable()
export class ConfirmTies {
  constructor(
    @Inject(FamiliesRepository) private readonly families: FamiliesRepository,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(FamilyTies) private readonly ties: FamilyTies,
  ) {}

  async execute(tx: EntityManager, request: ConfirmTiesRequest): Promise<void> {
    const { person, accounts, today } = request;
    if (accounts.length === 0) return;
    const representativeIds = [...new Set(accounts.map(({ personId }) => personId))];
    const cards = await kidsOf(tx, person.id);
    const family = await this.families.ofRepresentatives(tx, representativeIds);
    const confirmed: Uuid[] = [];
    for (const card of cards) {
      const known = family.filter((one) => isCardOf(card, one));
      confirmed.push(...known.filter(({ state }) => state === 'asserted').map(({ tieId }) => tieId));
      if (known.length === 0) await this.tellOfMissing(tx, card, family, request);
    }
    await this.ties.confirmByEsia(tx, confirmed, { ...request, today });
  }

  private async tellOfMissing(
    tx: EntityManager,
    card: KidCard,
    family: readonly FamilyOfRepresentative[],
    { person: { regionId }, accounts, today, now }: ConfirmTiesRequest,
  ): Promise<void> {
    const child = await this.pupilOf(tx, regionId, card);
    const [account] = accounts;
    if (child === null || account === undefined || accounts.some(({ personId }) => personId === child.id))
      return;
    if (family.some(({ childId }) => childId === child.id)) return;
    const schoolId = await this.families.schoolOf(tx, child.id, today);
    if (schoolId === null) return;
    const about = { regionId, schoolId, childId: child.id, accountId: account.id };
    const facts = { representative_id: account.personId };
    await openFamilyTasks(tx, [{ ...about, code: 'TIE_MISSING_IN_ROSTER', facts }], now);
  }

  /** The one pupil of the roster whom the card shows; null for none and for several. */
  private async pupilOf(tx: EntityManager, regionId: Uuid, card: KidCard): Promise<RosterPerson | null> {
    const { norm, birthDate, snilsHmac } = card;
    if (birthDate === null) return null;
    const found = await this.people.find(tx, { regionId, norm, birthDate, snilsHmac }, []);
    const [only, ...others] = found.filter((one) => one.isPupil && isCardOf(card, one));
    return only !== undefined && others.length === 0 ? only : null;
  }
}
