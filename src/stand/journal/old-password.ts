import express, { type Express, type Request, type Response } from 'express';
import { isDemoPassword, passwordForm } from './old-login.js';
import { decideSignIn } from './decide-sign-in.js';
import { escape, LINK, noticeOf, SIGN_IN, showPage } from './pages.js';
import { wayBack } from './password-return.js';
import type { JournalDecision, PerehodServer } from './perehod-server.js';
import type { PolicyKeeper } from './policy-keeper.js';
import type { Sessions } from './sessions.js';
import type { SignInReport } from './sign-in-report.js';

/** What the old password needs of the rest of the journal. */
export interface OldPasswordParts {
  readonly server: PerehodServer;
  readonly sessions: Sessions;
  readonly policy: PolicyKeeper;
  readonly report: SignInReport;
  readonly now: () => Date;
  /** The name on the pages. */
  readonly journal: string;
  /** Vouches for an old login; returns where the browser goes next. */
  vouchFor(login: string, claimRequest: string | null): Promise<string>;
}

/** 256 bits in base64url. */
const HANDLE = /^[\w-]{43}$/;
const SKIP =
  '<form class="beside" method="post" action="/password/skip"><button class="quiet">Отложить</button></form>';

/**
 * The old password in an e-journal: the decision is asked for before the password is looked at; what it says is shown as it is; how
 * often the wizard was put off is counted here, by login; each sign-in is told of.
 */
export class OldPassword {
  private readonly skips = new Map<string, number>();

  constructor(private readonly parts: OldPasswordParts) {}

  routes(app: Express): void {
    const fields = express.urlencoded({ extended: false });
    app.get('/password', (request, response) => {
      this.ask(request, response);
    });
    app.post('/password', fields, (request, response) => this.check(request, response));
    app.post('/password/skip', (request, response) => this.skip(request, response));
    app.post('/link', (request, response) => this.link(request, response));
  }

  /** The registered `legacy_proof_uri`; people may also come by themselves. */
  private ask(request: Request, response: Response): void {
    const { claim_request: wanted } = request.query;
    const claimRequest = handleOf(wanted);
    const other = claimRequest === null ? `<p>Или без пароля:</p>${SIGN_IN}` : '';
    this.show(response, 'Вход по старому паролю', passwordForm(claimRequest) + other);
  }

  private async check(request: Request, response: Response): Promise<void> {
    const { login = '', password = '', claim_request: wanted } = request.body as Record<string, string>;
    const claimRequest = handleOf(wanted);
    // Whoever is sent here by the server proves an account and does not sign in: that needs no decision.
    if (claimRequest !== null) {
      if (isDemoPassword(login, password)) await this.vouchFor(response, login, claimRequest);
      else this.show(response.status(401), WRONG, passwordForm(claimRequest));
      return;
    }
    const decision = await this.decisionOf(login);
    if (decision === null) {
      this.show(response.status(503), 'Сейчас пароль проверить нельзя', `${UNREACHABLE}${SIGN_IN}`);
      return;
    }
    const isRefused = decision.decision.startsWith('deny_');
    const isRight = !isRefused && isDemoPassword(login, password);
    this.parts.report.add({ account: login, method: 'password', succeeded: isRight });
    if (isRefused) this.refuse(request, response, login, decision);
    else if (!isRight) this.show(response.status(401), WRONG, passwordForm(null));
    else if (decision.decision === 'require_linking') this.wizard(request, response, login, decision);
    else this.enter(request, response, login, decision);
  }

  private decisionOf(login: string): Promise<JournalDecision | null> {
    return decideSignIn(this.parts, login, this.skips.get(login) ?? 0);
  }

  private refuse(request: Request, response: Response, login: string, decision: JournalDecision): void {
    const { code, text, link_url: own, retry_after: wait } = decision;
    this.parts.sessions.keep(request, response, { kind: 'refused', login, refusal: code ?? '', check: null });
    const again = wait === null ? '' : `<p>Пароль снова подойдёт через ${minutes(wait)} мин.</p>`;
    const ownPage = own === null ? '' : `<p><a href="${escape(own)}">Мои записи и помощь со входом</a></p>`;
    const ways = `${again}${SIGN_IN}${wayBack(code)}${ownPage}`;
    this.show(response.status(403), 'Пароль не подходит', noticeOf(text) + ways);
  }

  private wizard(request: Request, response: Response, login: string, decision: JournalDecision): void {
    this.parts.sessions.keep(request, response, { kind: 'asked', login });
    const skip = (decision.skips_left ?? 0) > 0 ? SKIP : '';
    this.show(response, 'Привяжите Госуслуги', `${noticeOf(decision.text)}${STEPS}${LINK}${skip}`);
  }

  private async skip(request: Request, response: Response): Promise<void> {
    const session = this.parts.sessions.of(request);
    if (session?.kind !== 'asked') {
      response.redirect(303, '/password');
      return;
    }
    const { login } = session;
    this.skips.set(login, (this.skips.get(login) ?? 0) + 1);
    const decision = await this.decisionOf(login);
    if (decision?.decision.startsWith('deny_') === true) this.refuse(request, response, login, decision);
    else this.enter(request, response, login, decision);
  }

  private enter(request: Request, response: Response, login: string, decision: JournalDecision | null): void {
    this.parts.sessions.keep(request, response, { kind: 'password', login });
    const days = decision?.days_left ?? null;
    const title = days === null ? 'Вы вошли по паролю' : `Вход по паролю закончится: ${daysLeft(days)}`;
    const words = `<p>Вы вошли по старому паролю: <code>${escape(login)}</code>.</p>`;
    const open = '<p><a href="/diary">Открыть дневник</a></p>';
    this.show(response, title, `${noticeOf(decision?.text ?? null)}${words}${open}${LINK}`);
  }

  private async link(request: Request, response: Response): Promise<void> {
    const session = this.parts.sessions.of(request);
    if (session?.kind === 'password' || session?.kind === 'asked')
      await this.vouchFor(response, session.login, null);
    else response.redirect(303, '/password');
  }

  private async vouchFor(response: Response, login: string, claimRequest: string | null): Promise<void> {
    try {
      response.redirect(303, await this.parts.vouchFor(login, claimRequest));
    } catch (error) {
      const code = error instanceof Error ? error.message : 'unknown';
      console.error('demo-journal: claim refused', code);
      const words = '<p>Подтвердить старый вход не удалось. Начните сначала.</p>';
      this.show(response.status(400), 'Войти не удалось', words + SIGN_IN);
    }
  }

  private show(response: Response, title: string, body: string): void {
    showPage(response, { journal: this.parts.journal, title, body });
  }
}

/** What the wizard leads through (docs/integration.md, «Старый пароль»). */
const STEPS = `<ol><li>Откроются Госуслуги: войдите там своей учётной записью.</li>
<li>Проверьте, что запись журнала ваша, и нажмите «Да, это моя запись».</li>
<li>Готово: дальше входите в журнал через Госуслуги, без пароля.</li></ol>`;
const WRONG = 'Неверный логин или пароль';
const UNREACHABLE =
  '<p>Мы не можем узнать, действует ли ещё пароль. Войдите через Госуслуги или повторите позже.</p>';

const handleOf = (wanted: unknown): string | null =>
  typeof wanted === 'string' && HANDLE.test(wanted) ? wanted : null;

const minutes = (seconds: number): number => Math.ceil(seconds / 60);

const daysLeft = (days: number): string => (days === 0 ? 'сегодня' : `осталось дней: ${days}`);
