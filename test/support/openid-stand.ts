import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Controller, Get, Global, Module, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import * as oidc from 'openid-client';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditSettings } from '../../src/audit/index.js';
import { EsiaLogout, EsiaModule } from '../../src/esia/index.js';
import { type ClientRegistration, parseClients } from '../../src/journal/domain/client-registration.js';
import { parseSigningKeys } from '../../src/journal/domain/signing-keys.js';
import {
  CallingJournalSystem,
  ForJournalSystems,
  JournalModule,
  JournalSettings,
  mountOpenidProvider,
} from '../../src/journal/index.js';
import { JournalConfiguration } from '../../src/journal/journal-configuration.js';
import { newUuid, type Uuid } from '../../src/kernel/ids.js';
import {
  AccountStandings,
  DecideSignIn,
  DeletionActs,
  LegacyModule,
  OfflinePolicy,
  OrderCredential,
  OverlayReadings,
  ReceiveSignInEvents,
  ReenablePasswords,
  UndoUnused,
} from '../../src/legacy/index.js';
import { LegacyProofs, LinkingModule, LiveLinks } from '../../src/linking/index.js';
import { Clock, SystemClock } from '../../src/platform/clock/clock.js';
import { PlatformSettings } from '../../src/platform/config/platform.settings.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { PageProblemFilter } from '../../src/platform/http/page-problem.filter.js';
import { ProblemCatalog } from '../../src/platform/http/problem-catalog.js';
import { ProblemFilter } from '../../src/platform/http/problem.filter.js';
import { withRequestId } from '../../src/platform/http/request-context.js';
import { Expiries } from '../../src/platform/expiry/expiries.js';
import { KeyAges } from '../../src/platform/expiry/key-ages.js';
import { Retention } from '../../src/platform/retention/retention.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { Log } from '../../src/platform/logging/log.js';
import { Deliveries } from '../../src/platform/outbox/deliveries.js';
import { Throttle } from '../../src/platform/throttle/throttle.js';
import { problems } from '../../src/problems.js';
import { RosterModule, RosterPushes } from '../../src/roster/index.js';
import {
  BeginSignIn,
  type BeginSignInRequest,
  Leaving,
  LegacyProofPlaces,
  SigninModule,
  TakeSignIn,
  type TakenSignIn,
  type TakeSignInRequest,
} from '../../src/signin/index.js';
import { type JournalSystem, Territory, TerritoryModule } from '../../src/territory/index.js';
import { locationOf, type TestBrowser } from './test-browser.js';
import { freePort } from './free-port.js';

const outerClone = globalThis.structuredClone;

/** Jest gives its tests the outer realm's structuredClone, whose copies oidc-provider takes for no plain objects. */
globalThis.structuredClone = function clone<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => clone(item)) as T;
  if (Object.prototype.toString.call(value) !== '[object Object]') return outerClone(value);
  return Object.fromEntries(
    Object.entries(value as object).map(([key, item]: [string, unknown]) => [key, clone(item)]),
  ) as T;
};

/** The stand speaks http, on localhost only. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so by openid-client to stand out; here it is meant
export const overHttp = oidc.allowInsecureRequests;

export const CLIENT_SECRET = 'a-secret-of-the-test-journal-0123456789';
const CLIENT_PORT = 'http://localhost:9';
export const REDIRECT_URI = `${CLIENT_PORT}/callback`;
export const SIGNED_OUT_URI = `${CLIENT_PORT}/signed-out`;

/** An account somebody is linked to. */
export interface TestAccount {
  readonly id: Uuid;
  readonly externalId: string;
  readonly role: 'student' | 'representative' | 'teacher' | 'homeroom' | 'school_admin';
  readonly schools: readonly { readonly id: Uuid; readonly shortName: string }[];
  readonly personName: string | null;
  readonly esiaPersonId: Uuid;
  readonly access: 'full' | 'history';
}

/** What the world around the provider knows; shared by the instances of one stand. */
class World {
  readonly accounts = new Map<string, TestAccount>();
  readonly systems = new Map<string, JournalSystem>();
  readonly signIns = new Map<string, TakenSignIn>();
  readonly begun: BeginSignInRequest[] = [];
  esiaUrl = 'https://esia.test';

  addSystem(code: string): void {
    this.systems.set(code, { id: newUuid(), regionId: newUuid(), code, name: code });
  }

