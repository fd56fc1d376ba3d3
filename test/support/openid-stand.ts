import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  type INestApplication,
  Module,
  UseGuards,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Response as ExpressResponse } from 'express';
import * as oidc from 'openid-client';
import { DataSource } from 'typeorm';
import { type ClientRegistration, parseClients } from '../../src/journal/domain/client-registration.js';
import type { LinkedAccount } from '../../src/journal/domain/account-claims.js';
import { parseSigningKeys } from '../../src/journal/domain/signing-keys.js';
import {
  CallingJournalSystem,
  EsiaSignOut,
  InternalClientGuard,
  JournalModule,
  JournalSignIn,
  type JournalSystem,
  JournalSystems,
  LinkedAccounts,
  mountOpenidProvider,
} from '../../src/journal/index.js';
import type {
  BeginJournalSignIn,
  JournalSignInResult,
  TakeJournalSignIn,
} from '../../src/journal/application/neighbours.js';
import { JournalConfiguration } from '../../src/journal/journal-configuration.js';
import { DomainError } from '../../src/kernel/domain-error.js';
import { newUuid, type Uuid } from '../../src/kernel/ids.js';
import { Clock, SystemClock } from '../../src/platform/clock/clock.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { locationOf, type TestBrowser } from './test-browser.js';

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

/** What the world around the provider knows; shared by the instances of one stand. */
export class World {
  readonly accounts = new Map<string, LinkedAccount>();
  readonly systems = new Map<string, JournalSystem>();
  readonly signIns = new Map<string, JournalSignInResult>();
  readonly begun: BeginJournalSignIn[] = [];
  esiaUrl = 'https://esia.test';

  addSystem(code: string): JournalSystem {
    const system = { id: newUuid(), regionId: newUuid(), code };
    this.systems.set(code, system);
    return system;
  }

  addAccount(overrides: Partial<LinkedAccount> = {}): LinkedAccount {
    const account: LinkedAccount = {
      id: newUuid(),
      externalId: `ext-${randomUUID().slice(0, 8)}`,
      role: 'student',
      schools: [{ id: newUuid(), name: 'Школа № 1' }],
      esiaPersonId: newUuid(),
      name: { last: 'Иванов', first: 'Пётр', middle: null },
      ...overrides,
    };
    this.accounts.set(account.id, account);
    return account;
  }

  /** A sign-in at ESIA that chose the account, or was refused with the code. */
  signIn(outcome: LinkedAccount | string): Uuid {
    const id = newUuid();
    const result: JournalSignInResult =
      typeof outcome === 'string'
        ? { kind: 'refused', code: outcome }
        : { kind: 'chosen', journalAccountId: outcome.id, esiaPersonId: outcome.esiaPersonId };
    this.signIns.set(id, result);
    return id;
  }

  get neighbours(): { provide: unknown; useValue: unknown }[] {
    return [
      { provide: JournalSignIn, useValue: new ScriptedSignIn(this) },
      {
        provide: LinkedAccounts,
        useValue: { find: (_: unknown, id: string) => Promise.resolve(this.accounts.get(id) ?? null) },
      },
      {
        provide: JournalSystems,
        useValue: {
          byCode: (_: unknown, code: string) => Promise.resolve(this.systems.get(code) ?? null),
          missing: (_: unknown, codes: string[]) =>
            Promise.resolve(codes.filter((code) => !this.systems.has(code))),
        },
      },
      {
        provide: EsiaSignOut,
        useValue: {
          url: (returnTo: string) =>
            `${this.esiaUrl}/idp/ext/Logout?redirect_url=${encodeURIComponent(returnTo)}`,
        },
      },
    ];
  }
}

/** ESIA and the pages around it, played by the test. */
class ScriptedSignIn extends JournalSignIn {
  override readonly browserCookie = '__Host-perehod_browser';

  constructor(private readonly world: World) {
    super();
  }

  override newBrowserToken(): string {
    return randomUUID();
  }

  override begin(request: BeginJournalSignIn): Promise<string> {
    this.world.begun.push(request);
    return Promise.resolve(`${this.world.esiaUrl}/authorize?for=${request.system.code}`);
  }

  override take(_: unknown, { signInId }: TakeJournalSignIn): Promise<JournalSignInResult> {
    const found = this.world.signIns.get(signInId);
    this.world.signIns.delete(signInId);
    return Promise.resolve(found ?? { kind: 'refused', code: 'STATE_INVALID' });
  }
}

export interface Instance {
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

@Controller('internal/v1/whoami')
@UseGuards(InternalClientGuard)
class WhoAmI {
  @Get()
  answer(@CallingJournalSystem() system: JournalSystem): { code: string } {
    return { code: system.code };
  }
}

@Catch(DomainError)
class Unauthenticated implements ExceptionFilter<DomainError> {
  catch(error: DomainError, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<ExpressResponse>().status(401).json({ code: error.code });
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
export function signingKeys(): Record<string, unknown>[] {
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

async function startInstance(
  configuration: JournalConfiguration,
  world: World,
  { dataSource, clock }: StandOptions,
  port: number,
): Promise<INestApplication> {
  const ground = [
    { provide: DataSource, useValue: dataSource },
    { provide: UnitOfWork, useValue: new UnitOfWork(dataSource) },
    { provide: Clock, useValue: clock ?? new SystemClock() },
  ];
  const neighbours = [...ground, ...world.neighbours] as Parameters<
    typeof JournalModule.register
  >[0]['neighbours'];
  const journal = JournalModule.register({ configuration, neighbours });

  @Module({ imports: [journal], controllers: [WhoAmI] })
  class Root {}

  const app = await NestFactory.create(Root);
  app.useLogger(['error']);
  app.useGlobalFilters(new Unauthenticated());
  mountOpenidProvider(app);
  await app.listen(port, 'localhost');
  return app;
}

function parse(raw: readonly Record<string, unknown>[]): readonly ClientRegistration[] {
  const { clients, complaints } = parseClients(raw, false);
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
  return clients;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}

/** Drives the browser from the authorization request through «ESIA» to the redirect back to the e-journal. */
export async function signInAt(
  stand: OpenidStand,
  browser: TestBrowser,
  authorizationUrl: string,
  outcome: LinkedAccount | string,
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
