import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { clearCookie, readCookie } from '../../platform/http/cookies.js';
import { Public } from '../../platform/http/public.decorator.js';
import { SignedText } from '../application/signed-text.js';
import { JournalPages } from '../pages/journal-pages.js';
import { RETURN_COOKIE, RETURN_PATH, SIGNED_OUT } from './sign-out.js';

/** Where ESIA returns the browser after it has ended its session: on to the address that the e-journal registered. */
@ApiExcludeController()
@Public()
@Controller(RETURN_PATH.slice(1))
export class SignOutReturnController {
  constructor(
    @Inject(SignedText) private readonly signedText: SignedText,
    @Inject(JournalPages) private readonly pages: JournalPages,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  return(@Req() request: Request, @Res() response: Response): void {
    const target = this.signedText.open(readCookie(request, RETURN_COOKIE) ?? '');
    clearCookie(response, RETURN_COOKIE);
    if (target === null) this.pages.send(response, 200, 'signed-out', SIGNED_OUT);
    else response.redirect(303, target);
  }
}
