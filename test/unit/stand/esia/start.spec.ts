import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { PERSONAS, startEsiaEmulator } from '../../../../src/stand/esia/index.js';
import { readSettings } from '../../../../src/stand/esia/settings.js';
import { DEFAULT_SWITCHES } from '../../../../src/stand/esia/switches.js';
import { testClient } from './tiny-client.js';

const ROOT = join(import.meta.dirname, '../../../..');

describe('emulator of ESIA: start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'esia-emulator-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const populationFile = (name: string, persons: readonly object[]): string => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify({ persons }));
    return file;
  };
  const pupil = (number: number) => ({
    oid: String(1_000_000_000 + number),
    login: `pupil${number}`,
    password: 'p',
    level: 'KD',
    lastName: 'А',
    firstName: 'Б',
    birthDate: '2014-01-01',
    gender: 'M',
  });

  it('rule 20: it refuses to start in production', () => {
    expect(() => readSettings({ clients: [] }, 'production')).toThrow('NODE_ENV=production');
  });

  it('rule 20: a real issuer is refused unless it is demanded', () => {
    const issuer = 'http://esia.gosuslugi.ru/';
    expect(() => readSettings({ clients: [], issuer }, 'test')).toThrow('issuer');
    expect(readSettings({ clients: [], issuer, allowRealIssuer: true }, 'test').issuer).toBe(issuer);
    expect(() => readSettings({ clients: [], issuer: 'http://emulator.local' }, 'test')).toThrow('issuer');
    expect(readSettings({ clients: [] }, 'test').issuer).toBe('http://esia-emulator.local/');
  });

  it('rule 19: every unverified switch is described', () => {
    const text = readFileSync(join(ROOT, 'docs/esia-emulator.md'), 'utf8');
    const absent = Object.keys(DEFAULT_SWITCHES).filter((name) => !text.includes(`\`${name}\``));
    expect(absent).toEqual([]);
  });

  it('people of the file join the personas and replace those with their OID or login', async () => {
    const file = populationFile('people.json', [pupil(1), { ...pupil(2), login: 'Child' }]);
    const emulator = await startEsiaEmulator({ clients: [], populationFile: file });
    expect(emulator.control.state()['persons']).toBe(PERSONAS.length + 1);
    expect(emulator.control.personByLogin('child')?.oid).toBe('1000000002');
    await emulator.close();
  });

  it('twelve thousand people are read', async () => {
    const persons = Array.from({ length: 12_000 }, (_, number) => pupil(number));
    const emulator = await startEsiaEmulator({
      clients: [],
      populationFile: populationFile('many.json', persons),
    });
    expect(emulator.control.personByLogin('pupil11999')?.oid).toBe('1000011999');
    await emulator.close();
  });

  it.each([
    [[{ ...pupil(1), birthDate: '2014-02-30' }], 'persons[0], поле «birthDate»'],
    [[pupil(1), { ...pupil(2), login: 'PUPIL1' }], 'persons[1] повторяет'],
    [[{ ...pupil(1), kids: [{}] }], 'persons[0], поле «kids»'],
  ])('a wrong file stops the start and names the place', async (persons, message) => {
    const file = populationFile('wrong.json', persons);
    await expect(startEsiaEmulator({ clients: [], populationFile: file })).rejects.toThrow(message);
  });

  it('a wrong client or switch stops the start', async () => {
    await expect(startEsiaEmulator({ clients: [testClient({ scopes: ['nonsense'] })] })).rejects.toThrow(
      'scopes',
    );
    await expect(startEsiaEmulator({ clients: [], switches: { refreshString: 'x' } })).rejects.toThrow(
      'refreshString',
    );
  });

  it('keys kept in a folder live through a restart', async () => {
    const keysDirectory = join(folder, 'keys');
    const thumbprints = async (): Promise<string[]> => {
      const emulator = await startEsiaEmulator({ clients: [], keysDirectory });
      const found = emulator.control.certificates().map(({ thumbprint }) => thumbprint);
      await emulator.close();
      return found;
    };
    expect(await thumbprints()).toEqual(await thumbprints());
  });

  it('as a process it reads a config, says one line when ready, and ends on SIGTERM', async () => {
    const config = join(folder, 'emulator.json');
    writeFileSync(config, JSON.stringify({ clients: [testClient()], populationFile: 'one.json' }));
    populationFile('one.json', [pupil(1)]);
    const hooks = join(ROOT, 'test/support/typescript-hooks.js');
    const child = spawn(process.execPath, ['--import', hooks, join(ROOT, 'src/stand/esia/main.ts'), config]);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const [, url = ''] = /^ESIA emulator ready at (\S+)\n$/.exec(line.toString()) ?? [];
    expect((await fetch(`${url}/_control/persons/pupil1`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
