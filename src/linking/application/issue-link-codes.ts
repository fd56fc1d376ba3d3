import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { newToken } from '../../platform/crypto/tokens.js';
import {
  type AccountInReach,
  AccountsInReach,
  PeopleDirectory,
  PeopleForReview,
} from '../../roster/index.js';
import type { SchoolScope } from '../../territory/index.js';
import { LINK_CODE_LIVES_MS, printLinkCode } from '../domain/link-code.js';
import {
  type LinkCodeIssue,
  LinkCodesRepository,
  type LinkCodeState,
  type NewLinkCode,
} from '../store/link-codes.repository.js';
import { LinksRepository } from '../store/links.repository.js';
import { LinkCodeMint } from './link-code-mint.js';
import { OwnPeople } from './own-people.js';

/** For whom codes are asked: named accounts, or the pupils of a class and their representatives. */
export type CodesFor =
  | { readonly accountIds: readonly Uuid[]; readonly classId?: never }
  | { readonly classId: Uuid; readonly accountIds?: never };

export interface IssueLinkCodesRequest {
  readonly regionId: Uuid;
  /** Where the administrator may issue codes: checked in SQL. */
  readonly reach: SchoolScope;
  readonly wanted: CodesFor;
  readonly issuedBy: Uuid;
  readonly idempotencyKey: string | null;
  readonly now: Date;
  readonly today: CalendarDate;
  readonly traceId: string | null;
}

/** A code that is said once. */
export interface IssuedLinkCode {
  readonly accountId: Uuid;
  /** As it is printed: `7KMT-4WXA`; null where it was used or voided between an issue and its repetition. */
  readonly code: string | null;
  readonly expiresAt: Date;
}

export interface IssuedLinkCodes {
  readonly codes: readonly IssuedLinkCode[];
  /** Accounts that somebody holds already: they need no code. */
  readonly linked: readonly Uuid[];
  /** How many accounts of the class are the issuer's own or of their relatives: another administrator gives them codes. */
  readonly leftOut: number;
}

/** So often a hash may belong to somebody else: with 28⁸ codes once is rare already. */
const TURNS = 5;

/** Gives accounts new link codes and voids their former ones (LNK-05). Only the caller ever sees the codes. */
@Injectable()
export class IssueLinkCodes {
  constructor(
    @Inject(AccountsInReach) private readonly accounts: AccountsInReach,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(LinkCodesRepository) private readonly codes: LinkCodesRepository,
    @Inject(LinkCodeMint) private readonly mint: LinkCodeMint,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(OwnPeople) private readonly own: OwnPeople,
    @Inject(PeopleForReview) private readonly forReview: PeopleForReview,
  ) {}

  /**
   * The same Idempotency-Key with the same request says the same codes again and issues nothing.
   *
   * @throws DomainError `NOT_FOUND` when a named account or the class is not within reach; `IDEMPOTENCY_KEY_REUSED` when
   * the key came with another request before; `CONFLICT_OF_INTEREST` when one is named who is the issuer or a relative: a code
   * is evidence, and nobody makes it for themselves (EC-085). Of a class these are left out.
   */
  async execute(tx: EntityManager, request: IssueLinkCodesRequest): Promise<IssuedLinkCodes> {
    const { regionId, issuedBy, idempotencyKey, now } = request;
    const all = await this.find(tx, request);
    const found = await this.withoutOwn(tx, request, all);
    const seed = `${issuedBy}\0${idempotencyKey ?? newToken()}`;
    const issue: LinkCodeIssue = {
      ...{ id: newUuid(), regionId, issuedBy, issuedAt: now },
      idempotencyHash: idempotencyKey === null ? null : sha256(idempotencyKey),
      requestHash: sha256(JSON.stringify(request.wanted)),
    };
    const isNew = await this.codes.addIssue(tx, issue);
    const said = isNew ? this.issue(tx, issue, found, seed, request) : this.sayAgain(tx, issue, found, seed);
    return { ...(await said), leftOut: all.length - found.length };
  }

  /** The codes of an issue that are still worth something, for paper printed anew; the caller answers for the reach. */
  async again(
    tx: EntityManager,
    asked: Pick<IssueLinkCodesRequest, 'issuedBy' | 'now'> & { readonly idempotencyKey: string },
  ): Promise<ReadonlyMap<Uuid, { readonly code: string; readonly expiresAt: Date }>> {
    const { issuedBy, idempotencyKey, now } = asked;
    const former = await this.codes.issueOf(tx, issuedBy, sha256(idempotencyKey));
    if (former === null) return new Map();
    const issued = await this.codes.ofIssue(tx, former.id, now);
    const seed = `${issuedBy}\0${idempotencyKey}`;
    return new Map(
      issued
        .filter(({ isOpen }) => isOpen)
        .map(({ accountId, turn, expiresAt }) => [
          accountId,
          { code: printLinkCode(this.mint.code(seed, accountId, turn)), expiresAt },
        ]),
    );
  }

