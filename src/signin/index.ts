export { BeginSignIn, type BeginSignInRequest, type BegunSignIn } from './application/begin-sign-in.js';
export { FindCase } from './application/find-case.js';
export { Leaving, type SessionEnder } from './http/leaving.js';
export { TakeSignIn, type TakenSignIn, type TakeSignInRequest } from './application/take-sign-in.js';
export type { SignIn, SignInOutcome, SignInPurpose } from './domain/sign-in.js';
export { explain, type Explanation, type Mender } from './application/outcomes.js';
export { SigninModule } from './signin.module.js';
export { signInProblems } from './problems.js';
