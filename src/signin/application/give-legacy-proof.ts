import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PersonName } from '../../kernel/person-name.js';
import { type AccountCard, LegacyProofs, type WizardAnswer } from '../../linking/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Territory } from '../../territory/index.js';
import { PERSON_SESSION_LIVES_MS } from '../domain/sign-in.js';
import { PersonSessionsRepository } from '../store/person-sessions.repository.js';
import { AttemptLimits } from './attempt-limits.js';
import { LegacyProofPlaces } from './legacy-proof-places.js';
import { type Claimant, type EvidenceGiven, type EvidenceVisit, SecondEvidence } from './second-evidence.js';

/** What a browser sees that comes from an e-journal with a proof. `esia`: the person must sign in at ESIA first. */
export type ShownWizard =
  | { readonly kind: 'lost' }
  | { readonly kind: 'esia' }
  | { readonly kind: 'wizard'; readonly card: AccountCard; readonly name: PersonName };

type Found = { readonly kind: 'found'; readonly claimant: Claimant; readonly shown: ShownProof };
type ShownProof = NonNullable<Awaited<ReturnType<LegacyProofs['show']>>>;

/**
 * «Войти старым паролем» (LNK-02): the e-journal checks the password, the wizard asks whose account it is, and only then it
 * is linked. Whichever side began, the same browser and the same person of ESIA must end it.
 */
@Injectable()
export class GiveLegacyProof {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(SecondEvidence) private readonly evidence: SecondEvidence,
    @Inject(LegacyProofs) private readonly proofs: LegacyProofs,
    @Inject(LegacyProofPlaces) private readonly places: LegacyProofPlaces,
    @Inject(PersonSessionsRepository) private readonly sessions: PersonSessionsRepository,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(AttemptLimits) private readonly limits: AttemptLimits,
  ) {}

  /** Where the browser goes to type the old password; null when the sign-in waits for nothing, or its journal has no such page. */
  async ask(visit: EvidenceVisit): Promise<string | null> {
    const { browserToken, now } = visit;
    const whose = await this.evidence.whose(visit);
    if (whose === null || browserToken === null) return null;
    await this.limits.countProofRequest(whose);
    return this.unitOfWork.run(async (tx) => {
      const claimant = await this.evidence.claimant(tx, visit);
      const journalSystemId = claimant?.signIn?.journalSystemId ?? null;
      if (claimant === null || journalSystemId === null) return null;
      const { person, signIn } = claimant;
      const place = this.places.of((await this.territory.journalSystem(tx, journalSystemId)).code);
      if (place === null) return null;
      const asked = { regionId: person.regionId, journalSystemId, esiaPersonId: person.id };
      const signInId = signIn?.id ?? null;
      const address = new URL(place);
      address.searchParams.set(
        'claim_request',
        await this.proofs.ask(tx, { ...asked, signInId, browserToken, now }),
      );
      return address.href;
    });
  }

  /** The wizard: whose account it is. */
  show(visit: EvidenceVisit, handle: string): Promise<ShownWizard> {
    return this.unitOfWork.run(async (tx) => {
      const found = await this.find(tx, visit, handle);
      if (found.kind !== 'found') return found;
      return { kind: 'wizard', card: found.shown.card, name: found.claimant.person.name };
    });
  }

  /** Uses the proof for what the person answered; it is over afterwards. */
  answer(visit: EvidenceVisit, handle: string, answer: WizardAnswer): Promise<EvidenceGiven> {
    return this.unitOfWork.run(async (tx) => {
      const found = await this.find(tx, visit, handle);
      if (found.kind !== 'found') return { kind: 'lost' };
      const { claimant, shown } = found;
      const request = { ...this.evidence.requestOf(claimant, visit), proof: shown.proof, answer };
      return this.evidence.goOn(tx, claimant, await this.proofs.use(tx, request), visit.now);
    });
  }

  private async find(
    tx: EntityManager,
    visit: EvidenceVisit,
    handle: string,
  ): Promise<Found | { readonly kind: 'lost' | 'esia' }> {
    const { browserToken, now } = visit;
    const shown = await this.proofs.show(tx, handle, now);
    if (shown === null || browserToken === null) return { kind: 'lost' };
    const { proof } = shown;
    if (!(await this.proofs.bindBrowser(tx, proof, browserToken, now))) return { kind: 'lost' };
    const began = proof.signInId !== null;
    if (!began && !(await this.signedInSince(tx, visit, proof.provenAt))) return { kind: 'esia' };
    const claimant = await this.evidence.claimant(tx, { ...visit, signInId: proof.signInId });
    if (claimant === null) return { kind: began ? 'lost' : 'esia' };
    const isTheirs = proof.esiaPersonId === null || proof.esiaPersonId === claimant.person.id;
    return isTheirs ? { kind: 'found', claimant, shown } : { kind: 'lost' };
  }

  /** EC-128: a session from before the proof may be the previous person's at this computer. */
  private async signedInSince(
    tx: EntityManager,
    { accountToken, now }: EvidenceVisit,
    provenAt: Date,
  ): Promise<boolean> {
    const session = accountToken === null ? null : await this.sessions.find(tx, accountToken, now);
    return session !== null && session.expiresAt.getTime() - PERSON_SESSION_LIVES_MS >= provenAt.getTime();
  }
}
