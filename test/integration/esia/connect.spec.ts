import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from 'prom-client';
import { EsiaSignerSettings } from '../../../src/esia/esia-signer.settings.js';
import { ClockSkewWatch } from '../../../src/esia/gateway/clock-skew-watch.js';
import { connectEsia } from '../../../src/esia/gateway/connect-esia.js';
import { EsiaAvailability } from '../../../src/esia/gateway/esia-availability.js';
import { loadPinnedCertificates } from '../../../src/esia/gateway/pinned-certificates.js';
import { signerOptions } from '../../../src/esia/gateway/signer-options.js';
import { Clock } from '../../../src/platform/clock/clock.js';
import { type EsiaSide, startEsiaSide } from '../../support/esia-side.js';

class FixedClock extends Clock {
  constructor(private readonly moment: Date) {
    super();
  }
  override now(): Date {
    return this.moment;
  }
}

let side: EsiaSide;
let folder: string;
beforeAll(async () => {
  Logger.overrideLogger(false);
  side = await startEsiaSide('perehod.example.ru', 'RS256');
  folder = await mkdtemp(join(tmpdir(), 'perehod-connect-'));
});
afterAll(async () => {
  await side.close();
  await rm(folder, { recursive: true });
});

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('the pinned certificates of ESIA', () => {
  it('carry their algorithm and the hash that tokens name', async () => {
    const pinned = await loadPinnedCertificates(side.settings().certificateFiles, 'RS256');
    const published = side.emulator.control.certificates();
    expect(pinned.map(({ algorithm, gostHashHex }) => [algorithm, gostHashHex])).toEqual(
      published.map(({ algorithm, thumbprint }) => [algorithm, thumbprint]),
    );
  });

  it('are complained of by their key: missing, no certificate, twice, none of the algorithm', async () => {
    const [rsa, ...rest] = side.settings().certificateFiles.filter((path) => path.includes('RS256'));
    const load = (files: (string | undefined)[], algorithm: 'RS256' | 'GOST3410_2012_256' = 'RS256') =>
      loadPinnedCertificates(
        files.map((path) => path ?? ''),
        algorithm,
      );
    const { publicKey } = generateKeyPairSync('ed25519');
    const noCertificate = await file('key.pem', publicKey.export({ type: 'spki', format: 'pem' }).toString());
    await expect(load([join(folder, 'absent.cer')])).rejects.toThrow(
      /ESIA_CERTIFICATE_FILES: файл не читается/,
    );
    await expect(load([noCertificate])).rejects.toThrow(/ESIA_CERTIFICATE_FILES: файл не сертификат/);
    await expect(load([rsa, rsa])).rejects.toThrow(/дважды/);
    await expect(load([rsa, ...rest], 'GOST3410_2012_256')).rejects.toThrow(
      /хотя бы один сертификат для GOST/,
    );
  });
});

describe('the connection to ESIA', () => {
  it("shows the days that each certificate has left, ours and ESIA's", async () => {
    const clock = new FixedClock(new Date());
    const settings = side.settings();
    const client = await connectEsia({
      ...{
        settings,
        signer: side.signer,
        production: false,
        redirectUri: 'https://perehod.example.ru/esia/callback',
      },
      ...{ clock, availability: new EsiaAvailability(clock), skew: new ClockSkewWatch(clock, settings) },
      expiries: { add: () => undefined },
    });
    await client.onApplicationShutdown();
    const { values } = await register.getSingleMetric('esia_certificate_days_left')!.get();
    const whose = (name: string) => values.filter(({ labels }) => labels['whose'] === name);
    expect(whose('own')).toHaveLength(1);
    expect(whose('esia')).toHaveLength(settings.certificateFiles.length);
    expect(values.every(({ value }) => value > 0)).toBe(true);
  });

  it('is refused in production with an uncertified signer', async () => {
    const clock = new FixedClock(new Date());
    const settings = side.settings();
    const connecting = connectEsia({
      ...{
        settings,
        signer: side.signer,
        production: true,
        redirectUri: 'https://perehod.example.ru/esia/callback',
      },
      ...{ clock, availability: new EsiaAvailability(clock), skew: new ClockSkewWatch(clock, settings) },
      expiries: { add: () => undefined },
    });
    await expect(connecting).rejects.toThrow(/не разрешён/);
  });
});

describe('the options of a signer', () => {
  const settings = (over: Partial<EsiaSignerSettings>) =>
    Object.assign(new EsiaSignerSettings(), { certificateFile: '/c.cer' }, over);

  it.each([
    ['ESIA_SIGNER_CERTIFICATE_FILE', new EsiaSignerSettings()],
    ['ESIA_SIGNER_KEY_FILE', settings({ kind: 'pure-js' })],
    ['ESIA_SIGNER_CONTAINER', settings({ kind: 'cryptopro-cli' })],
    ['ESIA_SIGNER_URL', settings({ kind: 'remote-http' })],
    ['ESIA_SIGNER_TLS_CERTIFICATE_FILE', settings({ kind: 'remote-http', url: 'https://signer.local' })],
    [
      'ESIA_SIGNER_TOKEN_FILE',
      settings({ kind: 'remote-http', url: 'https://signer.local', tokenFile: '/absent' }),
    ],
  ])('name what is missing: %s', async (key, given) => {
    await expect(signerOptions(given)).rejects.toThrow(`${key}: `);
  });

  it('read secrets from files, their first line', async () => {
    const secret = await file('secret', 'пароль\n');
    expect(await signerOptions(settings({ keyFile: '/k.pem', keyPassphraseFile: secret }))).toMatchObject({
      keyPath: '/k.pem',
      passphrase: 'пароль',
    });
    expect(
      await signerOptions(settings({ kind: 'cryptopro-cli', container: 'c', containerPasswordFile: secret })),
    ).toMatchObject({
      ...{ container: 'c', keytype: 'exchange', password: 'пароль' },
    });
    expect(
      await signerOptions(settings({ kind: 'remote-http', url: 'https://signer.local', tokenFile: secret })),
    ).toMatchObject({
      auth: { kind: 'bearer', token: 'пароль' },
    });
    const empty = await file('empty', '');
    await expect(signerOptions(settings({ keyFile: '/k.pem', keyPassphraseFile: empty }))).rejects.toThrow(
      /файл пуст/,
    );
  });
});

describe('the watch over the clocks', () => {
  const NOW = new Date('2026-11-21T10:00:00Z');
  const skew = async () =>
    (await register.getSingleMetric('esia_clock_skew_seconds')!.get()).values[0]?.value;

  it("AUTH-12: shows by how much ESIA's clock differs from ours, and passes over what is no date", async () => {
    const watch = new ClockSkewWatch(new FixedClock(NOW), side.settings());
    watch.observe('Sat, 21 Nov 2026 10:05:00 GMT');
    expect(await skew()).toBe(300.5);
    for (const header of [undefined, '', 'yesterday', ['a', 'b']]) watch.observe(header);
    expect(await skew()).toBe(300.5);
    watch.observe('Sat, 21 Nov 2026 09:59:59 GMT');
    expect(await skew()).toBe(-0.5);
  });
});
