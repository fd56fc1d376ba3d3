import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Control } from './control/control.js';
import { dispatch } from './http/dispatch.js';
import { readSettings, type EmulatorOptions } from './settings.js';
import { makeWorld } from './state/world.js';

export interface RunningEmulator {
  /** `http://127.0.0.1:<port>`, or the configured public address. */
  readonly url: string;
  readonly control: Control;
  /** Stops accepting and ends open connections. */
  close(): Promise<void>;
}

/**
 * Starts an emulator of ESIA in this process; several may run side by side. See docs/esia-emulator.md.
 * @throws Error for settings that must not be (rule 20), a wrong population or client, a port that is taken
 */
export async function startEsiaEmulator(options: EmulatorOptions): Promise<RunningEmulator> {
  const settings = readSettings(options);
  const world = makeWorld(settings);
  // Whoever pins certificates reads them from the folder as soon as the emulator is ready.
  if (settings.keysDirectory !== undefined) world.keys.all();
  const server = createServer((request, response) => void dispatch(world, request, response));
  // Longer than a client's pool keeps a connection, so that a reused one is never closed under a request.
  server.keepAliveTimeout = 65_000;
  const host = settings.host ?? '127.0.0.1';
  await listen(server, settings.port ?? 0, host);
  const { port } = server.address() as AddressInfo;
  world.url =
    settings.publicUrl ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`;
  return {
    url: world.url,
    control: new Control(world),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
