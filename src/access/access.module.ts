import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { EndAdminSession } from './application/end-admin-session.js';
import { GiveGrant } from './application/give-grant.js';
import { OpenAdminSession } from './application/open-admin-session.js';
import { RecognisePrincipal } from './application/recognise-principal.js';
import { AccessGuard } from './http/access.guard.js';
import { AdminSessions } from './store/admin-sessions.repository.js';
import { Grants } from './store/grants.repository.js';

const doors = [GiveGrant, OpenAdminSession, EndAdminSession, RecognisePrincipal];

/** Rights, grants and administrators' sessions; its guard stands before every route of the application. */
@Global()
@Module({
  providers: [Grants, AdminSessions, ...doors, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: doors,
})
export class AccessModule {}
