import type { JournalEvent } from './event-inbox.js';
import { type BundleCampaign, CUT_OVER } from './offline-decision.js';
import { nameOf, type PerehodServer } from './perehod-server.js';
import type { Session, Sessions } from './sessions.js';

const TWELVE_HOURS_MS = 12 * 3_600_000;

/** What the journal was told of an account: null where it was told nothing. */
export interface AccountNews {
  /** What its owner may do who came by Госуслуги. */
  readonly access: 'full' | 'history' | 'none' | null;
  readonly password: 'works' | 'disabled' | null;
}

/** What events do in the journal: sessions end, pages say something else, an ordered password is issued. */
export class JournalNews {
  private readonly accounts = new Map<string, AccountNews>();
  /** Phases that events have told, by school and wave. */
  private readonly phases = new Map<string, string>();

  constructor(
    private readonly sessions: Sessions,
    private readonly server: PerehodServer,
  ) {}

  of(account: string): AccountNews {
    return this.accounts.get(account) ?? { access: null, password: null };
  }

  /** True when passwords have ended in every campaign that the bundle names; events are newer than it. */
  arePasswordsOver(campaigns: readonly BundleCampaign[]): boolean {
    const phases = campaigns.map(
      ({ school, wave, phase }) => this.phases.get(placeOf(school, wave)) ?? phase,
    );
    return phases.length > 0 && phases.every((phase) => CUT_OVER.has(phase));
  }

  /** Applies one event; an unknown type is left alone, for there will be more of them. */
  apply({ type, data }: JournalEvent): void {
    const account = typeof data['account'] === 'string' ? data['account'] : '';
    console.log(`demo-journal: event ${type}`);
    if (type === 'link.activated') this.learn(account, { access: 'full' });
    if (type === 'link.suspended') this.lose(account, data['access'] === 'history' ? 'history' : 'none');
    if (type === 'link.revoked') this.lose(account, 'none');
    if (type === 'credential.disabled') this.shut(account, data['end_sessions']);
    if (type === 'credential.restored') this.learn(account, { password: 'works' });
    if (type === 'credential.ordered') void this.issue(account);
    if (type === 'campaign.phase_changed') this.move(data);
  }

  private learn(account: string, more: Partial<AccountNews>): void {
    this.accounts.set(account, { ...this.of(account), ...more });
  }

  private lose(account: string, access: 'history' | 'none'): void {
    this.learn(account, { access });
    if (access === 'none')
      this.sessions.endWhere(
        (session) => session.kind === 'inside' && session.account.externalId === account,
      );
  }

  /** «Конец сессий при отключении пароля»: those that the password opened, and no others. */
  private shut(account: string, endSessions: unknown): void {
    this.learn(account, { password: 'disabled' });
    const isByPassword = (session: Session): boolean =>
      (session.kind === 'password' || session.kind === 'asked') && session.login === account;
    if (endSessions === 'now') this.sessions.endWhere(isByPassword);
    if (endSessions === 'within_12_hours') this.sessions.limitWhere(isByPassword, TWELVE_HOURS_MS);
  }

  /** LEG-15: every account of the demo has its password already, so that only the report is left to do. */
  private async issue(account: string): Promise<void> {
    try {
      await this.server.post(`accounts/${encodeURIComponent(account)}/credential-issued`, {});
      this.learn(account, { password: 'works' });
    } catch (error) {
      console.error('demo-journal: issued password not reported', nameOf(error));
    }
  }

  private move(data: JournalEvent['data']): void {
    const { school, wave, phase } = data as { school?: { id?: string }; wave?: string; phase?: string };
    if (phase !== undefined) this.phases.set(placeOf(school?.id ?? null, wave ?? null), phase);
  }
}

const placeOf = (school: string | null, wave: string | null): string => `${school ?? ''} ${wave ?? ''}`;
