import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { EsiaModule } from '../esia/index.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { LegacyModule } from '../legacy/index.js';
import { LinkingModule } from '../linking/index.js';
import { StatisticsModule } from '../statistics/index.js';
import { TerritoryModule } from '../territory/index.js';
import { AccountDeeds } from './application/account-deeds.js';
import { AttemptLimits } from './application/attempt-limits.js';
import { BeginOwnSignIn } from './application/begin-own-sign-in.js';
import { BeginSignIn } from './application/begin-sign-in.js';
import { Choices } from './application/choices.js';
import { ChooseAccount } from './application/choose-account.js';
import { ConfirmSignIn } from './application/confirm-sign-in.js';
import { DenySignIn } from './application/deny-sign-in.js';
import { EndSessionsOfPerson } from './application/end-sessions-of-person.js';
import { ExpireSignIns } from './application/expire-sign-ins.js';
import { FindCase } from './application/find-case.js';
import { GiveLegacyProof } from './application/give-legacy-proof.js';
import { GiveLinkCode } from './application/give-link-code.js';
import { LegacyProofPlaces } from './application/legacy-proof-places.js';
import { Leaving } from './http/leaving.js';
import { OpenSession } from './application/open-session.js';
import { OwnVisit } from './application/own-visit.js';
import { OwnSignIn } from './application/own-sign-in.js';
import { ReceiveEsiaReturn } from './application/receive-esia-return.js';
import { RepeatSignIn } from './application/repeat-sign-in.js';
import { SayMistake } from './application/say-mistake.js';
import { SecondEvidence } from './application/second-evidence.js';
import { ShowAccount } from './application/show-account.js';
import { ShowAdministrator } from './application/show-administrator.js';
import { ShowSignIn } from './application/show-sign-in.js';
import { SignOut } from './application/sign-out.js';
import { TakeSignIn } from './application/take-sign-in.js';
import { AccountAnswers } from './http/account-answers.js';
import { AccountController } from './http/account.controller.js';
import { AccountDeedsController } from './http/account-deeds.controller.js';
import { EsiaCallbackController } from './http/esia-callback.controller.js';
import { EvidenceAnswers } from './http/evidence-answers.js';
import { EvidenceController } from './http/evidence.controller.js';
import { LeavingController } from './http/leaving.controller.js';
import { OwnBrowser } from './http/own-browser.js';
import { OwnPagesController } from './http/own-pages.controller.js';
import { SignInAnswers } from './http/sign-in-answers.js';
import { SignInController } from './http/sign-in.controller.js';
import { SignInPages } from './pages/signin-pages.js';
import { PersonSessionsRepository } from './store/person-sessions.repository.js';
import { SignInsRepository } from './store/sign-ins.repository.js';

const doors = [BeginSignIn, TakeSignIn, Leaving, FindCase, LegacyProofPlaces, OwnVisit, OwnBrowser];
const useCases = [
  ...[BeginOwnSignIn, RepeatSignIn, ReceiveEsiaReturn, ShowSignIn, OwnSignIn, Choices],
  ...[ConfirmSignIn, OpenSession, DenySignIn, ChooseAccount],
  ...[ShowAccount, ShowAdministrator, SignOut, ExpireSignIns, EndSessionsOfPerson],
  ...[AccountDeeds, SayMistake],
  ...[AttemptLimits, SecondEvidence, GiveLinkCode, GiveLegacyProof],
];

/** One ESIA attempt from start to session, and its pages. */
@Module({
  imports: [EsiaModule, LegacyModule, LinkingModule, StatisticsModule, TerritoryModule],
  controllers: [
    EsiaCallbackController,
    SignInController,
    LeavingController,
    OwnPagesController,
    AccountController,
    AccountDeedsController,
    EvidenceController,
  ],
  providers: [
    ...[SignInsRepository, PersonSessionsRepository, ...useCases, ...doors],
    ...[SignInPages, SignInAnswers, AccountAnswers, EvidenceAnswers],
  ],
  exports: doors,
})
export class SigninModule implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(ExpireSignIns) private readonly expire: ExpireSignIns,
  ) {}

  onModuleInit(): void {
    this.jobs.add({
      name: 'sign_ins.expire',
      everyMs: 60_000,
      run: (now) => this.expire.execute(now),
    });
  }
}
