import { rm } from 'node:fs/promises';

export default async function teardown() {
  const started = globalThis.perehodTestServer;
  if (started === undefined) return;
  await started.server.stop();
  await rm(started.folder, { recursive: true, force: true });
}
