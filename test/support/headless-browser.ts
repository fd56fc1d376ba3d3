import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * Root needs `--no-sandbox`; without the `disable` flags Chromium asks its maker's hosts for updates, and a test's network is
 * closed. The package's own flags are not used: in its single process the end of one context ends the browser.
 */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A real Chromium, from npm alone. The package unpacks itself below the system's temporary folder; told that it runs on
 * Amazon Linux, it brings the libraries (NSS, expat) that a bare machine lacks too.
 */
export async function openBrowser(): Promise<Browser> {
  const folder = join(tmpdir(), 'perehod-chromium');
  mkdirSync(folder, { recursive: true });
  process.env['TMPDIR'] = folder;
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs22.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  const executablePath = await chromium.executablePath();
  const libraries = join(folder, 'al2023', 'lib');
  return playwright.launch({
    executablePath,
    args: FLAGS,
    headless: true,
    env: { ...definedVariables(), ...(existsSync(libraries) ? { LD_LIBRARY_PATH: libraries } : {}) },
  });
}

function definedVariables(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
