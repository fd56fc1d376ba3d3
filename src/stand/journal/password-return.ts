import { randomInt } from 'node:crypto';
import express, { type Express, type Request, type Response } from 'express';
import { escape, SIGN_IN, showPage } from './pages.js';
import { nameOf, type PerehodServer, ServerRefusal } from './perehod-server.js';
import type { Session, Sessions } from './sessions.js';

interface ReturnParts {
  readonly server: PerehodServer;
  readonly sessions: Sessions;
  readonly journal: string;
  readonly now: () => Date;
}

type Refused = Extract<Session, { readonly kind: 'refused' }>;

/** Refusals that something can be done about here: what the button says, and what it asks for. */
const WAYS = {
  LEGACY_UNUSED: { button: 'Включить пароль', does: 'undo' },
  LEGACY_BROWNOUT: { button: 'Попросить школу включить пароль', does: 'ask' },
  LEGACY_DISABLED: { button: 'Попросить школу включить пароль', does: 'ask' },
} as const;

const CODE_HOLDS_MS = 10 * 60_000;
const TRIES = 5;

/** The button of a refusal, empty where only Госуслуги or the school help. */
export function wayBack(code: string | null): string {
  const way = wayOf(code);
  return way === null
    ? ''
    : `<form method="post" action="/password/return"><button class="quiet">${way.button}</button></form>`;
}

/**
 * The way back to a password that was refused: the owner is checked by a code sent to the phone, never by the old password, which
 * may be in any hands; then an unused password comes back at once (LEG-05), any other only by the school's leave (LEG-10).
 */
export class PasswordReturn {
  constructor(private readonly parts: ReturnParts) {}

  routes(app: Express): void {
    app.post('/password/return', (request, response) => this.sendCode(request, response));
    const fields = express.urlencoded({ extended: false });
    app.post('/password/return/code', fields, (request, response) => this.checkCode(request, response));
  }

  private sendCode(request: Request, response: Response): void {
    const refused = this.refusedAt(request, response);
    if (refused === null) return;
    const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
    const until = this.parts.now().getTime() + CODE_HOLDS_MS;
    this.parts.sessions.keep(request, response, { ...refused, check: { code, until, triesLeft: TRIES } });
    this.askCode(response, code, '');
  }

  private async checkCode(request: Request, response: Response): Promise<void> {
    const refused = this.refusedAt(request, response);
    if (refused === null) return;
    const { code = '' } = request.body as { code?: string };
    const { check } = refused;
    if (check === null || check.triesLeft < 1 || check.until <= this.parts.now().getTime()) {
      this.show(response.status(400), 'Код устарел', `<p>Запросите новый.</p>${wayBack(refused.refusal)}`);
      return;
    }
    if (code.trim() !== check.code) {
      const left = { ...check, triesLeft: check.triesLeft - 1 };
      this.parts.sessions.keep(request, response, { ...refused, check: left });
      this.askCode(response.status(401), check.code, '<p class="notice">Код не подошёл.</p>');
      return;
    }
    this.parts.sessions.end(request);
    await this.giveBack(response, refused);
  }

  private async giveBack(response: Response, { login, refusal }: Refused): Promise<void> {
    const account = `accounts/${encodeURIComponent(login)}`;
    try {
      if (wayOf(refusal)?.does === 'undo') {
        const answer = await this.parts.server.post(`${account}/credential/undo-unused`, {
          checked_by: 'phone_code',
        });
        this.showRestored(response, (answer as { restored: boolean }).restored);
      } else {
        const reason = 'Нет доступа к Госуслугам, владелец проверен кодом на телефон';
        await this.parts.server.post(`${account}/reenable-requests`, { reason });
        this.show(response, 'Просьба передана школе', `<p>${ASKED}</p>${SIGN_IN}`);
      }
    } catch (error) {
      console.error('demo-journal: password not given back', nameOf(error));
      const why = error instanceof ServerRefusal && error.status < 500 ? error.detail : UNREACHABLE;
      this.show(response.status(409), 'Включить пароль не удалось', `<p>${escape(why)}</p>${SIGN_IN}`);
    }
  }

  private showRestored(response: Response, isRestored: boolean): void {
    const [title, words] = isRestored
      ? ['Пароль снова действует', '<p><a class="button" href="/password">Войти по старому паролю</a></p>']
      : ['Пароль уже не включить', `<p>Вход по паролю прекращён. Войдите через Госуслуги.</p>${SIGN_IN}`];
    this.show(response.status(isRestored ? 200 : 409), title, words);
  }

  private askCode(response: Response, code: string, notice: string): void {
    const form = `${notice}<p>Мы отправили код на телефон, указанный в журнале. На учебном стенде код показан здесь: <code>${code}</code>.</p>
<form method="post" action="/password/return/code">
<p><label>Код <input name="code" required inputmode="numeric" autocomplete="one-time-code"></label></p>
<button>Подтвердить</button></form>`;
    this.show(response, 'Подтвердите, что это вы', form);
  }

  private refusedAt(request: Request, response: Response): Refused | null {
    const session = this.parts.sessions.of(request);
    if (session?.kind === 'refused') return session;
    response.redirect(303, '/password');
    return null;
  }

  private show(response: Response, title: string, body: string): void {
    showPage(response, { journal: this.parts.journal, title, body });
  }
}

const ASKED =
  'Администратор школы увидит её и решит. Если он согласится, пароль снова подойдёт на несколько дней: за это время привяжите Госуслуги.';
const UNREACHABLE = 'Сейчас это сделать нельзя. Повторите позже или обратитесь в школу.';

const wayOf = (code: string | null): (typeof WAYS)[keyof typeof WAYS] | null =>
  Object.entries(WAYS).find(([known]) => known === code)?.[1] ?? null;
