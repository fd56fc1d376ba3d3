import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { type OwnPassword, ownPassword } from '../domain/own-password.js';
import { type OwnersAccount, OwnPasswordsRepository } from '../store/own-passwords.repository.js';
import { ReenablePasswords } from './reenable-passwords.js';
import { UndoUnused } from './undo-unused.js';

/** The person who acts on their own page: known by Госуслуги, in a session of their browser. */
interface OwnersAct {
  readonly esiaPersonId: Uuid;
  readonly now: Date;
  readonly traceId: string | null;
}

/** `stays`: what was asked for is not possible any more, and the page says why. */
export type OwnPasswordDone = 'restored' | 'asked' | 'stays';

/** Without words of the person's own. */
const NO_REASON = 'просьба с личной страницы';

/**
 * The old passwords of one person's accounts, for that person (LEG-02, LEG-05, LEG-10): what they may be told, and what they
 * may do. Ownership is a link of theirs; whatever it allows is looked at again in the transaction of the deed.
 */
@Injectable()
export class OwnPasswords {
  constructor(
    @Inject(OwnPasswordsRepository) private readonly passwords: OwnPasswordsRepository,
    @Inject(UndoUnused) private readonly undo: UndoUnused,
    @Inject(ReenablePasswords) private readonly reenable: ReenablePasswords,
  ) {}

  /** By the id of the link; one statement. A link whose account another person holds is left out. */
  async show(tx: EntityManager, esiaPersonId: Uuid, now: Date): Promise<ReadonlyMap<Uuid, OwnPassword>> {
    const accounts = await this.passwords.read(tx, esiaPersonId, now);
    const shown = accounts.map((account) => [account.linkId, passwordOf(account, now)] as const);
    return new Map(shown.filter((one): one is [Uuid, OwnPassword] => one[1] !== null));
  }

  /**
   * «Вернуть вход по паролю»: an unused password works again (e.2, self-service undo). The person is known by Госуслуги, which
   * is a stronger check than any that a journal makes. Twice is once.
   *
   * @throws DomainError NOT_FOUND for a link of nobody or of another person
   */
  async restoreUnused(tx: EntityManager, linkId: Uuid, act: OwnersAct): Promise<OwnPasswordDone> {
    const { account, password } = await this.held(tx, linkId, act);
    if (password.way !== 'undo_unused') return isUndone(password) ? 'restored' : 'stays';
    const { accountId: id, schoolId, regionId } = account;
    const by = { actor: actorOf(act), at: act.now, check: 'esia', traceId: act.traceId } as const;
    return (await this.undo.restore(tx, { id, schoolId, regionId }, by)) ? 'restored' : 'stays';
  }

  /**
   * Asks the school for some days of the password (LEG-10, EC-113). Twice is once.
   *
   * @param reason in the person's own words, for the school; null without any
   * @throws DomainError NOT_FOUND as {@link restoreUnused}
   */
  async askSchool(
    tx: EntityManager,
    linkId: Uuid,
    reason: string | null,
    act: OwnersAct,
  ): Promise<OwnPasswordDone> {
    const { account, password } = await this.held(tx, linkId, act);
    if (password.asked?.state === 'requested') return 'asked';
    if (password.way !== 'ask_school') return 'stays';
    const by = { actor: actorOf(act), now: act.now, traceId: act.traceId };
    const asked = { requestedBy: act.esiaPersonId, reason: reason ?? NO_REASON, by };
    try {
      await this.reenable.request(tx, account.accountId, asked);
    } catch (error) {
      // The stored state may lag behind the one in force; nothing has been written yet.
      if (error instanceof DomainError && error.code === 'REENABLE_NOT_POSSIBLE') return 'stays';
      throw error;
    }
    return 'asked';
  }

  private async held(
    tx: EntityManager,
    linkId: Uuid,
    { esiaPersonId, now }: OwnersAct,
  ): Promise<{ readonly account: OwnersAccount; readonly password: OwnPassword }> {
    await this.passwords.hold(tx, esiaPersonId, linkId);
    const [account] = await this.passwords.read(tx, esiaPersonId, now, linkId);
    const password = account === undefined ? null : passwordOf(account, now);
    if (account === undefined || password === null) throw new DomainError('NOT_FOUND', 'not_found');
    return { account, password };
  }
}

function passwordOf({ facts, own }: OwnersAccount, now: Date): OwnPassword | null {
  // Neither the skips of the wizard nor its address are shown here: the person is past both.
  return ownPassword({ ...facts, now, skipsUsed: 0, linkUrl: '' }, own);
}

/** The second of two clicks finds the password open again. */
function isUndone({ standing }: OwnPassword): boolean {
  return standing === 'active' || standing === 'warned' || standing === 'link_required';
}

function actorOf({ esiaPersonId }: OwnersAct) {
  return { kind: 'person', id: esiaPersonId } as const;
}
