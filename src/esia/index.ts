/** Sign-in through ESIA: what the other contexts may use. */
export { EsiaModule } from './esia.module.js';
export { EsiaSettings } from './esia.settings.js';
export { EsiaSignerSettings } from './esia-signer.settings.js';
export { EsiaSignIn } from './application/esia-sign-in.js';
export { AssurancePolicy } from './application/assurance-policy.js';
export { EsiaAvailability } from './gateway/esia-availability.js';
export { EsiaLogout } from './application/esia-logout.js';
export { EsiaPersons } from './store/esia-persons.repository.js';
export { EsiaAuthGuard } from './http/esia-auth.guard.js';
export { ESIA_BROWSER_COOKIE } from './http/browser-cookie.js';
export { explainEsiaOutcome, type EsiaOutcomeCode } from './domain/outcomes.js';
export type { AssuranceSubject } from './domain/assurance.js';
export type { EsiaPerson, EsiaProfile } from './domain/esia-profile.js';
export { forgetKids, type KidCard, kidsBorn, kidsOf } from './store/esia-kids.js';
export type { EsiaSignInResult } from './domain/sign-in-result.js';
export { esiaSealed } from './store/sealed-columns.js';
export { eraseEsiaPerson } from './store/erase-esia-person.js';
