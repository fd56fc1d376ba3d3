import { Module } from '@nestjs/common';
import { AssurancePolicy } from './application/assurance-policy.js';
import { EsiaAvailability } from './application/esia-availability.js';
import { EsiaLogout } from './application/esia-logout.js';
import { EsiaSignIn } from './application/esia-sign-in.js';
import { AssuranceRulesRepository } from './store/assurance-rules.repository.js';
import { EsiaPersons } from './store/esia-persons.repository.js';

@Module({
  providers: [
    AssurancePolicy,
    AssuranceRulesRepository,
    EsiaAvailability,
    EsiaLogout,
    EsiaPersons,
    EsiaSignIn,
  ],
  exports: [AssurancePolicy, EsiaAvailability, EsiaLogout, EsiaPersons, EsiaSignIn],
})
export class EsiaModule {}
