import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type Provider from 'oidc-provider';
import { errors, type Interaction } from 'oidc-provider';
import { DomainError } from '../../kernel/domain-error.js';
import { readBrowserToken } from '../../platform/http/browser-token.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { OPENID_PROVIDER } from '../application/openid-provider.token.js';
import type { InteractionVisit } from '../application/sign-in-interaction.js';

/** Reads what a browser brings to a step of an interaction. */
@Injectable()
export class InteractionVisits {
  constructor(@Inject(OPENID_PROVIDER) private readonly provider: Provider) {}

  /** Throws DomainError `JOURNAL_SIGN_IN_STALE` when the interaction is over, or of another browser. */
  async read(request: Request, response: Response, uid: string, proof: string): Promise<InteractionVisit> {
    const interaction = await this.interactionOf(request, response);
    if (interaction.uid !== uid) throw new DomainError('JOURNAL_SIGN_IN_STALE', 'invalid');
    const session = await this.provider.Session.get(this.provider.createContext(request, response));
    const browserToken = readBrowserToken(request);
    const traceId = currentRequestId() ?? null;
    return { interaction, session, proof, browserToken, traceId, address: request.ip };
  }

  private async interactionOf(request: Request, response: Response): Promise<Interaction> {
    try {
      return await this.provider.interactionDetails(request, response);
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      throw new DomainError('JOURNAL_SIGN_IN_STALE', 'invalid', {}, { cause: error });
    }
  }
}
