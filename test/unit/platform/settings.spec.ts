import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { settingCards } from '../../../src/platform/config/setting.js';
import { PlatformSettings } from '../../../src/platform/config/platform.settings.js';
import { SettingsError } from '../../../src/platform/config/read-settings.js';
import { readAllSettings, settingsClasses, settingsOf } from '../../../src/settings.js';

function complaintsOf(environment: Record<string, string>): readonly string[] {
  try {
    readAllSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.complaints;
    throw error;
  }
}

describe('settings', () => {
  it('of development need nothing', () => {
    expect(complaintsOf({})).toEqual([]);
  });

  it('of production name every missing key at once', () => {
    const complaints = complaintsOf({ NODE_ENV: 'production' });
    expect(complaints).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^DATABASE_URL: /),
        expect.stringMatching(/^DATA_KEYS: /),
      ]),
    );
    const keys = complaints.map((complaint) => complaint.split(':')[0]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('of production refuse the keys of development', () => {
    const { dataKeys } = new PlatformSettings();
    expect(complaintsOf({ NODE_ENV: 'production', DATA_KEYS: dataKeys })).toContainEqual(
      expect.stringMatching(/^DATA_KEYS: значение для разработки/),
    );
  });

  it('complain by key, never by value', () => {
    const complaints = complaintsOf({
      PORT: 'secret-port',
      DATA_KEYS: 'secret-keys',
      PUBLIC_URL: 'secret-url',
    });
    expect(complaints.map((complaint) => complaint.split(':')[0])).toEqual(
      expect.arrayContaining(['PORT', 'DATA_KEYS', 'PUBLIC_URL']),
    );
    expect(complaints.join()).not.toMatch(/secret/);
  });

  it('are read as the types they are declared as', () => {
    expect(settingsOf(readAllSettings({ PORT: '9000' }), PlatformSettings).port).toBe(9000);
  });

  it('stand in .env.example, each with its sentence and its example, and nothing else does', () => {
    const expected = settingsClasses
      .flatMap((settings) => [...settingCards(settings).values()])
      .map(({ key, says, example }) => `# ${says}\n${key}=${example}\n`)
      .join('\n');
    expect(readFileSync('.env.example', 'utf8')).toBe(expected);
  });
});
