import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EsiaPersons } from '../../esia/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { PeopleDirectory } from '../../roster/index.js';
import { Territory } from '../../territory/index.js';
import { isGateAge, SIGN_IN_PURPOSE } from '../domain/consent.js';
import { evidenceOf, type Rule } from '../domain/evidence.js';
import type { Move } from '../domain/plan.js';
import { ConsentsRepository, type Consent } from '../store/consents.repository.js';
import { LinksRepository } from '../store/links.repository.js';
import { CarryOutPlan } from './carry-out-plan.js';
import type { ConsentAct } from './consent-act.js';

/** A withdrawal where the gate is on: the pupil's links are suspended until a consent is given again or none is due. */
@Injectable()
export class SuspendForConsent {
  constructor(
    @Inject(Territory) private readonly territory: Territory,
    @Inject(EsiaPersons) private readonly esiaPersons: EsiaPersons,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(ConsentsRepository) private readonly consents: ConsentsRepository,
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(CarryOutPlan) private readonly carryOut: CarryOutPlan,
  ) {}

  /** Does nothing where the gate is off, the consent was for something else, or another valid one stands. */
  async execute(
    tx: EntityManager,
    { regionId, subjectId, purpose }: Consent,
    act: ConsentAct,
  ): Promise<void> {
    if (purpose !== SIGN_IN_PURPOSE || !(await this.territory.policy(tx, regionId)).consentGate) return;
    const standing = await this.consents.standing(tx, [subjectId], purpose);
    if (standing.get(subjectId)?.given === true) return;
    for (const holderId of await this.links.holdersOf(tx, subjectId)) {
      await this.suspendOf(tx, { regionId, holderId, subjectId }, act);
    }
  }

  private async suspendOf(
    tx: EntityManager,
    who: { readonly regionId: Uuid; readonly holderId: Uuid; readonly subjectId: Uuid },
    { actor, now, today, traceId }: ConsentAct,
  ): Promise<void> {
    const { regionId, holderId, subjectId } = who;
    await this.links.lockPerson(tx, holderId);
    const accountIds = await this.people.lockAccounts(tx, [subjectId], []);
    const links = await this.links.lockAround(tx, holderId, accountIds, now);
    const [holder, pupil] = [
      await this.esiaPersons.byId(tx, holderId),
      await this.people.byId(tx, subjectId),
    ];
    if (holder === null || pupil === null || !isGateAge(today, holder.birthDate)) return;
    const accounts = await this.people.accounts(tx, accountIds, today);
    const pupils = accounts.filter(({ role, personId }) => role === 'student' && personId === subjectId);
    const moves = links
      .filter(({ esiaPersonId, state }) => esiaPersonId === holderId && state === 'active')
      .filter(({ accountId }) => pupils.some(({ id }) => id === accountId))
      .map((link): Move => {
        const evidence = evidenceOf(link.rule as Rule, holder, pupil);
        const step = {
          event: 'suspend',
          reason: 'consent_withdrawn',
          review: null,
          closesReview: false,
        } as const;
        return { kind: 'move', link, evidence, ...step };
      });
    if (moves.length === 0) return;
    const schools = new Map(pupils.map(({ id, schools: of }) => [id, of[0]?.id ?? null] as const));
    const plan = {
      changes: moves,
      outcomes: [],
      otherwise: 'AWAITING_PARENT_CONSENT',
      stopped: false,
    } as const;
    const schoolOf = (accountId: Uuid) => schools.get(accountId) ?? null;
    await this.carryOut.execute(tx, plan, {
      regionId,
      esiaPersonId: holderId,
      actor,
      at: now,
      traceId,
      schoolOf,
    });
  }
}
