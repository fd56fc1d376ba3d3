import { Inject, Module } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { PlatformSettings } from '../platform/config/platform.settings.js';
import { SettingsError } from '../platform/config/read-settings.js';
import { Expiries } from '../platform/expiry/expiries.js';
import { TerritoryModule } from '../territory/index.js';
import { AssurancePolicy } from './application/assurance-policy.js';
import { EsiaLogout } from './application/esia-logout.js';
import { EsiaSignIn } from './application/esia-sign-in.js';
import { SignInJournal } from './application/sign-in-journal.js';
import { callbackUrl } from './callback-url.js';
import { EsiaSignerSettings } from './esia-signer.settings.js';
import { EsiaSettings } from './esia.settings.js';
import { ClockSkewWatch } from './gateway/clock-skew-watch.js';
import { connectEsia } from './gateway/connect-esia.js';
import { EsiaAvailability } from './gateway/esia-availability.js';
import { EsiaClient } from './gateway/esia-client.js';
import { EsiaStrategy } from './http/esia.strategy.js';
import { AssuranceRulesRepository } from './store/assurance-rules.repository.js';
import { EsiaLoginAttempts } from './store/esia-login-attempts.repository.js';
import { Retention } from '../platform/retention/retention.js';
import { forgetKidCards } from './store/forget-kid-cards.js';
import { EsiaPersons } from './store/esia-persons.repository.js';
import { complaintsOfEsia } from './unsafe-settings.js';

/** Reads keys and certificates at the start, so that a wrong setting stops it and not the first person. */
const client = {
  provide: EsiaClient,
  inject: [
    PlatformSettings,
    EsiaSettings,
    EsiaSignerSettings,
    Clock,
    EsiaAvailability,
    ClockSkewWatch,
    Expiries,
  ],
  useFactory: (
    platform: PlatformSettings,
    settings: EsiaSettings,
    signer: EsiaSignerSettings,
    clock: Clock,
    availability: EsiaAvailability,
    skew: ClockSkewWatch,
    expiries: Expiries,
  ): Promise<EsiaClient> => {
    const production = platform.environment === 'production';
    const complaints = complaintsOfEsia(settings, signer, production);
    if (complaints.length > 0) throw new SettingsError(complaints);
    const redirectUri = callbackUrl(platform);
    return connectEsia({ settings, signer, production, redirectUri, clock, availability, skew, expiries });
  },
};

/** Sign-in through ESIA. Needs from the global modules: settings, Clock, UnitOfWork, Keyring, SnilsVault. */
@Module({
  imports: [TerritoryModule],
  providers: [
    AssurancePolicy,
    AssuranceRulesRepository,
    client,
    ClockSkewWatch,
    EsiaAvailability,
    EsiaLoginAttempts,
    EsiaLogout,
    EsiaPersons,
    EsiaSignIn,
    EsiaStrategy,
    SignInJournal,
  ],
  exports: [AssurancePolicy, EsiaAvailability, EsiaLogout, EsiaPersons, EsiaSignIn],
})
export class EsiaModule {
  constructor(@Inject(Retention) retention: Retention) {
    retention.add({ code: 'esia_kids', forget: forgetKidCards });
  }
}
