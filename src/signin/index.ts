export { BeginSignIn, type BeginSignInRequest } from './application/begin-sign-in.js';
export { FindCase, type FoundCase } from './application/find-case.js';
export { type TakenSignIn, TakeSignIn, type TakeSignInRequest } from './application/take-sign-in.js';
export { LegacyProofPlaces } from './application/legacy-proof-places.js';
export { OwnVisit } from './application/own-visit.js';
export { OwnBrowser } from './http/own-browser.js';
export { Leaving } from './http/leaving.js';
export { signInProblems } from './problems.js';
export { SigninModule } from './signin.module.js';
