import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTINGENT_CLIENT } from './stand-journals.js';

/** A person of the demo region whom one may try, from personas.json of the generator. */
export interface DemoPerson {
  readonly login: string;
  readonly password: string;
  readonly otp: string | null;
  readonly who: string;
  readonly shows: string;
  readonly snils: string | null;
  readonly birthDate: string;
  /** Roles that `npm run grant` gives to administrators. */
  readonly grants: readonly {
    readonly role: string;
    readonly school?: string;
    readonly municipality?: string;
  }[];
}

export interface DemoRegionTask {
  readonly folder: string;
  /** Exists once the region is in the database. */
  readonly marker: string;
  readonly run: (title: string, file: string, args?: readonly string[]) => Promise<void>;
  readonly say: (line: string) => void;
}

const PUPILS = 5_000;

/** Fills the database with a region of 5,000 pupils at the first start; returns the people to try. */
export async function fillDemoRegion({
  folder,
  marker,
  run,
  say,
}: DemoRegionTask): Promise<readonly DemoPerson[]> {
  if (!existsSync(marker)) {
    say(`учебный регион: ${PUPILS} учеников, их семьи и школы`);
    await generateOnce(folder, run);
    await run('загрузка контингента', 'commands/import.js', [folder]);
    for (const person of readPeople(folder)) await giveRoles(person, run);
    await declareReach(run);
    writeFileSync(marker, '');
  }
  return readPeople(folder);
}

/** The first account of each journal system of the region, by the system's code. */
export function firstAccounts(folder: string): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const line of readFileSync(join(folder, 'journal_accounts.csv'), 'utf8').split('\n').slice(1)) {
    const [system = '', account = ''] = line.split(';');
    if (!first.has(system)) first.set(system, account);
  }
  return first;
}

/** The birthdays depend on the day: a second attempt must load the same people, or the region would have them twice. */
async function generateOnce(folder: string, run: DemoRegionTask['run']): Promise<void> {
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return;
  const today = new Date().toISOString().slice(0, 10);
  await run('генератор региона', 'stand/region/main.js', [
    '--pupils',
    String(PUPILS),
    '--today',
    today,
    '--out',
    folder,
  ]);
  writeFileSync(complete, today);
}

function readPeople(folder: string): readonly DemoPerson[] {
  const { personas } = JSON.parse(readFileSync(join(folder, 'personas.json'), 'utf8')) as {
    personas: DemoPerson[];
  };
  return personas;
}

/** The stand's contingent system serves all schools of the region. */
async function declareReach(run: DemoRegionTask['run']): Promise<void> {
  const whole = ['--whole-region', '--basis', 'учебный стенд'];
  await run('система контингента', 'commands/contingent-system.js', [
    '--client',
    CONTINGENT_CLIENT,
    ...whole,
  ]);
}

async function giveRoles(person: DemoPerson, run: DemoRegionTask['run']): Promise<void> {
  for (const { role, school, municipality } of person.grants) {
    const place = [
      ...(school === undefined ? [] : ['--school', school]),
      ...(municipality === undefined ? [] : ['--municipality', municipality]),
    ];
    const who = ['--snils', person.snils ?? '', '--born', person.birthDate, '--role', role];
    await run('роль администратора', 'commands/grant.js', [...who, ...place, '--basis', 'учебный стенд']);
  }
}
