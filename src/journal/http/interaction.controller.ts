import { Controller, Get, Header, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { newUuid } from '../../kernel/ids.js';
import { JournalSignIn } from '../application/neighbours.js';
import { OPENID_PROVIDER } from '../application/openid-provider.token.js';
import {
  type InteractionStep,
  type InteractionVisit,
  SignInInteraction,
} from '../application/sign-in-interaction.js';
import { readCookie } from './browser-cookie.js';
import { pagePolicy, renderPage } from './page.js';
import { errorPage } from './provider-pages.js';

/** The person's way from the provider to ESIA and back. */
@Controller('oidc-interaction/:uid/:proof')
export class InteractionController {
  constructor(
    @Inject(OPENID_PROVIDER) private readonly provider: Provider,
    @Inject(JournalSignIn) private readonly signIn: JournalSignIn,
    @Inject(SignInInteraction) private readonly interactions: SignInInteraction,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async begin(
    @Req() request: Request,
    @Res() response: Response,
    @Param('proof') proof: string,
  ): Promise<void> {
    await this.step(request, response, proof, (visit) => this.interactions.begin(visit));
  }

  @Get('complete')
  @Header('Cache-Control', 'no-store')
  async complete(
    @Req() request: Request,
    @Res() response: Response,
    @Param('proof') proof: string,
    @Query('sign_in') signInId: unknown,
  ): Promise<void> {
    const id = typeof signInId === 'string' ? signInId : '';
    await this.step(request, response, proof, (visit) => this.interactions.complete(visit, id));
  }

  private async step(
    request: Request,
    response: Response,
    proof: string,
    take: (visit: InteractionVisit) => Promise<InteractionStep>,
  ): Promise<void> {
    const traceId = requestId(request, response);
    const browserToken = readCookie(request, this.signIn.browserCookie);
    let step: InteractionStep;
    try {
      const interaction = await this.provider.interactionDetails(request, response);
      const session = await this.provider.Session.get(this.provider.createContext(request, response));
      const whole = { interaction, session, proof, browserToken, traceId };
      step =
        interaction.uid === request.params['uid']
          ? await take(whole)
          : { kind: 'refused', error: 'invalid_request' };
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      step = { kind: 'refused', error: 'invalid_request' };
    }
    answer(response, step, traceId);
  }
}

function answer(response: Response, step: InteractionStep, traceId: string): void {
  response.setHeader('Referrer-Policy', 'no-referrer');
  switch (step.kind) {
    case 'redirect':
      response.redirect(303, step.to);
      return;
    case 'refused':
      response.status(400).type('html').setHeader('Content-Security-Policy', pagePolicy());
      response.send(renderPage(errorPage(step.error, traceId)));
  }
}

function requestId(request: Request, response: Response): string {
  const { id } = request as { id?: unknown };
  const given = typeof id === 'string' ? id : response.getHeader('x-request-id');
  const traceId = typeof given === 'string' ? given : newUuid();
  response.setHeader('X-Request-Id', traceId);
  return traceId;
}