  addAccount(overrides: Partial<TestAccount> = {}): TestAccount {
    const account: TestAccount = {
      id: newUuid(),
      externalId: `ext-${randomUUID().slice(0, 8)}`,
      role: 'student',
      schools: [{ id: newUuid(), shortName: 'Школа № 1' }],
      personName: 'Иванов Пётр',
      esiaPersonId: newUuid(),
      access: 'full',
      ...overrides,
    };
    this.accounts.set(account.id, account);
    return account;
  }

  /** A sign-in at ESIA that chose the account, or was refused with the code. */
  signIn(outcome: TestAccount | string): Uuid {
    const id = newUuid();
    const taken: TakenSignIn =
      typeof outcome === 'string'
        ? { kind: 'refused', code: outcome, outcomes: [], caseNumber: null }
        : {
            kind: 'taken',
            journalAccountId: outcome.id,
            esiaPersonId: outcome.esiaPersonId,
            caseNumber: '1',
          };
    this.signIns.set(id, taken);
    return id;
  }

  readonly beginSignIn = {
    execute: (request: BeginSignInRequest) => {
      this.begun.push(request);
      const system = [...this.systems.values()].find(({ id }) => id === request.journalSystemId);
      return Promise.resolve({
        signInId: newUuid(),
        redirectTo: `${this.esiaUrl}/authorize?for=${system?.code ?? ''}`,
      });
    },
  };

  readonly takeSignIn = {
    execute: (_: EntityManager, { signInId }: TakeSignInRequest): Promise<TakenSignIn> => {
      const found = this.signIns.get(signInId);
      this.signIns.delete(signInId);
      return Promise.resolve(
        found ?? { kind: 'refused', code: 'STATE_INVALID', outcomes: [], caseNumber: null },
      );
    },
  };

  readonly liveLinks = {
    of: (_: EntityManager, person: Uuid) =>
      Promise.resolve(
        [...this.accounts.values()]
          .filter(({ esiaPersonId }) => esiaPersonId === person)
          .map((account) => ({ ...account, accountId: account.id })),
      ),
  };

  readonly territory = {
    journalSystemByCode: (_: EntityManager, code: string) => Promise.resolve(this.systems.get(code) ?? null),
  };

  readonly esiaLogout = {
    url: (returnTo: string) => `${this.esiaUrl}/idp/ext/Logout?redirect_url=${encodeURIComponent(returnTo)}`,
  };
}

interface Instance {
  readonly url: string;
  readonly app: INestApplication;
}

export interface OpenidStand {
  readonly world: World;
  readonly issuer: string;
  readonly url: string;
  readonly instances: readonly Instance[];
  close(): Promise<void>;
}

@ForJournalSystems()
@Controller('internal/v1/whoami')
class WhoAmI {
  @Get()
  answer(@CallingJournalSystem() system: JournalSystem): { code: string } {
    return { code: system.code };
  }
}

export interface StandOptions {
  readonly dataSource: DataSource;
  readonly clients?: readonly Record<string, unknown>[];
  readonly instances?: number;
  readonly clock?: Clock;
}

export const testClient = {
  client_id: 'test-journal',
  client_name: 'Журнал',
  redirect_uris: [REDIRECT_URI],
  post_logout_redirect_uris: [SIGNED_OUT_URI],
  token_endpoint_auth_method: 'client_secret_basic',
  client_secret: CLIENT_SECRET,
  internal_api: true,
};

/** Signing keys of a kind and size that production accepts. */
function signingKeys(): Record<string, unknown>[] {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  return [
    { ...rsa, kid: 'rsa-1' },
    { ...ec, kid: 'ec-1' },
  ];
}

/** The provider in a Nest application, with ESIA and the doors of other contexts played by `World`. */
export async function startOpenidStand(options: StandOptions): Promise<OpenidStand> {
  const world = new World();
  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;
  const clients = parse(options.clients ?? [testClient]);
  for (const { clientId } of clients) world.addSystem(clientId);
  const { keys } = parseSigningKeys({ keys: signingKeys() });
  const configuration = new JournalConfiguration(
    publicUrl,
    clients,
    keys,
    [Buffer.alloc(32, 1)],
    Buffer.alloc(32, 2),
    false,
  );
  const instances: Instance[] = [];
  for (let index = 0; index < (options.instances ?? 1); index++) {
    const listenOn = index === 0 ? port : await freePort();
    const app = await startInstance(configuration, world, options, listenOn);
    instances.push({ url: `http://localhost:${listenOn}`, app });
  }
  const close = async () => {
    for (const { app } of instances) await app.close();
  };
  return { world, issuer: `${publicUrl}/oidc`, url: publicUrl, instances, close };
}

