/** Stands for `openssl dgst -md_gost12_256 -sign KEY -passin env:VAR`: the message comes on standard input. */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { buffer } from 'node:stream/consumers';
import { askOracle } from './ask-oracle.mjs';

const [socketPath, command, digest, sign, keyPath, passin, source, ...rest] = process.argv.slice(2);
const known =
  [command, digest, sign, passin].join(' ') === 'dgst -md_gost12_256 -sign -passin' && rest.length === 0;
// Without the engine's settings openssl does not know the digest (gost.md, 1.2: exit code 1).
const engine = /^engine_id = gost$/m.test(readFileSync(process.env.OPENSSL_CONF ?? '/dev/null', 'utf8'));
if (!known || !engine || !source?.startsWith('env:')) process.exit(1);

const answer = await askOracle(socketPath, {
  tool: 'openssl',
  pid: process.pid,
  env: Object.keys(process.env),
  key: readFileSync(keyPath, 'utf8'),
  passphrase: process.env[source.slice(4)],
  message: (await buffer(process.stdin)).toString('base64'),
});
if (answer.exit !== undefined) process.exit(answer.exit);
process.stdout.write(Buffer.from(answer.signature, 'base64'));
