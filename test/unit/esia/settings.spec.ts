import { describe, expect, it } from '@jest/globals';
import { EsiaSignerSettings } from '../../../src/esia/esia-signer.settings.js';
import { EsiaSettings } from '../../../src/esia/esia.settings.js';
import { complaintsOfEsia } from '../../../src/esia/unsafe-settings.js';
import { readSettings } from '../../../src/platform/config/read-settings.js';
import { settingCards } from '../../../src/platform/config/setting.js';
import { cookieValue } from '../../../src/esia/http/browser-cookie.js';

const PRODUCTION = {
  NODE_ENV: 'production',
  ESIA_URL: 'https://esia.gosuslugi.ru',
  ESIA_CLIENT_ID: 'ELSH39001',
  ESIA_ISSUERS: 'http://esia.gosuslugi.ru/',
  ESIA_TOKEN_ALGORITHM: 'GOST3410_2012_256',
  ESIA_CERTIFICATE_FILES: '/a.cer, /b.cer',
  ESIA_SIGNER: 'cryptopro-cli',
  ESIA_SIGNER_CERTIFICATE_FILE: '/c.cer',
};

function complaints(over: Record<string, string>): string[] {
  const environment = { ...PRODUCTION, ...over };
  const esia = readSettings(EsiaSettings, environment);
  const signer = readSettings(EsiaSignerSettings, environment);
  const production = environment.NODE_ENV === 'production';
  return [
    ...esia.complaints,
    ...signer.complaints,
    ...complaintsOfEsia(esia.value, signer.value, production),
  ];
}

describe('the settings of ESIA', () => {
  it('of a whole production environment are accepted; lists are parted by commas', () => {
    expect(complaints({})).toEqual([]);
    expect(readSettings(EsiaSettings, PRODUCTION).value).toMatchObject({
      certificateFiles: ['/a.cer', '/b.cer'],
      scopes: ['openid', 'fullname', 'birthdate', 'snils'],
      pkce: true,
    });
  });

  it.each([
    ['ESIA_URL', { ESIA_URL: 'http://esia.gosuslugi.ru' }],
    ['ESIA_URL', { ESIA_URL: 'https://esia-portal1.test.gosuslugi.ru' }],
    ['ESIA_URL', { ESIA_URL: 'https://127.0.0.1:8090' }],
    ['ESIA_URL', { ESIA_URL: 'https://esia.gosuslugi.ru/' }],
    ['ESIA_ISSUERS', { ESIA_ISSUERS: 'http://esia.gosuslugi.ru/,http://esia-portal1.test.gosuslugi.ru/' }],
    ['ESIA_ISSUERS', { ESIA_ISSUERS: 'http://localhost:8090/' }],
    ['ESIA_ISSUERS', { ESIA_ISSUERS: 'http://esia-emulator.local/' }],
    ['ESIA_TEST_SNILS', { ESIA_TEST_SNILS: 'да' }],
    ['ESIA_SIGNER', { ESIA_SIGNER: 'pure-js' }],
    ['ESIA_SIGNER', { ESIA_SIGNER: 'openssl-cli' }],
    ['ESIA_SIGNER', { ESIA_SIGNER: 'magic' }],
    ['ESIA_CLIENT_ID', { ESIA_CLIENT_ID: '' }],
    ['ESIA_CERTIFICATE_FILES', { ESIA_CERTIFICATE_FILES: '' }],
    ['ESIA_TOKEN_ALGORITHM', { ESIA_TOKEN_ALGORITHM: 'none' }],
    ['ESIA_SCOPES', { ESIA_SCOPES: 'openid fullname snils' }],
    ['ESIA_SCOPES', { ESIA_SCOPES: 'openid fullname birthdate snils kid_snils' }],
    ['ESIA_PERMISSIONS', { ESIA_PERMISSIONS: '{"a":1}' }],
    ['ESIA_PERSON_FILTER', { ESIA_PERSON_FILTER: 'everybody' }],
    ['ESIA_ATTEMPT_SECONDS', { ESIA_ATTEMPT_SECONDS: '601' }],
    ['ESIA_PARENT_CONSENT_CODES', { ESIA_PARENT_CONSENT_CODES: 'ESIA-007777' }],
  ])('in production %s is complained of by its key: %j', (key, over) => {
    expect(complaints(over).some((complaint) => complaint.startsWith(`${key}: `))).toBe(true);
  });

  it('an uncertified signer is let into production by an explicit flag alone', () => {
    expect(complaints({ ESIA_SIGNER: 'pure-js', ESIA_SIGNER_ALLOW_UNCERTIFIED: 'да' })).toEqual([]);
  });

  it('outside production the test contour, its issuer and its numbers are good', () => {
    const test = {
      ESIA_URL: 'https://esia-portal1.test.gosuslugi.ru',
      ESIA_ISSUERS: 'http://esia-portal1.test.gosuslugi.ru/',
    };
    expect(complaints({ ...test, NODE_ENV: 'test', ESIA_TEST_SNILS: 'да', ESIA_SIGNER: 'pure-js' })).toEqual(
      [],
    );
  });

  it('each says in one Russian sentence what it is', () => {
    const cards = [...settingCards(EsiaSettings).values(), ...settingCards(EsiaSignerSettings).values()];
    expect(cards.filter(({ says }) => !/^[А-Яa-z].+[^.]\.$/su.test(says)).map(({ key }) => key)).toEqual([]);
    expect(new Set(cards.map(({ key }) => key)).size).toBe(cards.length);
  });
});

describe("the browser's cookie", () => {
  const NAME = '__Host-perehod_browser';

  it.each([
    ['alone', `${NAME}=abc`, 'abc'],
    ['among others', `a=1; ${NAME}=abc; b=2`, 'abc'],
    ['absent', 'a=1', null],
    ['empty', `${NAME}=`, null],
    ['of a longer name', `x${NAME}=abc`, null],
    ['twice with one value', `${NAME}=abc; ${NAME}=abc`, 'abc'],
    ['twice with two values', `${NAME}=abc; ${NAME}=def`, null],
  ])('%s is read as %s', (_what, header, value) => {
    expect(cookieValue(header, NAME)).toBe(value);
  });

  it('without any cookie is none', () => {
    expect(cookieValue(undefined, NAME)).toBeNull();
  });
});
