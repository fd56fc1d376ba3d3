export { BeginSignIn, type BeginSignInRequest, type BegunSignIn } from './application/begin-sign-in.js';
export { Leaving, type SessionEnder } from './application/leaving.js';
export { TakeSignIn, type TakenSignIn, type TakeSignInRequest } from './application/take-sign-in.js';
export type { SignInOutcome, SignInPurpose } from './domain/sign-in.js';
export { SigninModule } from './signin.module.js';
export { signInProblems } from './problems.js';
