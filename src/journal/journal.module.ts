import { type INestApplication, Module } from '@nestjs/common';
import type Provider from 'oidc-provider';
import { DataSource } from 'typeorm';
import { AuditModule } from '../audit/index.js';
import { EsiaModule } from '../esia/index.js';
import { LegacyModule } from '../legacy/index.js';
import { LinkingModule } from '../linking/index.js';
import { Clock } from '../platform/clock/clock.js';
import { poolOf } from '../platform/database/pool-of.js';
import { PlatformSettings } from '../platform/config/platform.settings.js';
import { Log } from '../platform/logging/log.js';
import { RosterModule } from '../roster/index.js';
import { SigninModule } from '../signin/index.js';
import { TerritoryModule } from '../territory/index.js';
import { ClientKeys } from './gateway/client-keys.js';
import { AccountOverlays } from './application/account-overlays.js';
import { AccountOverlaysController } from './http/account-overlays.controller.js';
import { WebhookSender } from './gateway/webhook-sender.js';
import { EndAccountSessions } from './application/end-account-sessions.js';
import { EndBrowserSession } from './application/end-browser-session.js';
import { EndSessionsOfLinks } from './application/end-sessions-of-links.js';
import { EventFeed } from './application/event-feed.js';
import { InternalClients } from './application/internal-clients.js';
import { JournalPeople } from './application/journal-people.js';
import { OldLoginPlaces } from './application/old-login-places.js';
import { OpenidHousekeeping } from './application/openid-housekeeping.js';
import { OPENID_PROVIDER } from './application/openid-provider.token.js';
import { OpenidSessions } from './application/openid-sessions.js';
import { ReceiveDeletionAct } from './application/receive-deletion-act.js';
import { ReceiveLinkClaim } from './application/receive-link-claim.js';
import { SendTestEvent } from './application/send-test-event.js';
import { PolicyBundle } from './application/signed-policy.js';
import { SignedText } from './application/signed-text.js';
import { SignInAnswers } from './http/sign-in-answers.js';
import { SignInDecisionsController } from './http/sign-in-decisions.controller.js';
import { SignInDecisionsHandler } from './http/sign-in-decisions.handler.js';
import { SignInInteraction } from './application/sign-in-interaction.js';
import { TellSystems } from './application/tell-systems.js';
import { WebhookLanes } from './application/webhook-lanes.js';
import { AccountsController } from './http/accounts.controller.js';
import { EventsController } from './http/events.controller.js';
import { VerifyClientJws } from './application/verify-client-jws.js';
import { DeletionActsController } from './http/deletion-acts.controller.js';
import { InteractionController } from './http/interaction.controller.js';
import { InteractionVisits } from './http/interaction-visits.js';
import { InternalClientGuard, RosterSourceGuard } from './http/internal-client.guard.js';
import { LinkClaimsController } from './http/link-claims.controller.js';
import { makeProvider } from './http/make-provider.js';
import { PolicyController } from './http/policy.controller.js';
import { RosterPushesController } from './http/roster-pushes.controller.js';
import { SignInEventsController } from './http/sign-in-events.controller.js';
import { UnusedCredentialsController } from './http/unused-credentials.controller.js';
import { SignOutReturnController } from './http/sign-out-return.controller.js';
import { SignOut } from './http/sign-out.js';
import { JournalConfiguration, readJournalConfiguration } from './journal-configuration.js';
import { JournalSettings } from './journal.settings.js';
import { JournalPages } from './pages/journal-pages.js';
import { JournalEvents } from './store/journal-events.repository.js';
import { oidcRecords } from './store/oidc-records.js';
import { OpenidSessionRecords } from './store/openid-session-records.js';
import { SignedInPersons } from './store/signed-in-persons.js';
import { WebhookDeliveries } from './store/webhook-deliveries.repository.js';

/** Reads the files of clients and keys at the start, so that a fault in them stops it and not the first person. */
const configuration = {
  provide: JournalConfiguration,
  inject: [JournalSettings, PlatformSettings],
  useFactory: readJournalConfiguration,
};

const provider = {
  provide: OPENID_PROVIDER,
  inject: [JournalConfiguration, DataSource, Clock, JournalPeople, SignOut, SignedText, JournalPages, Log],
  useFactory: (
    settings: JournalConfiguration,
    dataSource: DataSource,
    clock: Clock,
    people: JournalPeople,
    signOut: SignOut,
    signedText: SignedText,
    pages: JournalPages,
    log: Log,
  ): Provider => {
    const records = oidcRecords(poolOf(dataSource), clock);
    return makeProvider({ configuration: settings, records, people, signOut, signedText, pages, log });
  },
};

/** What tells e-journals of changes (INT-06). */
const tellers = [
  TellSystems,
  JournalEvents,
  WebhookDeliveries,
  WebhookSender,
  WebhookLanes,
  EventFeed,
  SendTestEvent,
  PolicyBundle,
];
const doors = [InternalClients, InternalClientGuard, RosterSourceGuard, EndAccountSessions];

/** What e-journals see. `mountOpenidProvider` puts the provider itself in front of Nest's pipeline. */
@Module({
  imports: [
    AuditModule,
    EsiaModule,
    LegacyModule,
    LinkingModule,
    SigninModule,
    TerritoryModule,
    RosterModule,
  ],
  controllers: [
    ...[InteractionController, SignOutReturnController, LinkClaimsController, RosterPushesController],
    ...[DeletionActsController, SignInDecisionsController, AccountOverlaysController],
    ...[EventsController, AccountsController, PolicyController],
    ...[SignInEventsController, UnusedCredentialsController],
  ],
  providers: [
    ...[configuration, provider, SignedInPersons, OpenidSessionRecords],
    ...[OpenidSessions, SignedText, JournalPeople, SignInInteraction, EndBrowserSession, OpenidHousekeeping],
    EndSessionsOfLinks,
    AccountOverlays,
    ...[InteractionVisits, SignOut, JournalPages, ClientKeys, OldLoginPlaces],
    ...[VerifyClientJws, ReceiveLinkClaim, ReceiveDeletionAct],
    ...[SignInAnswers, SignInDecisionsHandler],
    ...tellers,
    ...doors,
  ],
  exports: doors,
})
export class JournalModule {}

/** Puts the provider at `/oidc`. Call it before body parsers are set up: the provider reads its own bodies. */
export function mountOpenidProvider(app: INestApplication): void {
  app.use('/oidc', app.get<Provider>(OPENID_PROVIDER, { strict: false }).callback());
}
