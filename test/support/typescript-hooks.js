import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { swc } from '../../swc.config.js';

const require = createRequire(import.meta.url);
/** What was compiled once, by the hash of what it was made from: a run of tests starts hundreds of processes and threads. */
const CACHE = join(import.meta.dirname, '../../node_modules/.cache/perehod-typescript');
const MADE_BY = `${JSON.stringify(swc)} ${readFileSync(require.resolve('@swc/core/package.json'), 'utf8')}`;

/** The JavaScript of a source: from the cache, else compiled and kept there. Without a cache it is only slower. */
function compiled(source) {
  const file = join(
    CACHE,
    `${createHash('sha256').update(MADE_BY).update('\0').update(source).digest('hex')}.js`,
  );
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const { code } = require('@swc/core').transformSync(source, swc);
    keep(file, code);
    return code;
  }
}

/** Under a name of its own first: another process never reads half a file. */
function keep(file, code) {
  try {
    mkdirSync(CACHE, { recursive: true });
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, code);
    renameSync(draft, file);
  } catch {
    // A folder that cannot be written to keeps nothing.
  }
}

enableCompileCache(join(CACHE, 'v8'));

/** Lets plain Node read our TypeScript, as Jest does inside tests: for what runs before Jest's own loader. */
registerHooks({
  resolve(specifier, context, next) {
    if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.endsWith('.ts')) {
      const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(source)) return { url: source.href, shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
    return {
      format: 'module',
      source: compiled(readFileSync(fileURLToPath(url), 'utf8')),
      shortCircuit: true,
    };
  },
});
