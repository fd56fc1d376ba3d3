import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Log } from '../../../src/platform/logging/log.js';
import { PersonBrowser, textOf } from '../../support/person-browser.js';
import { SignInScene } from '../../support/sign-in-scene.js';

describe('the log of sign-ins, at its most talkative', () => {
  let scene: SignInScene;
  let written = '';
  beforeAll(async () => {
    const lines = new PassThrough();
    lines.on('data', (chunk: Buffer) => (written += chunk.toString()));
    scene = await SignInScene.begin(new Log('debug', lines));
  });
  afterAll(() => scene.end());

  it('holds nothing of a person, no code, no token and no cookie, whether it goes well or ill', async () => {
    const secrets = new Set<string>();
    const { control } = scene.stand.emulator;
    const note = (text: string | null | undefined): unknown => text && text.length > 5 && secrets.add(text);
    const born = '2009-08-17';
    for (const fault of [null, 'bad-signature', 'mixed-oids', 'te-html', 'unavailable', 'expired'] as const) {
      const { login, snils } = await scene.aHuman({ lastName: 'Толстопальцева', birthDate: born });
      await scene.aHuman({ lastName: 'Многогрешная', birthDate: born, snils });
      if (fault !== null)
        control.orderFault({
          name: fault,
          endpoint: 'token',
          ...(fault === 'mixed-oids' && { oid: '1000000001' }),
        });
      const browser = new PersonBrowser();
      const start = await browser.open(`${scene.stand.publicUrl}/account/sign-in`);
      const consent = await browser.press(start, /./, { login, password: 'Persona-2026' });
      const returned = await browser.pressOnce(consent, /./, { decision: 'grant' });
      const { searchParams } = new URL(returned.headers.get('location') ?? '');
      const page = await browser.open(returned.headers.get('location') ?? '');
      control.resetFaults();
      if (textOf(page).includes('Это вы?')) await browser.press(page, '/me');
      for (const text of [snils, searchParams.get('code'), searchParams.get('state')]) note(text);
      for (const name of ['__Host-perehod_browser', '__Host-perehod_account'])
        note(browser.cookie(scene.stand.publicUrl, name));
    }
    expect(written).toContain('"route":"/esia/callback"');
    expect(secrets.size).toBeGreaterThan(20);
    expect([...secrets].filter((secret) => written.includes(secret))).toEqual([]);
    // A name, a birth date in either form, a token of JWS, a СНИЛС as people write it.
    expect(written).not.toMatch(
      /Толстопальцев|Многогрешн|2009-08-17|17\.08\.2009|eyJ[\w-]{10}|\d{3}-\d{3}-\d{3}/i,
    );
  });
});
