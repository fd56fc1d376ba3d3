import './typescript-hooks.js';
import { rm } from 'node:fs/promises';

export default async function teardown() {
  const started = globalThis.perehodTestServer;
  if (started === undefined) return;
  const { describeLeaks, readScans } = await import('./leak-watch.ts');
  const { scans, texts, leaks } = readScans(process.env.PEREHOD_LEAK_SPOOL);
  await started.server.stop();
  await rm(started.folder, { recursive: true, force: true });
  if (leaks.length > 0) throw new Error(describeLeaks(leaks));
  if (scans > 0) console.log(`Personal data: ${texts} texts of ${scans} databases name nobody.`);
}
