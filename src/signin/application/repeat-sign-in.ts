import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { BeginSignIn, type BegunSignIn } from './begin-sign-in.js';
import { OwnSignIn, type SignInRequest } from './own-sign-in.js';

/** Begins anew what did not come to its end, for the same purpose and with the same return. */
@Injectable()
export class RepeatSignIn {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(OwnSignIn) private readonly own: OwnSignIn,
    @Inject(BeginSignIn) private readonly begin: BeginSignIn,
  ) {}

  /** Null when the sign-in is not this browser's. */
  async execute(request: SignInRequest): Promise<BegunSignIn | null> {
    const { browserToken, traceId, address } = request;
    const signIn = await this.unitOfWork.run((tx) => this.own.find(tx, request));
    if (signIn === null || browserToken === null) return null;
    const { purpose, regionId, journalSystemId, returnTo } = signIn;
    return this.begin.execute({
      ...{ purpose, regionId, returnTo, browserToken, traceId, address },
      ...(journalSystemId !== null && { journalSystemId }),
    });
  }
}
