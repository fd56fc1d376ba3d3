import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';

/** Ends what another context keeps for this browser, and clears its cookies; must not throw for a browser without any. */
export type SessionEnder = (request: Request, response: Response) => Promise<void>;

/**
 * What must end when a person leaves this browser («Это не я», «Выйти»): on a shared computer the next one must not
 * enter as the previous (EC-128). The faces above bring their own sessions at start.
 */
@Injectable()
export class Leaving {
  private readonly enders: SessionEnder[] = [];

  /** Called once, at start (`onModuleInit`), by a context that keeps sessions of browsers. */
  alsoEnd(ender: SessionEnder): void {
    this.enders.push(ender);
  }

  /** Ends them all, also when one fails: then the first failure is thrown after the others have ended. */
  async endAll(request: Request, response: Response): Promise<void> {
    const results = await Promise.allSettled(this.enders.map((end) => end(request, response)));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }
}
