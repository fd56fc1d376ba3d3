/**
 * `npm run interop`: checks against programs that npm does not bring. Each prints its result, or `not run` with the
 * reason; the exit code is 1 when any of them failed. It stands outside Jest, so that no test is ever skipped.
 */
import { checkDeployment } from './interop/deployment.js';
import { checkGostOpenssl } from './interop/gost-openssl.js';
import { checkXlsx } from './interop/xlsx-libreoffice.js';
import { reasonOf, type InteropCheck } from './interop/interop-check.js';

const GROUPS: readonly (readonly [name: string, run: () => Promise<InteropCheck[]>])[] = [
  ['ГОСТ: openssl с gost-engine', checkGostOpenssl],
  ['XLSX: LibreOffice', checkXlsx],
  ['deploy: systemd, nginx, Prometheus', checkDeployment],
];

function print(checks: readonly InteropCheck[]): void {
  const width = Math.max(...checks.map(({ name }) => name.length));
  for (const check of checks) {
    const reason = check.result === 'ok' ? '' : `  ${check.reason}`;
    console.log(`${check.name.padEnd(width)}  ${check.result}${reason}`);
  }
}

const checks: InteropCheck[] = [];
for (const [name, run] of GROUPS) {
  try {
    checks.push(...(await run()));
  } catch (error) {
    checks.push({ name, result: 'failed', reason: reasonOf(error) });
  }
}
print(checks);
process.exitCode = checks.some(({ result }) => result === 'failed') ? 1 : 0;
