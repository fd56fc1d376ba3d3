import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { check, type InteropCheck, reasonOf } from './interop-check.js';

const run = promisify(execFile);
const TIMEOUT_MS = 30_000;
const ROOT = resolve(import.meta.dirname, '../../../..');
const DEPLOY = join(ROOT, 'deploy');
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** systemd's own measure, 0 (all is taken away) to 10, times ten. */
const EXPOSURE_AT_MOST = '25';

/** One program of the host that reads our files; how to have it, for who runs this without. */
interface HostTool {
  readonly name: string;
  readonly program: string;
  readonly version: string;
  readonly from: string;
  readonly work: (folder: string) => Promise<void>;
}

const TOOLS: readonly HostTool[] = [
  {
    name: 'deploy: службы и таймеры systemd',
    program: 'systemd-analyze',
    version: '--version',
    from: 'Debian: systemd',
    work: checkUnits,
  },
  {
    name: 'deploy: настройка nginx',
    program: 'nginx',
    version: '-v',
    from: 'Debian: nginx',
    work: checkNginx,
  },
  {
    name: 'deploy: тревоги Prometheus',
    program: 'promtool',
    version: '--version',
    from: 'Debian: prometheus',
    work: checkAlerts,
  },
];

/** Gives the files of `deploy/` to the programs that will read them on a host. `not run` where a program is not there. */
export async function checkDeployment(): Promise<InteropCheck[]> {
  const checks: InteropCheck[] = [];
  for (const { name, program, version, from, work } of TOOLS) {
    const missing = await run(program, [version], { env: { PATH }, timeout: TIMEOUT_MS }).then(
      () => null,
      reasonOf,
    );
    if (missing !== null) {
      checks.push({ name, result: 'not run', reason: `${program} не запускается (${from}): ${missing}` });
      continue;
    }
    const folder = await mkdtemp(join(tmpdir(), 'perehod-interop-'));
    checks.push(await check(name, () => work(folder)));
    await rm(folder, { recursive: true, force: true });
  }
  return checks;
}

/** Units name programs below /opt/perehod; here they lie in the project. Verifying also finds every misspelt directive. */
async function checkUnits(folder: string): Promise<void> {
  const units = await readdir(join(DEPLOY, 'systemd'));
  for (const unit of units) {
    const text = await readFile(join(DEPLOY, 'systemd', unit), 'utf8');
    await writeFile(join(folder, unit), text.replaceAll('/opt/perehod', ROOT));
  }
  const files = units.map((unit) => join(folder, unit));
  const said = await call('systemd-analyze', ['verify', ...files], folder);
  if (said !== '') throw new Error(said);
  for (const service of files.filter((file) => file.endsWith('.service')))
    await call(
      'systemd-analyze',
      ['security', '--offline=yes', `--threshold=${EXPOSURE_AT_MOST}`, service],
      folder,
    );
}

/** nginx reads the whole configuration, certificates too: a short-lived one stands in for them, and nothing is listened to. */
async function checkNginx(folder: string): Promise<void> {
  await mkdir(join(folder, 'logs'));
  const [key, certificate] = [join(folder, 'privkey.pem'), join(folder, 'fullchain.pem')];
  await call(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=perehod.example.ru'],
      ...['-keyout', key, '-out', certificate],
    ],
    folder,
  );
  const site = (await readFile(join(DEPLOY, 'nginx', 'perehod.conf'), 'utf8'))
    .replaceAll('/etc/perehod/tls', folder)
    .replaceAll('/var/log/nginx', join(folder, 'logs'))
    .replaceAll(/listen (80|443)\b/g, 'listen 127.0.0.1:1$1');
  await writeFile(join(folder, 'perehod.conf'), site);
  await writeFile(
    join(folder, 'nginx.conf'),
    `pid ${folder}/nginx.pid; error_log stderr; events {} http { ${[
      'client_body',
      'proxy',
      'fastcgi',
      'uwsgi',
      'scgi',
    ]
      .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
      .join(' ')} include ${folder}/perehod.conf; }`,
  );
  await call('nginx', ['-t', '-q', '-p', folder, '-c', join(folder, 'nginx.conf')], folder);
}

async function checkAlerts(folder: string): Promise<void> {
  const file = join(folder, 'alerts.yml');
  await copyFile(join(DEPLOY, 'prometheus', 'alerts.yml'), file);
  await call('promtool', ['check', 'rules', file], folder);
}

/** What the program said on stderr. @throws Error with it when the program refuses */
async function call(program: string, args: readonly string[], folder: string): Promise<string> {
  try {
    const env = { PATH, HOME: folder, LC_ALL: 'C.UTF-8', SYSTEMD_COLORS: '0' };
    return (await run(program, [...args], { cwd: folder, env, timeout: TIMEOUT_MS })).stderr.trim();
  } catch (error) {
    const { stderr = '', stdout = '' } = error as { stderr?: string; stdout?: string };
    throw new Error(`${program}: ${stderr.trim() || stdout.trim() || reasonOf(error)}`, { cause: error });
  }
}
