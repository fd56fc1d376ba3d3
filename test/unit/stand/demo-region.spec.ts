import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DemoPerson, fillDemoRegion } from '../../../src/stand/local/demo-region.js';

const admin: DemoPerson = {
  login: 'schooladmin',
  password: 'demo',
  otp: null,
  who: 'Администратор школы',
  shows: 'Кабинет школы',
  snils: '000-000-001 00',
  birthDate: '1980-02-03',
  grants: [{ role: 'school_admin', school: 'school-001' }],
};

const LOADING = ['commands/import.js', 'commands/grant.js', 'commands/contingent-system.js'];

describe('filling the database with the demo region', () => {
  let place: string;
  let asked: string[];
  let failing: string | null;

  const fill = (): Promise<readonly DemoPerson[]> =>
    fillDemoRegion({
      folder: join(place, 'region'),
      marker: join(place, 'filled'),
      say: () => undefined,
      run: (_title, file, args = []) => {
        asked.push(file);
        if (file === failing) return Promise.reject(new Error('killed'));
        if (file === 'stand/region/main.js') {
          const folder = args.at(-1) ?? '';
          mkdirSync(folder, { recursive: true });
          writeFileSync(join(folder, 'personas.json'), JSON.stringify({ personas: [admin] }));
        }
        return Promise.resolve();
      },
    });

  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'perehod-region-'));
    asked = [];
    failing = null;
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  it('generates, loads and gives the roles, once', async () => {
    expect(await fill()).toEqual([admin]);
    expect(asked).toEqual(['stand/region/main.js', ...LOADING]);
    expect(await fill()).toEqual([admin]);
    expect(asked).toHaveLength(4);
  });

  it.each(LOADING)('a fill that ended in %s is repeated with the same people', async (file) => {
    failing = file;
    await expect(fill()).rejects.toThrow('killed');
    expect(existsSync(join(place, 'filled'))).toBe(false);
    failing = null;
    asked = [];
    await fill();
    expect(asked).toEqual(LOADING);
  });

  it('a generation that was cut off is made anew', async () => {
    failing = 'stand/region/main.js';
    await expect(fill()).rejects.toThrow('killed');
    failing = null;
    asked = [];
    await fill();
    expect(asked[0]).toBe('stand/region/main.js');
  });
});
