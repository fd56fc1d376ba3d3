import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ADMIN_COOKIE } from '../../access/index.js';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, parseUuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ensureBrowserToken, readBrowserToken } from '../../platform/http/browser-token.js';
import { clearCookie, readCookie, writeCookie } from '../../platform/http/cookies.js';
import { formToken, isFormToken, isFromOurPage } from '../../platform/http/form-token.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import type { HeldTokens } from '../application/sign-out.js';
import type { OpenedSession } from '../application/open-session.js';
import type { SignInRequest } from '../application/own-sign-in.js';
import type { FormView } from './views.js';

const ACCOUNT_COOKIE = '__Host-perehod_account';

/** What a browser may do with one form: each deed has its own token. */
export type Deed = 'me' | 'not-me' | 'account' | 'link-code' | 'legacy-proof';

/** What a browser brings and is given: its token, the sessions it holds, the forms that are its own. */
@Injectable()
export class OwnBrowser {
  constructor(
    @Inject(PlatformSettings) private readonly settings: PlatformSettings,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Text that is no UUID asks for a sign-in that was never begun. */
  asks(request: Request, signInId: string): SignInRequest {
    const browserToken = readBrowserToken(request);
    const [now, traceId] = [this.clock.now(), currentRequestId() ?? null];
    return { signInId: parseUuid(signInId) ?? newUuid(), browserToken, now, traceId, address: request.ip };
  }

  heldTokens(request: Request): HeldTokens {
    return { account: readCookie(request, ACCOUNT_COOKIE), admin: readCookie(request, ADMIN_COOKIE) };
  }

  give(response: Response, { of, token, expiresAt }: OpenedSession): void {
    writeCookie(response, of === 'account' ? ACCOUNT_COOKIE : ADMIN_COOKIE, token, expiresAt);
  }

  takeSessions(response: Response): void {
    clearCookie(response, ACCOUNT_COOKIE);
    clearCookie(response, ADMIN_COOKIE);
  }

  /** The form of one deed upon one sign-in. */
  form(request: Request, signInId: string, deed: Deed): FormView {
    const browserToken = readBrowserToken(request) ?? '';
    return { action: `/sign-in/${signInId}/${deed}`, token: formToken(browserToken, `${signInId}/${deed}`) };
  }

  /** A form upon something else than a sign-in; the address is the deed. A browser that is unknown becomes known by it. */
  formAt(request: Request, response: Response, path: string): FormView {
    return { action: path, token: formToken(ensureBrowserToken(request, response), path) };
  }

  /** @throws DomainError as {@link checkForm} */
  async checkFormAt(request: Request, given: string, path: string): Promise<void> {
    await this.check(request, given, path);
  }

  /** The form that signs this browser out; a browser that is unknown becomes known by it. */
  signOutForm(request: Request, response: Response): FormView {
    return { action: '/sign-out', token: formToken(ensureBrowserToken(request, response), 'sign-out') };
  }

  /** @throws DomainError `FORM_FOREIGN` when another site sent the form, or it was made for another deed (EC-101) */
  async checkForm(request: Request, given: string, signInId: string, deed: Deed): Promise<void> {
    await this.check(request, given, `${signInId}/${deed}`);
  }

  /** @throws DomainError as {@link checkForm} */
  async checkSignOutForm(request: Request, given: string): Promise<void> {
    await this.check(request, given, 'sign-out');
  }

  private async check(request: Request, given: string, deed: string): Promise<void> {
    const browserToken = readBrowserToken(request);
    const ours = isFromOurPage(request, this.settings.publicUrl);
    if (ours && browserToken !== null && isFormToken(given, browserToken, deed)) return;
    const event = {
      regionId: null,
      at: this.clock.now(),
      actor: { kind: 'system', id: null },
      action: 'sign_in.form_refused',
      reason: 'FORM_FOREIGN',
      facts: { our_page: ours, known_browser: browserToken !== null },
      traceId: currentRequestId(),
    } as const;
    await this.unitOfWork.run((tx) => this.audit.record(tx, event));
    throw new DomainError('FORM_FOREIGN', 'forbidden');
  }
}
