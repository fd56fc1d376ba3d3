import './typescript-hooks.js';

export default async function setup() {
  const { startServer } = await import('./start-server.ts');
  await startServer();
}
