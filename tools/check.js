/**
 * `npm run check`: everything that looks at the sources without running them, two at a time, for each uses one processor only.
 * What a part said is shown when it ends. Ends with 1 when one of them found something; the tests are run after it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The longest first: the others fit beside it. */
const PARTS = ['lint', 'format', 'types', 'architecture', 'unused'];
const AT_ONCE = 2;

async function run(part) {
  const child = spawn('npm', ['run', '--silent', part], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (said += text));
  const [code] = await once(child, 'close');
  console.log(`${code === 0 ? 'ok' : 'FAILED'}: npm run ${part}\n${said}`);
  return code === 0;
}

const found = [];
const left = PARTS.values();
const worker = async () => {
  for (const part of left) if (!(await run(part))) found.push(part);
};
await Promise.all(Array.from({ length: AT_ONCE }, worker));
if (found.length > 0) {
  console.error(`npm run check: ${found.join(', ')}`);
  process.exitCode = 1;
}
