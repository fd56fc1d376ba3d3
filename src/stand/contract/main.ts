import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type CryptoKey, importJWK, type JWK } from 'jose';
import * as oidc from 'openid-client';
import type { Subject } from './check.js';
import { reasonOf, runChecks } from './run-checks.js';

const STAND = '.data/stand/contract.json';

const HELP = `npm run contract -- [--options ФАЙЛ] [--account НОМЕР] …

Проверяет, что сервер отвечает вашему журналу так, как обещает docs/integration.md, а ваш приёмник событий — как она просит.
Печатает каждую проверку: ок, не ок (почему и что исправить) или нет (чего не хватило).
Запускайте на стенде: события и неизвестные записи, которые она присылает, остаются в его базе.

  --options         файл JSON вашего клиента: issuer, clientId и clientSecret или clientKey (закрытый JWK с kid и alg);
                    остальное можно назвать в нём же. Без него — ${STAND}, его пишет npm start
  --account         номер учётной записи вашего журнала, которая загружена (в файле account)
  --foreign         номер записи другого журнала: вы не должны её видеть (foreignAccount)
  --webhook-port    порт этой машины, на который ведёт webhook_uri клиента (webhookPort)
  --webhook-secret  его webhook_secret (webhookSecret)
  --receiver        адрес вашего приёмника: проверка вызовет его, как вызываем мы (receiver, receiverSecret)
  --help            эта справка

Код завершения: 0 — ничего не сломано, 1 — что-то не ок, 2 — команда неверна.`;

interface ContractOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly clientKey?: JWK & { readonly kid: string };
  readonly account?: string;
  readonly foreignAccount?: string;
  readonly webhookPort?: number;
  readonly webhookSecret?: string;
  readonly receiver?: string;
  readonly receiverSecret?: string;
}

const PATIENCE_MS = 45_000;

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (typeof options === 'string') {
    console.log(options);
    return options === HELP ? 0 : 2;
  }
  let token: string;
  try {
    token = await tokenOf(options);
    console.log('ок     токен client_credentials со scope internal выдан');
  } catch (error) {
    console.log(`не ок  токен client_credentials со scope internal\n       ${reasonOf(error)}`);
    console.log('       Исправить: сверьте issuer, client_id, секрет или ключ и internal_api у клиента.');
    return 1;
  }
  const results = await runChecks(subjectOf(options, token), (line) => console.log(line));
  const count = (outcome: string): number => results.filter((result) => result.outcome === outcome).length;
  const [kept, broken, left] = [count('kept'), count('broken'), count('not_made')];
  console.log(`\nОк: ${kept + 1}. Не ок: ${broken}. Не проверено: ${left}.`);
  return broken === 0 ? 0 : 1;
}

/** What the command line and the file say together, or words for the person at the console. */
function readOptions(): (ContractOptions & { readonly account: string }) | string {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      options: {
        ...{ options: { type: 'string', default: STAND }, account: text, foreign: text, receiver: text },
        ...{ 'webhook-port': text, 'webhook-secret': text, help: { type: 'boolean', default: false } },
      },
    });
    if (values.help) return HELP;
    const file = readFile(values.options);
    if (file === null)
      return `Файл ${values.options} не читается. Запустите стенд (npm start) или назовите свой: --options ФАЙЛ.`;
    const given = { ...file, ...definedOf(values) };
    const { account } = given;
    return account === undefined ? `Нужен --account.\n\n${HELP}` : { ...given, account };
  } catch (error) {
    return `${error instanceof Error ? error.message : 'Команда неверна'}\n\n${HELP}`;
  }
}

function readFile(name: string): ContractOptions | null {
  try {
    return JSON.parse(readFileSync(name, 'utf8')) as ContractOptions;
  } catch {
    return null;
  }
}

function definedOf(values: {
  readonly account?: string | undefined;
  readonly foreign?: string | undefined;
  readonly receiver?: string | undefined;
  readonly 'webhook-port'?: string | undefined;
  readonly 'webhook-secret'?: string | undefined;
}): Partial<ContractOptions> {
  const port = values['webhook-port'];
  const given = {
    ...{ account: values.account, foreignAccount: values.foreign, receiver: values.receiver },
    ...{ webhookPort: port && Number(port), webhookSecret: values['webhook-secret'] },
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function subjectOf(options: ContractOptions & { readonly account: string }, token: string): Subject {
  const {
    issuer,
    clientId,
    account,
    foreignAccount = null,
    webhookPort: port,
    webhookSecret: secret,
  } = options;
  const { receiver: uri, receiverSecret = secret } = options;
  return {
    ...{ server: new URL(issuer).origin, issuer, clientId, token, account, foreignAccount },
    webhook: port === undefined || secret === undefined ? null : { port, secret },
    receiver: uri === undefined || receiverSecret === undefined ? null : { uri, secret: receiverSecret },
    patienceMs: PATIENCE_MS,
  };
}

async function tokenOf({ issuer, clientId, clientSecret, clientKey }: ContractOptions): Promise<string> {
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
