import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SignedText } from '../application/signed-text.js';
import { readCookie } from './browser-cookie.js';
import { pagePolicy, renderPage } from './page.js';
import { signedOutPage } from './provider-pages.js';
import { RETURN_COOKIE, RETURN_PATH } from './sign-out.js';

/** Where ESIA returns the browser after it has ended its session: on to the address that the e-journal registered. */
@Controller(RETURN_PATH.slice(1))
export class SignOutReturnController {
  constructor(@Inject(SignedText) private readonly signedText: SignedText) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Referrer-Policy', 'no-referrer')
  return(@Req() request: Request, @Res() response: Response): void {
    const target = this.signedText.open(readCookie(request, RETURN_COOKIE) ?? '');
    response.setHeader('Set-Cookie', `${RETURN_COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax`);
    if (target !== null) response.redirect(303, target);
    else
      response
        .setHeader('Content-Security-Policy', pagePolicy())
        .type('html')
        .send(renderPage(signedOutPage));
  }
}
