import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Truth {
  readonly oid: string;
  readonly accounts: readonly { readonly system: string; readonly expected: string }[];
}

/** Logins of those whose every account is one of the demo journal, and expected to be linked at the first sign-in. */
export function readLogins(folder: string): readonly string[] {
  const may = new Set(
    readFileSync(join(folder, 'truth.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Truth)
      .filter(({ accounts }) => accounts.length > 0 && accounts.every(isReady))
      .map(({ oid }) => oid),
  );
  const { persons } = JSON.parse(readFileSync(join(folder, 'esia-population.json'), 'utf8')) as {
    persons: readonly { readonly oid: string; readonly login: string }[];
  };
  return persons.filter(({ oid }) => may.has(oid)).map(({ login }) => login);
}

function isReady({ system, expected }: Truth['accounts'][number]): boolean {
  return system === 'demo-journal' && expected === 'auto';
}
