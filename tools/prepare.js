/**
 * Before each command: the Node that runs must be new enough, and the program must have been built.
 * npm brings Node 24 for Linux (x64, arm64); elsewhere the installed one serves if it is 24 or newer.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname ?? '.', '..');
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Нужен Node.js 24 или новее, а запущен ${process.version}.\n` +
      'На Linux x64 и arm64 он ставится сам: запускайте через npm run …, после npm ci без --omit=optional.\n' +
      'На других системах установите Node.js 24 LTS.',
  );
  process.exit(1);
}

const build = process.argv.includes('--build');
if (build || !existsSync(join(ROOT, 'dist/src/main.js'))) {
  if (!build) console.error('Собираю программу…');
  const nest = join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js');
  const { status } = spawnSync(process.execPath, [nest, 'build'], { cwd: ROOT, stdio: 'inherit' });
  process.exit(status ?? 1);
}
