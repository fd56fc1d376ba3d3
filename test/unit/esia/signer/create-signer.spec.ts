import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSigner, daysToExpiry, SignerError } from '../../../../src/esia/gateway/signer/index.js';
import { writePem } from '../../../../src/kernel/gost/pem.js';
import { startSigningTools, type SigningTools } from '../../../support/signing-tools.js';
import { ENCRYPTED_KEY, fromBase64, RSA_CERTIFICATE } from '../../kernel/gost/vectors.js';

let tools: SigningTools;

beforeAll(async () => {
  tools = await startSigningTools();
  await writeFile(join(tools.folder, 'rsa.pem'), writePem('CERTIFICATE', fromBase64(RSA_CERTIFICATE)));
  await writeFile(
    join(tools.folder, 'encrypted.pem'),
    writePem('ENCRYPTED PRIVATE KEY', fromBase64(ENCRYPTED_KEY)),
  );
});

afterAll(() => tools.close());

const inFolder = (name: string): string => join(tools.folder, name);

describe('what the factory refuses', () => {
  it.each(['pure-js', 'openssl-cli'] as const)(
    '%s in production, unless it is allowed by name',
    async (kind) => {
      const settings = { kind, certificatePath: tools.certificatePath, keyPath: tools.keyPath };
      await expect(createSigner(settings, { production: true })).rejects.toMatchObject({
        code: 'not_allowed',
      });
      const allowed = await createSigner({ ...settings, allowUncertified: true }, { production: true });
      expect(allowed.name).toBe(kind);
      await allowed.close();
    },
  );

  it('nothing of the certified kinds in production', async () => {
    const { certificatePath } = tools;
    const made = await Promise.all([
      createSigner({ kind: 'cryptopro-cli', certificatePath, container: 'main' }, { production: true }),
      createSigner(
        { kind: 'remote-http', certificatePath, url: tools.url, auth: { kind: 'bearer', token: 'x' } },
        { production: true },
      ),
    ]);
    expect(made.map(({ name }) => name)).toStrictEqual(['cryptopro-cli', 'remote-http']);
    await Promise.all(made.map((signer) => signer.close()));
  });

  it.each([
    [
      'a missing certificate',
      'nothing.pem',
      'key.pem',
      { code: 'unreadable_file', facts: { setting: 'certificatePath', why: 'ENOENT' } },
    ],
    [
      'a missing key',
      'cert.pem',
      'nothing.pem',
      { code: 'unreadable_file', facts: { setting: 'keyPath', why: 'ENOENT' } },
    ],
    ['an RSA certificate', 'rsa.pem', 'key.pem', { code: 'bad_certificate' }],
    ['a key in place of the certificate', 'key.pem', 'key.pem', { code: 'bad_certificate' }],
    ['a certificate in place of the key', 'cert.pem', 'cert.pem', { code: 'bad_key' }],
    ['an encrypted key without its passphrase', 'cert.pem', 'encrypted.pem', { code: 'bad_key' }],
    ['a key of another certificate', 'cert.pem', 'foreign.pem', { code: 'wrong_key' }],
  ])('%s', async (_name, certificate, key, expected) => {
    const work = createSigner(
      { kind: 'pure-js', certificatePath: inFolder(certificate), keyPath: inFolder(key) },
      { production: false },
    );
    await expect(work).rejects.toBeInstanceOf(SignerError);
    await expect(work).rejects.toMatchObject(expected);
  });

  it('says in Russian what to do about a passphrase', async () => {
    const settings = {
      kind: 'pure-js',
      certificatePath: inFolder('cert.pem'),
      keyPath: inFolder('encrypted.pem'),
    } as const;
    await expect(createSigner(settings, { production: false })).rejects.toThrow(
      'ключ зашифрован, а пароль не задан',
    );
    await expect(createSigner({ ...settings, passphrase: 'нет' }, { production: false })).rejects.toThrow(
      'пароль не подходит к ключу',
    );
  });
});

describe('days to the end of the certificate', () => {
  const notAfter = new Date('2027-04-01T00:00:00Z');

  it.each([
    ['2027-03-31T00:00:00Z', 1],
    ['2027-03-31T00:00:01Z', 0],
    ['2027-04-01T00:00:00Z', 0],
    ['2027-04-01T00:00:01Z', -1],
    ['2026-04-01T00:00:00Z', 365],
  ])('on %s: %i', (now, days) => {
    expect(daysToExpiry({ notAfter }, new Date(now))).toBe(days);
  });
});
