import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Log } from '../../platform/logging/log.js';

/** Ends what another context keeps for this browser, and clears its cookies; a browser without any is no error. */
export type SessionEnder = (request: Request, response: Response) => Promise<void>;

/**
 * What must end when a person leaves this browser («Это не я», «Выйти»): on a shared computer the next one must not
 * enter as the previous (EC-128). The faces above bring their own sessions at start.
 */
@Injectable()
export class Leaving {
  private readonly enders: SessionEnder[] = [];

  constructor(@Inject(Log) private readonly log: Log) {}

  /** Called once, at start (`onModuleInit`), by a context that keeps sessions of browsers. */
  alsoEnd(ender: SessionEnder): void {
    this.enders.push(ender);
  }

  /** Ends them all. One that fails is logged and holds up nothing: the sign-out of ESIA, which comes next, matters most. */
  async endAll(request: Request, response: Response): Promise<void> {
    const results = await Promise.allSettled(this.enders.map((end) => end(request, response)));
    for (const result of results) {
      if (result.status === 'rejected')
        this.log.error('sign_out.incomplete', { error: result.reason as unknown });
    }
  }
}