/** A module that gives what a context's door gives, played by the test. */
function played(...doors: { provide: unknown; useValue: unknown }[]): new () => object {
  const providers = doors as { provide: symbol; useValue: unknown }[];

  @Module({ providers, exports: providers })
  class Played {}

  return Played;
}

async function startInstance(
  configuration: JournalConfiguration,
  world: World,
  { dataSource, clock }: StandOptions,
  port: number,
): Promise<INestApplication> {
  const [unitOfWork, time, log] = [new UnitOfWork(dataSource), clock ?? new SystemClock(), new Log('error')];
  const jobs = new Jobs(dataSource, time, log);
  const ground = [
    { provide: DataSource, useValue: dataSource },
    { provide: UnitOfWork, useValue: unitOfWork },
    { provide: Clock, useValue: time },
    { provide: Log, useValue: log },
    { provide: Jobs, useValue: jobs },
    { provide: Deliveries, useValue: new Deliveries(unitOfWork, jobs, time, log) },
    { provide: ProblemCatalog, useValue: new ProblemCatalog(problems) },
    { provide: PlatformSettings, useValue: new PlatformSettings() },
    { provide: JournalSettings, useValue: new JournalSettings() },
    { provide: AuditSettings, useValue: new AuditSettings() },
    ProblemFilter,
    PageProblemFilter,
    ...[Expiries, KeyAges, Retention],
    { provide: Throttle, useValue: { count: () => Promise.resolve() } },
  ];

  @Global()
  @Module({ providers: ground, exports: ground })
  class Ground {}

  const testing = await Test.createTestingModule({ imports: [Ground, JournalModule], controllers: [WhoAmI] })
    .overrideModule(EsiaModule)
    .useModule(played({ provide: EsiaLogout, useValue: world.esiaLogout }))
    .overrideModule(LinkingModule)
    .useModule(
      played({ provide: LiveLinks, useValue: world.liveLinks }, { provide: LegacyProofs, useValue: {} }),
    )
    .overrideModule(LegacyModule)
    .useModule(
      played(
        ...[
          ...[AccountStandings, DecideSignIn, DeletionActs, OfflinePolicy],
          ...[OrderCredential, OverlayReadings, ReceiveSignInEvents, ReenablePasswords, UndoUnused],
        ].map((door) => ({
          provide: door,
          useValue: {},
        })),
      ),
    )
    .overrideModule(TerritoryModule)
    .useModule(played({ provide: Territory, useValue: world.territory }))
    .overrideModule(RosterModule)
    .useModule(played({ provide: RosterPushes, useValue: {} }))
    .overrideModule(SigninModule)
    .useModule(
      played(
        { provide: BeginSignIn, useValue: world.beginSignIn },
        { provide: TakeSignIn, useValue: world.takeSignIn },
        { provide: LegacyProofPlaces, useValue: new LegacyProofPlaces() },
        { provide: Leaving, useValue: new Leaving(new Log('silent')) },
      ),
    )
    .overrideProvider(JournalConfiguration)
    .useValue(configuration)
    .compile();
  const app = testing.createNestApplication({ bodyParser: false });
  app.use(withRequestId);
  app.useGlobalFilters(app.get(ProblemFilter));
  try {
    mountOpenidProvider(app);
    await app.listen(port, 'localhost');
  } catch (error) {
    // What was refused in the middle of its start has jobs that run.
    await jobs.onApplicationShutdown();
    throw error;
  }
  return app;
}

function parse(raw: readonly Record<string, unknown>[]): readonly ClientRegistration[] {
  const { clients, complaints } = parseClients(raw, false);
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
  return clients;
}

/** Drives the browser from the authorization request through «ESIA» to the redirect back to the e-journal. */
export async function signInAt(
  stand: OpenidStand,
  browser: TestBrowser,
  authorizationUrl: string,
  outcome: TestAccount | string,
): Promise<URL> {
  const toEsia = await browser.follow(authorizationUrl, stand.url);
  const begun = stand.world.begun.at(-1);
  if (begun === undefined) throw new Error(`No sign-in was begun: ${toEsia.status} ${await toEsia.text()}`);
  const back = await browser.follow(
    `${stand.url}${begun.returnTo}?sign_in=${stand.world.signIn(outcome)}`,
    stand.url,
  );
  const location = locationOf(back);
  if (location === null) throw new Error(`No way back: ${back.status} ${await back.text()}`);
  return new URL(location);
}
