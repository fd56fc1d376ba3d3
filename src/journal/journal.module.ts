import { type DynamicModule, type INestApplication, Module, type ModuleMetadata } from '@nestjs/common';
import type Provider from 'oidc-provider';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { EndAccountSessions } from './application/end-account-sessions.js';
import { InternalClients } from './application/internal-clients.js';
import { JournalPeople } from './application/journal-people.js';
import { EsiaSignOut, JournalSignIn } from './application/neighbours.js';
import { OpenidHousekeeping } from './application/openid-housekeeping.js';
import { OPENID_PROVIDER } from './application/openid-provider.token.js';
import { OpenidSessions } from './application/openid-sessions.js';
import { SignedText } from './application/signed-text.js';
import { SignInInteraction } from './application/sign-in-interaction.js';
import { browserCookie, readCookie } from './http/browser-cookie.js';
import { InteractionController } from './http/interaction.controller.js';
import { InternalClientGuard } from './http/internal-client.guard.js';
import { makeProvider } from './http/make-provider.js';
import { SignOutReturnController } from './http/sign-out-return.controller.js';
import { SignOut } from './http/sign-out.js';
import { JournalConfiguration } from './journal-configuration.js';
import { oidcRecords, poolOf } from './store/oidc-records.js';
import { OpenidSessionRecords } from './store/openid-session-records.js';
import { SignedInPersons } from './store/signed-in-persons.js';

export interface JournalModuleOptions {
  readonly configuration: JournalConfiguration;
  /** Modules that give DataSource, UnitOfWork and Clock, unless these are global. */
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
  /** Bindings of JournalSignIn, LinkedAccounts, JournalSystems and EsiaSignOut to the doors of other contexts. */
  readonly neighbours: NonNullable<ModuleMetadata['providers']>;
}

/** What e-journals see. Call `mountOpenidProvider` on the application before it listens. */
@Module({})
export class JournalModule {
  static register(options: JournalModuleOptions): DynamicModule {
    return {
      module: JournalModule,
      imports: options.imports ?? [],
      controllers: [InteractionController, SignOutReturnController],
      providers: [
        { provide: JournalConfiguration, useValue: options.configuration },
        ...options.neighbours,
        SignedInPersons,
        OpenidSessionRecords,
        OpenidSessions,
        SignedText,
        JournalPeople,
        SignInInteraction,
        InternalClients,
        InternalClientGuard,
        EndAccountSessions,
        OpenidHousekeeping,
        {
          provide: OPENID_PROVIDER,
          useFactory: assembleProvider,
          inject: [
            JournalConfiguration,
            DataSource,
            Clock,
            JournalPeople,
            OpenidSessions,
            EsiaSignOut,
            JournalSignIn,
            SignedText,
          ],
        },
      ],
      exports: [
        OPENID_PROVIDER,
        InternalClients,
        InternalClientGuard,
        EndAccountSessions,
        OpenidHousekeeping,
      ],
    };
  }
}

function assembleProvider(
  configuration: JournalConfiguration,
  dataSource: DataSource,
  clock: Clock,
  people: JournalPeople,
  sessions: OpenidSessions,
  esia: EsiaSignOut,
  signIn: JournalSignIn,
  signedText: SignedText,
): Provider {
  return makeProvider({
    configuration,
    people,
    records: oidcRecords(poolOf(dataSource), clock),
    signOut: new SignOut({ sessions, esia, signedText, publicUrl: configuration.publicUrl }),
    interactionPath: (ctx, uid) => {
      const known = readCookie(ctx.req, signIn.browserCookie);
      const token = known ?? signIn.newBrowserToken();
      if (known === undefined) ctx.append('set-cookie', browserCookie(signIn.browserCookie, token));
      return `/oidc-interaction/${uid}/${signedText.proof(uid, token)}`;
    },
  });
}

/** Puts the provider at `/oidc`, in front of Nest's body parsers: it reads its own bodies. Call before `listen` or `init`. */
export function mountOpenidProvider(app: INestApplication): void {
  const provider = app.get<Provider>(OPENID_PROVIDER, { strict: false });
  app.use('/oidc', provider.callback());
}
