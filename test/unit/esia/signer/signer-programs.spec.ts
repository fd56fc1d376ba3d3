import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { changed, codeOf, MESSAGE, refusal, SECRET, SignerBench } from '../../../support/signer-bench.js';

let bench: SignerBench;

beforeAll(async () => {
  bench = await SignerBench.start();
});
beforeEach(() => bench.tools.behave('signs'));
afterEach(() => bench.closeSigners());
afterAll(() => bench.close());

describe('programs', () => {
  it.each(['openssl-cli', 'cryptopro-cli'] as const)('%s: a missing program is named so', async (kind) => {
    const signer = await bench.make(changed(bench.settingsOf(kind), { program: '/nowhere/tool' }));
    const error = await refusal(signer.signRaw(MESSAGE));
    expect(error).toMatchObject({ code: 'program_missing', facts: { why: 'ENOENT' } });
  });

  it.each(['openssl-cli', 'cryptopro-cli'] as const)(
    '%s: a file that is no program is told',
    async (kind) => {
      const signer = await bench.make(changed(bench.settingsOf(kind), { program: bench.tools.keyPath }));
      expect(await refusal(signer.signRaw(MESSAGE))).toMatchObject({
        code: 'program_missing',
        facts: { why: 'EACCES' },
      });
    },
  );

  it.each(['openssl-cli', 'cryptopro-cli'] as const)('%s: four run at once, the rest wait', async (kind) => {
    const signer = await bench.make(bench.settingsOf(kind));
    const signatures = await Promise.all(Array.from({ length: 10 }, () => signer.signRaw(MESSAGE)));
    expect(signatures.every((signature) => bench.accepts(signature))).toBe(true);
    expect(bench.tools.peak()).toBeLessThanOrEqual(4);
    expect(bench.tools.asked).toHaveLength(10);
  });

  it('openssl gets a bare environment and the passphrase only there', async () => {
    const settings = bench.settingsOf('openssl-cli');
    await (await bench.make(changed(settings, { passphrase: SECRET }))).signRaw(MESSAGE);
    const [question] = bench.tools.asked;
    // PWD, SHLVL and _ are added by the shell that starts the stub.
    expect(
      question?.env?.filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name)).sort(),
    ).toStrictEqual(['OPENSSL_CONF', 'PATH', 'PEREHOD_KEY_PASSPHRASE']);
    expect(question?.passphrase).toBe(SECRET);
  });

  it('openssl with another key than the certificate is refused', async () => {
    const signer = await bench.make(
      changed(bench.settingsOf('openssl-cli'), { keyPath: bench.tools.foreignKeyPath }),
    );
    expect(await codeOf(signer.signRaw(MESSAGE))).toBe('wrong_key');
  });

  it('csptest gets the container, the key type, the password and files that nobody else may read', async () => {
    await (
      await bench.make(changed(bench.settingsOf('cryptopro-cli'), { keytype: 'signature' }))
    ).signRaw(MESSAGE);
    expect(bench.tools.asked).toMatchObject([
      { container: 'main', keytype: 'signature', password: SECRET, modes: [0o600, 0o700] },
    ]);
  });

  it('csptest with another container is refused', async () => {
    const signer = await bench.make(changed(bench.settingsOf('cryptopro-cli'), { container: 'other' }));
    expect(await codeOf(signer.signRaw(MESSAGE))).toBe('wrong_key');
  });

  it('an argument that no program can take is refused without being quoted', async () => {
    const signer = await bench.make(changed(bench.settingsOf('cryptopro-cli'), { password: `${SECRET}\0` }));
    const error = await refusal(signer.signRaw(MESSAGE));
    expect(error.code).toBe('program_failed');
    expect(inspect(error)).not.toContain(SECRET);
  });

  it('a full queue refuses at once; a cancelled wait leaves it; close refuses those who wait', async () => {
    const signer = await bench.make(
      changed(bench.settingsOf('openssl-cli'), { concurrency: 1, maxWaiting: 2 }),
    );
    bench.tools.behave('hangs');
    const [first, second] = [new AbortController(), new AbortController()];
    const running = codeOf(signer.signRaw(MESSAGE, first.signal));
    await bench.tools.firstQuestion();
    const cancelled = codeOf(signer.signRaw(MESSAGE, second.signal));
    const waiting = codeOf(signer.signRaw(MESSAGE));
    expect(await codeOf(signer.signRaw(MESSAGE))).toBe('overloaded');
    second.abort();
    expect(await cancelled).toBe('cancelled');
    const closing = signer.close();
    expect(await waiting).toBe('closed');
    first.abort();
    expect(await running).toBe('cancelled');
    await closing;
    expect(bench.tools.asked).toHaveLength(1);
  });
});
