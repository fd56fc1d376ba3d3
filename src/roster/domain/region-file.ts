/** region.json: whose files these are and how they are meant. */
export interface RegionFile {
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  /** The system that made the files; source ids are unique within it. */
  readonly source: string;
  /** `full`: who is absent from a file is removed; `delta`: who is absent stays as he is. */
  readonly mode: 'full' | 'delta';
  readonly journalSystems: readonly { readonly code: string; readonly name: string }[];
}

/** The name of the first field that is absent or wrong, instead of the file. */
export type RegionFileFault = { readonly field: string };

/** Reads region.json's text. `mode` may be absent (delta), `journal_systems` too (none). */
export function parseRegionFile(text: string): RegionFile | RegionFileFault {
  const json = parseObject(text);
  if (json === null) return { field: 'region.json' };
  const code = textOf(json['code'], /^\d{2,3}$/);
  if (code === null) return { field: 'code' };
  const name = textOf(json['name'], /^.{1,200}$/u);
  if (name === null) return { field: 'name' };
  const timeZone = textOf(json['time_zone'], /^[A-Za-z_+\-/0-9]{1,64}$/);
  if (timeZone === null || !isTimeZone(timeZone)) return { field: 'time_zone' };
  const source = textOf(json['source'], /^[\w.:-]{1,100}$/);
  if (source === null) return { field: 'source' };
  const mode = json['mode'] ?? 'delta';
  if (mode !== 'full' && mode !== 'delta') return { field: 'mode' };
  const journalSystems = parseSystems(json['journal_systems'] ?? []);
  if (journalSystems === null) return { field: 'journal_systems' };
  return { code, name, timeZone, source, mode, journalSystems };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}

function parseSystems(raw: unknown): RegionFile['journalSystems'] | null {
  if (!Array.isArray(raw)) return null;
  const systems: { code: string; name: string }[] = [];
  for (const item of raw) {
    if (!isObject(item)) return null;
    const code = textOf(item['code'], /^[a-z0-9][a-z0-9._-]{1,62}$/);
    const name = textOf(item['name'], /^.{1,200}$/u);
    if (code === null || name === null || systems.some((known) => known.code === code)) return null;
    systems.push({ code, name });
  }
  return systems;
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function textOf(raw: unknown, form: RegExp): string | null {
  return typeof raw === 'string' && form.test(raw.trim()) ? raw.trim() : null;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
