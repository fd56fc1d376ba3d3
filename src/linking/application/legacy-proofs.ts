import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { keptMs } from '../../kernel/kept-days.js';
import { hashToken, newToken } from '../../platform/crypto/tokens.js';
import { sqlState, violatedConstraint } from '../../platform/database/unit-of-work.js';
import { PeopleDirectory } from '../../roster/index.js';
import {
  type LegacyProof,
  LegacyProofsRepository,
  type ProofEnd,
} from '../store/legacy-proofs.repository.js';
import { AccountCards } from './account-cards.js';
import { type EvidenceRequest, LinkByEvidence } from './link-by-evidence.js';
import type { AccountCard, LinkingResult } from './linking-result.js';

/** So long the person may type the old password at the e-journal, and then answer the wizard. */
const REQUEST_LIVES_MS = 10 * 60_000;
const PROOF_LIVES_MS = 10 * 60_000;
/** From the e-journal's own button through Госуслуги and back. */
const AWAY_AT_ESIA_MS = 30 * 60_000;

/** Who asks an e-journal to check an old password, and from which browser. */
export interface AskForProof {
  readonly regionId: Uuid;
  readonly journalSystemId: Uuid;
  readonly esiaPersonId: Uuid;
  readonly signInId: Uuid | null;
  readonly browserToken: string;
  readonly now: Date;
}

/** A claim of an e-journal after every check of its signature. */
export interface LinkClaim {
  readonly regionId: Uuid;
  readonly journalSystemId: Uuid;
  readonly clientId: string;
  /** The account's id in the e-journal. */
  readonly externalId: string;
  readonly jti: string;
  /** The one-time handle of our request; null when the e-journal begins by itself. */
  readonly claimRequest: string | null;
  readonly now: Date;
  readonly traceId: string | null;
}

/** A proof as the wizard shows it: whose account it is. */
export interface ShownProof {
  readonly proof: LegacyProof;
  readonly card: AccountCard;
}

/** What the person says of the account. */
export type WizardAnswer = 'mine' | 'parent' | 'not_mine';

export interface UseProof extends Omit<EvidenceRequest, 'accountId' | 'given'> {
  readonly proof: LegacyProof;
  readonly answer: WizardAnswer;
}

/** What a proof came to; `askedAsParent`: the school has the request (EC-041). */
export interface UsedProof extends LinkingResult {
  readonly isValid: boolean;
  readonly askedAsParent: boolean;
}

const INVALID: UsedProof = {
  isValid: false,
  askedAsParent: false,
  linked: [],
  outcomes: [{ code: 'LEGACY_PROOF_INVALID', accountId: null, schoolNames: [], notBefore: null }],
};

/**
 * Proofs of the old login (LNK-02, INT-03). Each is bound to the account, the person of ESIA, the browser, the sign-in and
 * its purpose, and is worth something once. We never see the password: the e-journal checks it.
 */
