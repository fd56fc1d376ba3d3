import { Global, Inject, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ApiKeys } from './application/api-keys.js';
import { CountKeyUses } from './application/count-key-uses.js';
import { DelegateDesk } from './application/delegate-desk.js';
import { EndAdminSession } from './application/end-admin-session.js';
import { EndGrant } from './application/end-grant.js';
import { GrantDesk } from './application/grant-desk.js';
import { OwnSessions } from './application/own-sessions.js';
import { TerritoryModule } from '../territory/index.js';
import { GrantReadings } from './store/grant-readings.repository.js';
import { GiveGrant } from './application/give-grant.js';
import { OpenAdminSession } from './application/open-admin-session.js';
import { RecogniseApiKey } from './application/recognise-api-key.js';
import { RecognisePrincipal } from './application/recognise-principal.js';
import { TellAuthority } from './application/tell-authority.js';
import { Retention } from '../platform/retention/retention.js';
import { WatchApiKeys } from './application/watch-api-keys.js';
import { AccessGuard } from './http/access.guard.js';
import { AdminSessions } from './store/admin-sessions.repository.js';
import { ApiKeyEnds } from './store/api-key-ends.repository.js';
import { ApiKeyUses } from './store/api-key-uses.repository.js';
import { ApiKeyRows } from './store/api-keys.repository.js';
import { forgetAdminSessions } from './store/outlived-sessions.js';
import { Delegates } from './store/delegates.repository.js';
import { Grants } from './store/grants.repository.js';

const doors = [
  GiveGrant,
  GrantDesk,
  DelegateDesk,
  OpenAdminSession,
  EndAdminSession,
  OwnSessions,
  RecognisePrincipal,
  ApiKeys,
];
const machines = [ApiKeyRows, ApiKeyUses, CountKeyUses, RecogniseApiKey, ApiKeyEnds, WatchApiKeys];

/** Rights, grants, administrators' sessions and keys of machines; its guard stands before every route of the application. */
@Global()
@Module({
  imports: [TerritoryModule],
  providers: [
    Grants,
    GrantReadings,
    Delegates,
    EndGrant,
    TellAuthority,
    AdminSessions,
    ...machines,
    ...doors,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: doors,
})
export class AccessModule {
  constructor(@Inject(Retention) retention: Retention) {
    retention.add({ code: 'admin_sessions', forget: forgetAdminSessions });
  }
}