  /** What became of the newest code of each account within reach; codes are never shown again. */
  async states(
    tx: EntityManager,
    { wanted, ...request }: Pick<IssueLinkCodesRequest, 'reach' | 'wanted' | 'now' | 'today'>,
  ): Promise<readonly LinkCodeState[]> {
    const found = await this.find(tx, { ...request, wanted });
    const known = await this.codes.states(
      tx,
      found.map(({ id }) => id),
      request.now,
    );
    return known.flatMap((state) =>
      found
        .filter(({ id }) => id === state.accountId)
        .map(({ externalId, role }) => ({ ...state, externalId, role })),
    );
  }

  private async find(
    tx: EntityManager,
    { reach, wanted, today }: Pick<IssueLinkCodesRequest, 'reach' | 'wanted' | 'today'>,
  ): Promise<readonly AccountInReach[]> {
    const found =
      wanted.classId === undefined
        ? await this.accounts.named(tx, reach, [...new Set(wanted.accountIds)], today)
        : await this.accounts.ofClass(tx, reach, wanted.classId, today);
    if (found === null) throw new DomainError('NOT_FOUND', 'not_found');
    return found;
  }

  /** Those of the accounts that are not the issuer's own or of their relatives. */
  private async withoutOwn(
    tx: EntityManager,
    { issuedBy, wanted }: IssueLinkCodesRequest,
    found: readonly AccountInReach[],
  ): Promise<readonly AccountInReach[]> {
    const kin = await this.forReview.kinOf(tx, await this.own.possibly(tx, issuedBy));
    const foreign = found.filter(({ personId }) => !kin.has(personId));
    if (wanted.classId === undefined && foreign.length < found.length) {
      throw new DomainError('CONFLICT_OF_INTEREST', 'forbidden');
    }
    return foreign;
  }

  private async issue(
    tx: EntityManager,
    issue: LinkCodeIssue,
    found: readonly AccountInReach[],
    seed: string,
    { now, traceId }: IssueLinkCodesRequest,
  ): Promise<Omit<IssuedLinkCodes, 'leftOut'>> {
    const ids = found.map(({ id }) => id);
    await this.people.lockAccounts(tx, [], ids);
    const linked = await this.links.liveAmong(tx, ids);
    const free = found.filter(({ id }) => !linked.has(id));
    await this.codes.voidOpen(
      tx,
      free.map(({ id }) => id),
      'reissued',
      now,
    );
    const expiresAt = new Date(now.getTime() + LINK_CODE_LIVES_MS);
    const codes = await this.keep(tx, issue, free, seed, expiresAt);
    await this.audit.recordAll(
      tx,
      free.map(({ id, schoolId }) => ({
        regionId: issue.regionId,
        at: now,
        actor: { kind: 'administrator', id: issue.issuedBy },
        action: 'link_code.issued',
        subject: { kind: 'journal_account', id },
        ...(schoolId !== null && { schoolId }),
        facts: { issueId: issue.id, expiresAt },
        traceId: traceId ?? undefined,
      })),
    );
    return { codes, linked: [...linked] };
  }

  private async keep(
    tx: EntityManager,
    issue: LinkCodeIssue,
    accounts: readonly AccountInReach[],
    seed: string,
    expiresAt: Date,
  ): Promise<readonly IssuedLinkCode[]> {
    const codes = new Map<Uuid, string>();
    let left = accounts;
    for (let turn = 0; left.length > 0; turn++) {
      if (turn === TURNS) throw new Error('link codes collide more often than chance allows');
      const minted = left.map(({ id, personId }) => ({ id, personId, code: this.mint.code(seed, id, turn) }));
      const rows = minted.map(({ id, personId, code }): NewLinkCode => ({
        accountId: id,
        ownerId: personId,
        hash: this.mint.hash(code),
        turn,
      }));
      const kept = await this.codes.add(tx, issue, rows, expiresAt);
      for (const { id, code } of minted) if (kept.has(id)) codes.set(id, printLinkCode(code));
      left = left.filter(({ id }) => !kept.has(id));
    }
    return [...codes].map(([accountId, code]) => ({ accountId, code, expiresAt }));
  }

  private async sayAgain(
    tx: EntityManager,
    { issuedBy, idempotencyHash, requestHash, issuedAt }: LinkCodeIssue,
    found: readonly AccountInReach[],
    seed: string,
  ): Promise<Omit<IssuedLinkCodes, 'leftOut'>> {
    const former = idempotencyHash === null ? null : await this.codes.issueOf(tx, issuedBy, idempotencyHash);
    if (!former?.requestHash.equals(requestHash)) throw new DomainError('IDEMPOTENCY_KEY_REUSED', 'conflict');
    const issued = await this.codes.ofIssue(tx, former.id, issuedAt);
    // Only what is still within reach is said again: a role may have ended since.
    const inReach = new Set(found.map(({ id }) => id));
    const codes = issued
      .filter(({ accountId }) => inReach.has(accountId))
      .map(({ accountId, turn, expiresAt, isOpen }) => ({
        accountId,
        code: isOpen ? printLinkCode(this.mint.code(seed, accountId, turn)) : null,
        expiresAt,
      }));
    const said = new Set(codes.map(({ accountId }) => accountId));
    return { codes, linked: found.map(({ id }) => id).filter((id) => !said.has(id)) };
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
