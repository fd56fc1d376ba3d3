import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Entry {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(
  readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'),
) as { packages: Readonly<Record<string, Entry>> };

describe('package-lock.json', () => {
  // npm 11 refuses `npm ci` when an optional package of another platform has no entry.
  it('names the optional packages of every platform', () => {
    const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    const locked = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
    expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
  });
});
