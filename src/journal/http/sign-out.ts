import type { KoaContextWithOIDC, Session } from 'oidc-provider';
import type { EsiaSignOut } from '../application/neighbours.js';
import type { OpenidSessions } from '../application/openid-sessions.js';
import { requestIdOf, show } from './provider-pages.js';
import type { SignedText } from '../application/signed-text.js';

/** Carries the address to return to over the visit to ESIA, whose own return address is one and registered. */
export const RETURN_COOKIE = '__Host-perehod_signed_out';
export const RETURN_PATH = '/oidc-logout/return';
const RETURN_SECONDS = 10 * 60;

export interface SignOutTools {
  readonly sessions: OpenidSessions;
  readonly esia: EsiaSignOut;
  readonly signedText: SignedText;
  readonly publicUrl: string;
}

/**
 * RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0), which also ends the ESIA session: on a shared computer the next
 * pupil would otherwise enter as the previous one (AUTH-11, EC-128). With a valid id_token_hint of the person who is signed in,
 * or with nobody signed in, it happens at once; else the person is asked, because a foreign page may have sent the browser here.
 */
export class SignOut {
  constructor(private readonly tools: SignOutTools) {}

  /** oidc-provider's `logoutSource`: called while somebody is signed in. */
  readonly ask = async (ctx: KoaContextWithOIDC): Promise<void> => {
    const { session } = ctx.oidc;
    if (session !== undefined && hintedSubject(ctx) === session.accountId) await this.atOnce(ctx, session);
    else this.confirm(ctx);
  };

  /** Around the provider: replaces what it would answer by itself at the end of a sign-out. */
  readonly around = async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const { oidc } = ctx as { oidc?: KoaContextWithOIDC['oidc'] };
    if (oidc === undefined) return;
    if (oidc.route === 'end_session_confirm' && ctx.status === 303 && oidc.params?.['logout'] !== undefined) {
      this.leaveThroughEsia(ctx, ctx.response.get('location'));
    }
    if (oidc.route === 'end_session' && ctx.status === 200 && oidc.session?.accountId === undefined) {
      // Nobody is signed in here; the library would answer with a page that submits itself by an inline script.
      if (hintedSubject(ctx) === undefined) this.confirm(ctx);
      else this.leaveThroughEsia(ctx, targetOf(ctx));
    }
  };

  private async atOnce(ctx: KoaContextWithOIDC, session: Session): Promise<void> {
    const target = targetOf(ctx);
    await this.tools.sessions.end(ctx.oidc.provider, session);
    await session.destroy();
    this.leaveThroughEsia(ctx, target);
  }

  private confirm(ctx: KoaContextWithOIDC): void {
    const target = targetOf(ctx);
    const secret = ctx.oidc.session?.state?.['secret'];
    const formTargets = [this.tools.esia.url(this.returnUrl()), target].map(
      (address) => new URL(address).origin,
    );
    const page = {
      title: 'Выйти из журнала и Госуслуг?',
      paragraphs: ['Вход будет завершён в электронном журнале и на Госуслугах в этом браузере.'],
      form: {
        action: ctx.oidc.urlFor('end_session_confirm'),
        hidden: { xsrf: typeof secret === 'string' ? secret : '' },
        buttons: [{ label: 'Выйти', name: 'logout', value: 'yes' }, { label: 'Остаться' }],
      },
      requestId: requestIdOf(ctx),
    };
    show(ctx, page, formTargets);
  }

  private leaveThroughEsia(ctx: KoaContextWithOIDC, target: string): void {
    const value = this.tools.signedText.seal(target, RETURN_SECONDS);
    const attributes = `Path=/; Max-Age=${RETURN_SECONDS}; Secure; HttpOnly; SameSite=Lax`;
    ctx.append('set-cookie', `${RETURN_COOKIE}=${value}; ${attributes}`);
    ctx.body = null;
    ctx.remove('content-type');
    ctx.status = 303;
    ctx.redirect(this.tools.esia.url(this.returnUrl()));
  }

  private returnUrl(): string {
    return `${this.tools.publicUrl}${RETURN_PATH}`;
  }
}

/** The subject of an id_token_hint; the library has verified its signature, issuer and audience. */
function hintedSubject(ctx: KoaContextWithOIDC): string | undefined {
  const hint = ctx.oidc.entities['IdTokenHint'] as { payload?: { sub?: unknown } } | undefined;
  return typeof hint?.payload?.sub === 'string' ? hint.payload.sub : undefined;
}

/** Where the e-journal asked to return, which the library has compared with the registered addresses. */
function targetOf(ctx: KoaContextWithOIDC): string {
  const { post_logout_redirect_uri: address, state } = ctx.oidc.params ?? {};
  if (typeof address !== 'string') return ctx.oidc.urlFor('end_session_success');
  const url = new URL(address);
  if (typeof state === 'string') url.searchParams.set('state', state);
  return url.href;
}