@Injectable()
export class LegacyProofs {
  constructor(
    @Inject(LegacyProofsRepository) private readonly proofs: LegacyProofsRepository,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(AccountCards) private readonly cards: AccountCards,
    @Inject(LinkByEvidence) private readonly link: LinkByEvidence,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** The one-time handle with which the browser goes to the e-journal. */
  async ask(tx: EntityManager, { browserToken, now, ...bound }: AskForProof): Promise<string> {
    const handle = newToken();
    await this.proofs.ask(tx, {
      ...{ id: newUuid(), ...bound, begunAt: now },
      requestHash: hashToken(handle),
      browserHash: hashToken(browserToken),
      expiresAt: new Date(now.getTime() + REQUEST_LIVES_MS),
    });
    return handle;
  }

  /**
   * Takes in a claim; returns the one-time handle with which the e-journal sends the browser to us. Only that browser
   * carries it, so who lured another into typing a password gets nothing.
   *
   * @throws DomainError `LEGACY_PROOF_INVALID` for a replayed claim, an unknown account, a request that is over
   */
  async receive(tx: EntityManager, claim: LinkClaim): Promise<string> {
    const { regionId, journalSystemId, claimRequest, now } = claim;
    const accountId = await this.people.openAccountId(tx, journalSystemId, claim.externalId);
    if (accountId === null) throw invalidProof('journal_account');
    const handle = newToken();
    const proven = {
      ...{ regionId, journalSystemId, accountId, at: now },
      jtiHash: hashToken(claim.jti),
      handleHash: hashToken(handle),
      expiresAt: new Date(now.getTime() + PROOF_LIVES_MS),
    };
    await this.keep(tx, claimRequest, proven);
    await this.audit.record(tx, {
      regionId,
      at: now,
      actor: { kind: 'client', id: claim.clientId },
      action: 'legacy_proof.received',
      subject: { kind: 'journal_account', id: accountId },
      facts: { journalBegan: claimRequest === null },
      traceId: claim.traceId ?? undefined,
    });
    return handle;
  }

  /** The proof behind a handle, with whose account it is; null when it is worth nothing. */
  async show(tx: EntityManager, handle: string, now: Date): Promise<ShownProof | null> {
    const proof = await this.proofs.find(tx, hashToken(handle), now);
    const [card] = proof === null ? [] : await this.cards.describe(tx, [proof.accountId]);
    return proof === null || card === undefined ? null : { proof, card };
  }

  /**
   * Binds a proof to this browser; a foreign browser ends it. True when the proof is this browser's afterwards.
   */
  async bindBrowser(
    tx: EntityManager,
    proof: LegacyProof,
    browserToken: string,
    now: Date,
  ): Promise<boolean> {
    const hash = hashToken(browserToken);
    if (proof.browserHash !== null) {
      if (proof.browserHash.equals(hash)) return true;
      await this.end(tx, proof, 'foreign_browser', now);
      return false;
    }
    return this.proofs.bindBrowser(tx, proof.id, hash, new Date(now.getTime() + AWAY_AT_ESIA_MS));
  }

  /** Uses the proof for what the person answered; it is over afterwards, whatever came of it. */
  async use(tx: EntityManager, { proof, answer, ...rest }: UseProof): Promise<UsedProof> {
    const { person, now } = rest;
    if (!(await this.proofs.bindPerson(tx, proof.id, person.id))) return INVALID;
    if (answer === 'not_mine') {
      return (await this.end(tx, proof, 'not_mine', now))
        ? { ...INVALID, isValid: true, outcomes: [] }
        : INVALID;
    }
    const asParent = answer === 'parent';
    const request: EvidenceRequest = { ...rest, accountId: proof.accountId, given: 'legacy_proof' };
    const spend = (inner: EntityManager, accepted: boolean): Promise<boolean> =>
      this.proofs.consume(
        inner,
        proof.id,
        asParent ? 'asked_as_parent' : accepted ? 'linked' : 'refused',
        now,
      );
    const result = asParent
      ? await this.link.askAsParent(tx, request, spend)
      : await this.link.execute(tx, request, spend);
    await this.audit.record(tx, {
      regionId: person.regionId,
      at: now,
      actor: rest.actor,
      action: result === null ? 'legacy_proof.refused' : 'legacy_proof.used',
      subject: { kind: 'journal_account', id: proof.accountId },
      ...(result === null && { reason: 'LEGACY_PROOF_INVALID' }),
      facts: { answer },
      traceId: rest.traceId ?? undefined,
    });
    return result === null ? INVALID : { ...result, isValid: true, askedAsParent: asParent };
  }

  /** Forgets what is long over; for a job. */
  forget(tx: EntityManager, now: Date): Promise<number> {
    return this.proofs.forgetBefore(tx, new Date(now.getTime() - keptMs('legacy_proofs')));
  }

  private async end(tx: EntityManager, proof: LegacyProof, as: ProofEnd, now: Date): Promise<boolean> {
    return this.proofs.consume(tx, proof.id, as, now);
  }

  private async keep(
    tx: EntityManager,
    claimRequest: string | null,
    proven: Parameters<LegacyProofsRepository['begin']>[2],
  ): Promise<void> {
    try {
      await tx.transaction(async (inner) => {
        if (claimRequest === null) await this.proofs.begin(inner, newUuid(), proven);
        else if (!(await this.proofs.answer(inner, hashToken(claimRequest), proven))) {
          throw invalidProof('claim_request');
        }
      });
    } catch (error) {
      const replayed = sqlState(error) === '23505' && violatedConstraint(error) === 'legacy_proofs_jti_once';
      throw replayed ? invalidProof('jti') : error;
    }
  }
}

/** `claim` names the part that does not hold, for the e-journal that sent it. */
export function invalidProof(claim: string): DomainError {
  return new DomainError('LEGACY_PROOF_INVALID', 'invalid', { claim });
}
