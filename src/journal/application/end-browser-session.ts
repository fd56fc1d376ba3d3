import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Request, Response } from 'express';
import type Provider from 'oidc-provider';
import { Leaving } from '../../signin/index.js';
import { OPENID_PROVIDER } from './openid-provider.token.js';
import { OpenidSessions } from './openid-sessions.js';

/** «Это не я» and «Выйти» end the e-journal's session of the browser too (EC-128). */
@Injectable()
export class EndBrowserSession implements OnModuleInit {
  constructor(
    @Inject(OPENID_PROVIDER) private readonly provider: Provider,
    @Inject(OpenidSessions) private readonly sessions: OpenidSessions,
    @Inject(Leaving) private readonly leaving: Leaving,
  ) {}

  onModuleInit(): void {
    this.leaving.alsoEnd((request, response) => this.execute(request, response));
  }

  /** The cookie stays: it names a session that is no more. */
  async execute(request: Request, response: Response): Promise<void> {
    const session = await this.provider.Session.get(this.provider.createContext(request, response));
    if (session.accountId !== undefined) await this.sessions.end(this.provider, session);
  }
}
