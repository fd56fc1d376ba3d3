import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { KoaContextWithOIDC, Session } from 'oidc-provider';
import { EsiaLogout } from '../../esia/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { writeCookie } from '../../platform/http/cookies.js';
import { OpenidSessions } from '../application/openid-sessions.js';
import { SignedText } from '../application/signed-text.js';
import { JournalConfiguration } from '../journal-configuration.js';
import { JournalPages } from '../pages/journal-pages.js';

/** Carries the address to return to over the visit to ESIA, whose own return address is one and registered. */
export const RETURN_COOKIE = '__Host-perehod_signed_out';
export const RETURN_PATH = '/oidc-logout/return';
export const SIGNED_OUT = {
  title: 'Вы вышли',
  text: 'Вы вышли из электронного журнала и из Госуслуг на этом устройстве. Окно можно закрыть.',
};
const RETURN_SECONDS = 10 * 60;

/**
 * RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0), which also ends the ESIA session: on a shared computer the
 * next pupil would otherwise enter as the previous one (AUTH-11, EC-128). With a valid id_token_hint of the person who is
 * signed in, or with nobody signed in, it happens at once; else the person is asked, because a foreign page may have sent the
 * browser here.
 */
@Injectable()
export class SignOut {
  constructor(
    @Inject(OpenidSessions) private readonly sessions: OpenidSessions,
    @Inject(EsiaLogout) private readonly esia: EsiaLogout,
    @Inject(SignedText) private readonly signedText: SignedText,
    @Inject(JournalPages) private readonly pages: JournalPages,
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** oidc-provider's `logoutSource`: called while somebody is signed in. */
  readonly ask = async (ctx: KoaContextWithOIDC): Promise<void> => {
    const { session } = ctx.oidc;
    if (session !== undefined && hintedSubject(ctx) === session.accountId) await this.atOnce(ctx, session);
    else this.confirm(ctx);
  };

  /** oidc-provider's `postLogoutSuccessSource`: the end of a sign-out that had nowhere to return. */
  readonly done = (ctx: KoaContextWithOIDC): void => this.pages.show(ctx, 'signed-out', SIGNED_OUT);

  /** Around the provider: replaces what it would answer by itself at the end of a sign-out. */
  readonly around = async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const { oidc } = ctx as { oidc?: KoaContextWithOIDC['oidc'] };
    if (oidc?.route === 'end_session_confirm' && ctx.status === 303) this.confirmed(ctx);
    // Nobody is signed in here; the library would answer with a page that submits itself by an inline script.
    if (oidc?.route === 'end_session' && ctx.status === 200 && oidc.session?.accountId === undefined) {
      if (hintedSubject(ctx) === undefined) this.confirm(ctx);
      else ctx.redirect(this.throughEsia(ctx, targetOf(ctx)));
    }
  };

  private async atOnce(ctx: KoaContextWithOIDC, session: Session): Promise<void> {
    await this.sessions.end(ctx.oidc.provider, session);
    await session.destroy();
    ctx.redirect(this.throughEsia(ctx, targetOf(ctx)));
  }

  private confirm(ctx: KoaContextWithOIDC): void {
    const secret = ctx.oidc.session?.state?.['secret'];
    this.pages.show(ctx, 'sign-out', {
      title: 'Выйти из журнала и Госуслуг?',
      action: ctx.oidc.urlFor('end_session_confirm'),
      xsrf: typeof secret === 'string' ? secret : '',
    });
  }

  /** The button's answer leads on by a page, not by a redirect: browsers hold form-action against redirects too. */
  private confirmed(ctx: KoaContextWithOIDC): void {
    const target = ctx.response.get('location');
    const leaves = ctx.oidc.params?.['logout'] !== undefined;
    const to = leaves ? this.throughEsia(ctx, target) : target;
    ctx.remove('location');
    ctx.status = 200;
    this.pages.show(ctx, '@onward', { title: leaves ? 'Выходим' : 'Возвращаемся в журнал', to });
  }

  /** The address of ESIA's sign-out; the browser keeps the address that is after it. */
  private throughEsia(ctx: KoaContextWithOIDC, target: string): string {
    const until = new Date(this.clock.now().getTime() + RETURN_SECONDS * 1000);
    // Koa's answer is Express's: the provider is mounted in it.
    writeCookie(ctx.res as Response, RETURN_COOKIE, this.signedText.seal(target, RETURN_SECONDS), until);
    return this.esia.url(`${this.configuration.publicUrl}${RETURN_PATH}`);
  }
}

/** The subject of an id_token_hint; the library has verified its signature, issuer and audience. */
function hintedSubject(ctx: KoaContextWithOIDC): string | undefined {
  const subject = ctx.oidc.entities.IdTokenHint?.payload['sub'];
  return typeof subject === 'string' ? subject : undefined;
}

/** Where the e-journal asked to return, which the library has compared with the registered addresses. */
function targetOf(ctx: KoaContextWithOIDC): string {
  const { post_logout_redirect_uri: address, state } = ctx.oidc.params ?? {};
  if (typeof address !== 'string') return ctx.oidc.urlFor('end_session_success');
  const url = new URL(address);
  if (typeof state === 'string') url.searchParams.set('state', state);
  return url.href;
}
