import { Inject, Injectable } from '@nestjs/common';
import type { PersonName } from '../../kernel/person-name.js';
import { type OwnPassword, OwnPasswords, type ToldCutover, ToldCutovers } from '../../legacy/index.js';
import {
  type AskedSchool,
  OwnAccount,
  type OwnChild,
  OwnConsents,
  type OwnConsentsView,
  OwnFamily,
  type OwnLink,
  OwnPeople,
  type OwnParent,
} from '../../linking/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { InHand } from '../domain/mistakes.js';
import type { SignIn } from '../domain/sign-in.js';
import { DeclareOwnChild, type OwnChildsAccount } from '../../statistics/index.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';
import { type AccountVisit, OwnVisit } from './own-visit.js';

/** A person's own page. */
export interface ShownAccount {
  readonly name: PersonName;
  readonly links: readonly OwnLink[];
  /** The old password of each account, by the id of the link; some links have none to speak of. */
  readonly passwords: ReadonlyMap<Uuid, OwnPassword>;
  /** Questions to schools that hang on no link. */
  readonly asked: readonly AskedSchool[];
  readonly children: readonly OwnChild[];
  /** I-06: whether the children who are pupils today are said to have an account of ESIA. */
  readonly declared: ReadonlyMap<Uuid, OwnChildsAccount['state']>;
  /** Announced days on which the children's passwords end. */
  readonly cutovers: readonly ToldCutover[];
  /** EC-030: whose access the pupil of full age may end. */
  readonly parents: readonly OwnParent[];
  /** Null where no consent is asked of this person. */
  readonly consents: OwnConsentsView | null;
  /** What the last sign-in said; null when nothing is known of it any more. */
  readonly lastSignIn: SignIn | null;
  readonly expiresAt: Date;
  /** The region's, an IANA name: moments are shown in it. */
  readonly timeZone: string;
}

/** Shows a person what is linked, why the rest is not, and what they may decide. */
@Injectable()
export class ShowAccount {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(OwnVisit) private readonly visits: OwnVisit,
    @Inject(SignInsRepository) private readonly signIns: SignInsRepository,
    @Inject(OwnAccount) private readonly account: OwnAccount,
    @Inject(OwnPasswords) private readonly passwords: OwnPasswords,
    @Inject(OwnFamily) private readonly family: OwnFamily,
    @Inject(OwnConsents) private readonly consents: OwnConsents,
    @Inject(OwnPeople) private readonly own: OwnPeople,
    @Inject(ToldCutovers) private readonly cutovers: ToldCutovers,
    @Inject(DeclareOwnChild) private readonly declarations: DeclareOwnChild,
  ) {}

  /** Null when the token opens no session now. */
  async execute(visit: AccountVisit): Promise<ShownAccount | null> {
    return this.unitOfWork.run(async (tx) => {
      const visitor = await this.visits.visitor(tx, visit);
      if (visitor === null) return null;
      const { person, region, today, expiresAt } = visitor;
      const personIds = await this.own.ofLinks(tx, person.id, 'representative');
      const accounts = await this.declarations.states(tx, { personIds, today, esiaPersonId: person.id });
      const children = await this.family.children(tx, person.id, today);
      return {
        declared: new Map(accounts.map(({ childId, state }) => [childId, state])),
        ...(await this.account.show(tx, person, visit.now, today)),
        name: person.name,
        passwords: await this.passwords.show(tx, person.id, visit.now),
        children,
        cutovers: await this.cutovers.of(tx, shownOf(children)),
        parents: await this.family.parents(tx, person, today),
        consents: await this.consents.show(tx, person, today),
        lastSignIn: await this.signIns.lastOfPerson(tx, person.id),
        ...{ expiresAt, timeZone: region.timeZone },
      };
    });
  }
}

/** A hidden child shows nothing but that there is one. */
function shownOf(children: readonly OwnChild[]): readonly Uuid[] {
  return children.filter(({ name }) => name !== null).map(({ childId }) => childId);
}

/** What schools have in hand for this person already. */
export function inHandOf({ links, asked }: Pick<ShownAccount, 'links' | 'asked'>): InHand {
  const waiting = links.filter(({ standing }) => standing === 'waiting' || standing === 'held');
  return {
    accountIds: new Set(waiting.flatMap(({ card }) => card?.accountId ?? [])),
    codes: new Set(asked.filter(({ state }) => state === 'open').map(({ code }) => code)),
  };
}
