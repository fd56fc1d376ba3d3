import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  COLLECTIONS,
  type JsonElement,
  readElements,
} from '../../../src/roster/gateway/oneroster/json-elements.js';
import { kindsIn, readJson } from '../../../src/roster/gateway/oneroster/read-json.js';
import { placeOf, rowNumber } from '../../../src/roster/gateway/oneroster/row-numbers.js';

async function fileOf(text: string | Buffer): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'perehod-json-')), 'roster.json');
  await writeFile(path, text);
  return path;
}

async function elementsOf(text: string | Buffer): Promise<JsonElement[]> {
  const elements: JsonElement[] = [];
  for await (const element of readElements(await fileOf(text), new Set(COLLECTIONS))) elements.push(element);
  return elements;
}

/** What a text or a place in it gives: entries, or the code of the fault. */
const outcomeOf = (text: string): Promise<unknown> =>
  elementsOf(text).then(
    (elements) => elements.length,
    (error: unknown) => (error as { code?: string }).code,
  );

describe('reading roster.json', () => {
  const entry = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }));
  const roster = fc.dictionary(fc.constantFrom(...COLLECTIONS), fc.array(entry, { maxLength: 4 }));

  it('gives the entries that JSON.parse gives, however the file is written', async () => {
    await fc.assert(
      fc.asyncProperty(roster, fc.constantFrom('', ' ', '\t'), async (json, space) => {
        const read = await elementsOf(JSON.stringify(json, null, space));
        const expected = Object.entries(json).flatMap(([collection, list]) =>
          list.map((value, index) => ({ collection, no: index + 1, value })),
        );
        expect(JSON.stringify(read)).toEqual(JSON.stringify(expected));
      }),
      { numRuns: 60 },
    );
  });

  it('gives them across the pieces in which a large file comes, and behind a byte order mark', async () => {
    const users = Array.from({ length: 20_000 }, (_, n) => ({
      sourcedId: `P${n}`,
      familyName: 'Ёж "]}\\ {[',
    }));
    const read = await elementsOf(`\uFEFF${JSON.stringify({ users })}`);
    expect(read.map(({ value }) => value)).toEqual(users);
  });

  it('refuses a file that is cut anywhere', async () => {
    const text = '{"users": [{"a": "}]\\""}, {"b": [1, {}]}], "orgs": []}';
    for (let end = 0; end < text.length; end += 1)
      expect([end, await outcomeOf(text.slice(0, end))]).toEqual([end, 'JSON_BROKEN']);
    expect(await outcomeOf(text)).toBe(2);
  });

  it.each([
    ['a list at the top', '[]', 'JSON_BROKEN'],
    ['a section that is no list', '{"users": {}}', 'JSON_BROKEN'],
    ['an entry that is no object', '{"users": [1]}', 'JSON_BROKEN'],
    ['a comma too many', '{"users": [{},]}', 'JSON_BROKEN'],
    ['something behind the end', '{"users": []} x', 'JSON_BROKEN'],
    ['a section twice', '{"users": [], "users": []}', 'JSON_MEMBER_UNKNOWN'],
    ['an unknown section', '{"pupils": []}', 'JSON_MEMBER_UNKNOWN'],
    ['an entry without end', `{"users": [{"a": "${'x'.repeat(70_000)}"}]}`, 'ROW_TOO_LONG'],
  ])('refuses %s', async (_, text, code) => expect(await outcomeOf(text)).toBe(code));

  it('finds the entry of a row again by its number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.integer({ min: 0, max: 199 }),
        (no, position) => {
          const row = rowNumber('users', no, position);
          expect(row).toBeLessThan(2 ** 31);
          expect(placeOf('f', 'students', { file: '', row, column: 'birth_date' })).toEqual({
            file: 'f: users',
            row: no,
            column: 'birthDate',
          });
        },
      ),
    );
    const row = rowNumber('enrollments', 9_999_999);
    expect(row).toBeLessThan(2 ** 31);
    expect(placeOf('f', 'students', { file: '', row, column: null })).toMatchObject({
      file: 'f: enrollments',
      row: 9_999_999,
    });
  });

  it('takes of several enrolments in a school the primary one, else the one that began last', async () => {
    const enrolment = (classId: string, beginDate: string, more: object = {}) => ({
      ...{ sourcedId: classId, user: 'P1', school: 'S1', class: classId, beginDate },
      ...more,
    });
    const classOf = async (enrollments: object[]): Promise<string | undefined> => {
      const users = [{ sourcedId: 'P1', roles: [{ role: 'student', org: 'S1' }] }];
      const path = await fileOf(JSON.stringify({ users, enrollments }));
      expect(await kindsIn(path)).toEqual(['students']);
      const rows: (readonly string[])[] = [];
      for await (const { cells } of readJson(path, 'students')) rows.push(cells);
      expect(rows).toHaveLength(2);
      return rows[1]?.[rows[0]?.indexOf('class_source_id') ?? -1];
    };
    expect(await classOf([enrolment('K1', '2025-09-01'), enrolment('K2', '2026-09-01')])).toBe('K2');
    expect(
      await classOf([enrolment('K1', '2025-09-01', { primary: 'true' }), enrolment('K2', '2026-09-01')]),
    ).toBe('K1');
    expect(
      await classOf([enrolment('K1', '2025-09-01'), enrolment('T', '2026-09-01', { role: 'teacher' })]),
    ).toBe('K1');
  });
});
