import { readConfigFile } from './settings.js';
import { startEsiaEmulator } from './start-emulator.js';

/** `node …/stand/esia/main.js <config.json>`: prints one line when ready; SIGTERM, SIGINT and the death of who forked it stop it. */
async function main(file: string | undefined): Promise<void> {
  if (file === undefined) throw new Error('укажите файл настроек эмулятора: main.js <config.json>');
  const emulator = await startEsiaEmulator(readConfigFile(file));
  const stop = (): void => void emulator.close().then(() => process.exit(0));
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(event, stop);
  console.log(`ESIA emulator ready at ${emulator.url}`);
}

try {
  await main(process.argv[2]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
