/**
 * Stands for `csptest -keyset -sign GOST12_256 -container C -keytype T -in F -out G [-password P] -silent` of CryptoPro
 * CSP, which writes the signature least significant byte first (esia-protocol.md, 2.5 and 9.6).
 */
import { Buffer } from 'node:buffer';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { askOracle } from './ask-oracle.mjs';

const [socketPath, ...args] = process.argv.slice(2);
const valueOf = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const flags = new Set(['-keyset', '-silent']);
const values = new Set(['-sign', '-container', '-keytype', '-in', '-out', '-password']);
for (let at = 0; at < args.length; at += values.has(args[at]) ? 2 : 1) {
  if (!flags.has(args[at]) && !values.has(args[at])) process.exit(2);
}
const input = valueOf('-in');
const ready = valueOf('-sign') === 'GOST12_256' && args[0] === '-keyset' && args.includes('-silent');
if (!ready || input === undefined || valueOf('-out') === undefined) process.exit(2);

const answer = await askOracle(socketPath, {
  tool: 'csptest',
  pid: process.pid,
  env: Object.keys(process.env),
  container: valueOf('-container'),
  keytype: valueOf('-keytype'),
  password: valueOf('-password'),
  modes: [statSync(input).mode & 0o777, statSync(dirname(input)).mode & 0o777],
  message: readFileSync(input).toString('base64'),
});
process.stdout.write('CSP (Type:80) v5.0\nSignature was done.\n');
if (answer.exit !== undefined) process.exit(answer.exit);
if (answer.signature !== undefined)
  writeFileSync(valueOf('-out'), Buffer.from(answer.signature, 'base64').reverse());
