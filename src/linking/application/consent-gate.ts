import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EsiaPersons, kidsBorn } from '../../esia/index.js';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { PeopleDirectory } from '../../roster/index.js';
import { Territory } from '../../territory/index.js';
import { isConsentDue, isGateAge, SIGN_IN_PURPOSE } from '../domain/consent.js';
import { type Gated, type GateFacts, opens, throughConsent } from '../domain/consent-gate.js';
import { isCardOf } from '../domain/kid-card.js';
import type { Change } from '../domain/plan.js';
import { ConsentsRepository } from '../store/consents.repository.js';

/** For whom the gate is asked. */
export interface AtTheGate {
  readonly regionId: Uuid;
  readonly esiaPersonId: Uuid;
  readonly at: Date;
}

const OPEN: GateFacts = { applies: false, due: new Set(), withdrawn: new Set() };

/**
 * The gate of LNK-12 before every link of a minor pupil, off where the region has not turned it on. It stands where links
 * are written, so that no way of making one can go round it.
 */
@Injectable()
export class ConsentGate {
  constructor(
    @Inject(Territory) private readonly territory: Territory,
    @Inject(EsiaPersons) private readonly esiaPersons: EsiaPersons,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(ConsentsRepository) private readonly consents: ConsentsRepository,
  ) {}

  /** Asks nothing for a plan that opens no account, and one row where the gate is off. */
  async pass(tx: EntityManager, changes: readonly Change[], who: AtTheGate): Promise<Gated> {
    const accountIds = changes.flatMap((change) => opens(change) ?? []);
    if (accountIds.length === 0) return { changes, outcomes: [] };
    return throughConsent(changes, await this.facts(tx, accountIds, who));
  }

  private async facts(tx: EntityManager, accountIds: readonly Uuid[], who: AtTheGate): Promise<GateFacts> {
    const { consentGate } = await this.territory.policy(tx, who.regionId);
    if (!consentGate) return OPEN;
    const person = await this.esiaPersons.byId(tx, who.esiaPersonId);
    const { timeZone } = await this.territory.region(tx, who.regionId);
    const day = dayIn(who.at, timeZone);
    if (person === null || !isGateAge(day, person.birthDate)) return OPEN;
    const pupils = (await this.people.cards(tx, accountIds)).flatMap(({ id, role, personId }) =>
      role === 'student' && personId !== null ? [{ id, personId }] : [],
    );
    const standing = await this.consents.standing(
      tx,
      pupils.map(({ personId }) => personId),
      SIGN_IN_PURPOSE,
    );
    const due = new Set<Uuid>();
    const withdrawn = new Set<Uuid>();
    for (const { id, personId } of pupils) {
      const known = standing.get(personId) ?? { given: false, withdrawn: false };
      const asksParent = !known.given && !known.withdrawn;
      const shownByParent = asksParent && (await this.isShownByParent(tx, who.regionId, personId, day));
      if (!isConsentDue({ ...known, shownByParent })) continue;
      due.add(id);
      if (known.withdrawn) withdrawn.add(id);
    }
    return { applies: true, due, withdrawn };
  }

  private async isShownByParent(
    tx: EntityManager,
    regionId: Uuid,
    personId: Uuid,
    day: CalendarDate,
  ): Promise<boolean> {
    const person = await this.people.byId(tx, personId);
    if (person?.birthDate == null) return false;
    const cards = await kidsBorn(tx, regionId, person.birthDate);
    const parents = cards.filter((card) => isCardOf(card, person)).map(({ parentId }) => parentId);
    return parents.length > 0 && this.consents.hasLinkedParent(tx, parents, personId, day);
  }
}
