import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type CryptoKey, importJWK, type JWK } from 'jose';
import * as oidc from 'openid-client';
import { CHECKS, Fault, type Subject } from './checks.js';

const HELP = `npm run contract -- --options ФАЙЛ --account НОМЕР

Проверяет, что сервер отвечает вашему журналу так, как обещает docs/integration.md. Печатает каждую проверку: ok или не ок.
Запускайте на стенде: события и неизвестные записи, которые она присылает, остаются в его базе.

  --options  файл JSON вашего клиента: issuer, clientId и clientSecret или clientKey (закрытый JWK с kid и alg);
             у демо-журнала стенда это demo-journal.json
  --account  номер учётной записи вашего журнала, которая загружена
  --help     эта справка

Код завершения: 0 — всё ок, 1 — что-то не ок, 2 — команда неверна.`;

interface ClientOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly clientKey?: JWK & { readonly kid: string };
}

const { values } = parseArgs({
  options: {
    options: { type: 'string' },
    account: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help || values.options === undefined || values.account === undefined) {
  console.log(HELP);
  process.exitCode = values.help ? 0 : 2;
} else {
  process.exitCode = await run(values.options, values.account);
}

async function run(file: string, account: string): Promise<number> {
  const options = JSON.parse(readFileSync(file, 'utf8')) as ClientOptions;
  const server = new URL(options.issuer).origin;
  let subject: Subject;
  try {
    subject = { server, account, token: await tokenOf(options) };
    console.log('ok     токен client_credentials со scope internal выдан');
  } catch (error) {
    console.log(`не ок  токен client_credentials со scope internal: ${reasonOf(error)}`);
    return 1;
  }
  let faults = 0;
  for (const { title, holds } of CHECKS) {
    try {
      await holds(subject);
      console.log(`ok     ${title}`);
    } catch (error) {
      faults += 1;
      console.log(`не ок  ${title}: ${reasonOf(error)}`);
    }
  }
  console.log(faults === 0 ? '\nВсё ок.' : `\nНе ок: ${faults} из ${CHECKS.length}.`);
  return faults === 0 ? 0 : 1;
}

async function tokenOf({ issuer, clientId, clientSecret, clientKey }: ClientOptions): Promise<string> {
  const authentication =
    clientKey === undefined
      ? oidc.ClientSecretBasic(clientSecret)
      : oidc.PrivateKeyJwt({ key: (await importJWK(clientKey)) as CryptoKey, kid: clientKey.kid });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the stand speaks http, on localhost only
  const execute = issuer.startsWith('http://localhost') ? [oidc.allowInsecureRequests] : [];
  const provider = await oidc.discovery(new URL(issuer), clientId, undefined, authentication, { execute });
  const { access_token: token } = await oidc.clientCredentialsGrant(provider, { scope: 'internal' });
  return token;
}

const reasonOf = (error: unknown): string =>
  error instanceof Fault
    ? error.message
    : `не удалось спросить (${error instanceof Error ? error.message : 'неизвестно'})`;
