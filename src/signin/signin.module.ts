import { Module } from '@nestjs/common';
import { BeginSignIn } from './application/begin-sign-in.js';
import { Leaving } from './application/leaving.js';
import { TakeSignIn } from './application/take-sign-in.js';
import { SignInsRepository } from './store/sign-ins.repository.js';

/** One ESIA attempt from start to session. */
@Module({
  providers: [SignInsRepository, BeginSignIn, TakeSignIn, Leaving],
  exports: [BeginSignIn, TakeSignIn, Leaving],
})
export class SigninModule {}
