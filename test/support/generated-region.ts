import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parseCalendarDate } from '../../src/kernel/calendar-date.js';
import { generateRegion } from '../../src/stand/region/generate-region.js';
import { type RegionSummary } from '../../src/stand/region/summary.js';

export type Line = Readonly<Record<string, string>>;

export interface EsiaPerson {
  readonly oid: string;
  readonly login: string;
  readonly level: 'PR' | 'P' | 'KD';
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string | null;
  readonly birthDate: string;
  readonly gender: string;
  readonly snils: string | null;
  readonly parentalConsent: boolean;
  readonly kids: readonly { readonly id: number; readonly oid: string | null }[];
}

interface TruthLine {
  readonly oid: string;
  readonly human: string;
  readonly clean: boolean;
  readonly dirt: readonly string[];
  readonly outcome?: string;
  readonly accounts: readonly {
    readonly system: string;
    readonly external_id: string;
    readonly role: string;
    readonly mayLink: boolean;
    readonly expected: string;
  }[];
}

interface OwnerLine {
  readonly system: string;
  readonly external_id: string;
  readonly human: string;
  readonly role: string;
}

interface PersonaLine {
  readonly login: string;
  readonly expected: string;
  readonly snils: string | null;
  readonly birthDate: string;
  readonly grants: readonly { readonly role: string }[];
}

/** A generated region as its readers see it. */
export interface ReadRegion {
  readonly files: ReadonlyMap<string, string>;
  readonly summary: RegionSummary;
  readonly csv: (name: string) => readonly Line[];
  readonly esia: readonly EsiaPerson[];
  readonly truth: readonly TruthLine[];
  readonly owners: readonly OwnerLine[];
  readonly personas: readonly PersonaLine[];
}

/** Generates a region in a temporary folder, reads all of it back and removes the folder. */
export function generated(pupils: number, seed: string, dirty = 0.05, today = '2026-11-21'): ReadRegion {
  const folder = mkdtempSync(join(tmpdir(), 'region-'));
  const day = parseCalendarDate(today);
  if (day === null) throw new RangeError('today is no day');
  const summary = generateRegion(folder, { pupils, seed, dirty, today: day });
  const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  rmSync(folder, { recursive: true });
  const text = (name: string) => files.get(name) ?? '';
  const lines = (name: string): unknown[] =>
    text(name)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  const tables = new Map<string, readonly Line[]>();
  const csv = (name: string): readonly Line[] => {
    const known = tables.get(name) ?? parse<Line>(text(`${name}.csv`), { columns: true, delimiter: ';' });
    tables.set(name, known);
    return known;
  };
  return {
    files,
    summary,
    csv,
    esia: (JSON.parse(text('esia-population.json')) as { persons: EsiaPerson[] }).persons,
    truth: lines('truth.jsonl') as TruthLine[],
    owners: lines('owners.jsonl') as OwnerLine[],
    personas: (JSON.parse(text('personas.json')) as { personas: PersonaLine[] }).personas,
  };
}
