import { describe, expect, it } from '@jest/globals';
import { SettingsError } from '../../../src/platform/config/read-settings.js';
import { explainStartFailure } from '../../../src/platform/config/start-failure.js';

const failure = (facts: object): Error => Object.assign(new Error('in English'), facts);

describe('why a program could not start', () => {
  it.each([
    [{ code: 'EADDRINUSE', port: 8080 }, 'Порт 8080 занят. Укажите другой, например: PORT=9080 npm start'],
    [
      { code: 'EADDRINUSE', port: 65_000 },
      'Порт 65000 занят. Укажите другой, например: PORT=64000 npm start',
    ],
    [{ code: 'EACCES', port: 80 }, 'Нет права слушать порт 80. Укажите порт больше 1024 в PORT.'],
    [{ code: 'EACCES', path: '/srv/d' }, 'Нет права на /srv/d. Проверьте владельца и права.'],
    [{ code: 'EADDRNOTAVAIL', address: '10.1.1.1' }, 'Адреса 10.1.1.1 на этой машине нет. Исправьте HOST.'],
    [
      { code: 'ECONNREFUSED', address: '127.0.0.1', port: 5433 },
      'База данных не отвечает (127.0.0.1:5433). Проверьте DATABASE_URL и запущен ли PostgreSQL.',
    ],
    // A name with two addresses (localhost) fails as one error without an address.
    [{ code: 'ECONNREFUSED' }, 'База данных не отвечает. Проверьте DATABASE_URL и запущен ли PostgreSQL.'],
  ])('%j', (facts, words) => {
    expect(explainStartFailure(failure(facts))).toBe(words);
  });

  it.each([
    'ETIMEDOUT',
    'ENOTFOUND',
    'ENOSPC',
    '28P01',
    '28000',
    '3D000',
    '42501',
    '53100',
    '53300',
    '57P03',
  ])('%s is told in Russian, in one line, without a stack', (code) => {
    const words = explainStartFailure(failure({ code }));
    expect(words).toMatch(/[а-я]/);
    expect(words).not.toMatch(/\n|in English/);
  });

  it('wrong settings are listed all at once, with where they are explained', () => {
    const words = explainStartFailure(new SettingsError(['PORT: нужно число', 'HOST: пусто']));
    expect(words).toContain('PORT: нужно число');
    expect(words).toContain('HOST: пусто');
    expect(words).toContain('.env.example');
  });

  it('what nobody foresaw keeps its stack', () => {
    expect(explainStartFailure(new Error('strange'))).toMatch(/strange\n\s+at /);
  });
});
