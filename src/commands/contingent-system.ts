import 'reflect-metadata';
import { parseArgs } from 'node:util';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { makeDataSource } from '../data-source.js';
import { openDatabase } from '../database.js';
import type { Uuid } from '../kernel/ids.js';
import { SystemClock } from '../platform/clock/clock.js';
import { environment } from '../platform/config/environment.js';
import { PlatformSettings } from '../platform/config/platform.settings.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { DeclareContingentReach } from '../roster/index.js';
import type { ReachPlace, ContingentReach } from '../roster/domain/contingent-reach.js';
import { ContingentSystems } from '../roster/store/contingent-systems.repository.js';
import { readAllSettings, settingsOf } from '../settings.js';
import { Territory } from '../territory/index.js';
import { runCommand } from './run-command.js';

const HELP = `npm run contingent-system -- --client КОД [места] [--basis ОСНОВАНИЕ] [--end]

Называет школы, чей контингент загружает система контингента (roster_source в OIDC_CLIENTS_FILE). Без мест — показывает названное.

  --client        client_id системы контингента
  --whole-region  все школы региона
  --municipality  source_id муниципалитета: его муниципальные школы; можно несколько раз
  --school        source_id школы из файлов контингента; можно несколько раз
  --basis         основание: номер и дата приказа или соглашения
  --end           прекратить вместо того, чтобы назвать; действует сразу
  --region        код субъекта (без ключа: REGION_CODE)`;

const options = {
  client: { type: 'string' },
  'whole-region': { type: 'boolean' },
  municipality: { type: 'string', multiple: true },
  school: { type: 'string', multiple: true },
  basis: { type: 'string' },
  end: { type: 'boolean' },
  region: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** The form of a client_id (contingent_systems_code_form). */
const CLIENT_ID = /^[a-z0-9][a-z0-9._-]{1,62}$/;

await runCommand(async () => {
  const { values } = parseArgs({ options });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const complaint = complaintOf(values);
  if (complaint !== null) {
    console.error(complaint);
    return 2;
  }
  const all = readAllSettings(environment);
  const database = await openDatabase(all);
  const dataSource = makeDataSource({
    ...{ url: database.appUrl, poolSize: 2, applicationName: 'perehod-contingent-system' },
  });
  try {
    await dataSource.initialize();
    const regionCode = values.region ?? settingsOf(all, PlatformSettings).regionCode;
    return await new UnitOfWork(dataSource).run((tx) => carryOut(tx, values, regionCode));
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await database.release();
  }
});

/** What is wrong with the words of the command, in Russian; null when nothing. */
function complaintOf(values: Values): string | null {
  if (!CLIENT_ID.test(values.client ?? ''))
    return '--client: нужен client_id: строчные латинские буквы, цифры, точка, дефис, подчёркивание, 2–63';
  if (namesPlaces(values) && values.end !== true && (values.basis ?? '').trim() === '')
    return '--basis: нужны номер и дата приказа или соглашения';
  if (values.end === true && !namesPlaces(values))
    return '--end: назовите, где прекратить: --whole-region, --municipality, --school';
  return null;
}

function namesPlaces(values: Values): boolean {
  return [values['whole-region'], values.municipality, values.school].some((place) => place !== undefined);
}

/** The exit code, after saying how it went. */
async function carryOut(tx: EntityManager, values: Values, regionCode: string): Promise<number> {
  const [code, sources, territory] = [values.client ?? '', new ContingentSystems(), new Territory()];
  const region = await territory.regionByCode(tx, regionCode);
  if (region === null) {
    console.error('--region: такого региона в базе нет; сначала загрузите контингент (npm run import)');
    return 2;
  }
  if (namesPlaces(values)) {
    const places = await findPlaces(tx, region.id, values);
    if (typeof places === 'string') {
      console.error(places);
      return 2;
    }
    const changed = await new DeclareContingentReach(sources, territory, new AuditTrail()).execute(tx, {
      ...{ code, regionId: region.id, places, basis: values.basis ?? '', at: new SystemClock().now() },
      what: values.end === true ? 'end' : 'declare',
      actor: { kind: 'operator', id: 'console' },
    });
    console.log(
      `${values.end === true ? 'Прекращено' : 'Названо'}: ${changed}; было так и раньше: ${places.length - changed}.`,
    );
  }
  const source = await sources.byCode(tx, code);
  const reaches = source === null ? [] : await sources.reaches(tx, source);
  console.log(reaches.length === 0 ? `Системе ${code} школы не названы.` : `Система ${code} загружает:`);
  for (const reach of reaches) console.log(`  ${sayReach(reach)}`);
  return 0;
}

function sayReach({ kind, sourceId, name, basis }: ContingentReach): string {
  const place = {
    region: 'все школы региона',
    municipality: `муниципальные школы: ${name ?? ''} (${sourceId ?? ''})`,
    school: `${name ?? ''} (${sourceId ?? ''})`,
  }[kind];
  return `${place}; основание: ${basis}`;
}

/** The places, or what is wrong with them in Russian: a source id is unique within its source only. */
async function findPlaces(
  tx: EntityManager,
  regionId: Uuid,
  values: Values,
): Promise<readonly ReachPlace[] | string> {
  const places: ReachPlace[] = values['whole-region'] === true ? [{ kind: 'region' }] : [];
  for (const [kind, table] of [
    ['municipality', 'municipalities'],
    ['school', 'schools'],
  ] as const) {
    for (const sourceId of new Set(values[kind] ?? [])) {
      const [only, ...more] = await tx.query<{ id: Uuid }[]>(
        `SELECT id FROM ${table} WHERE region_id = $1 AND source_id = $2`,
        [regionId, sourceId],
      );
      if (only === undefined) return `--${kind} ${sourceId}: такого source_id в этом регионе нет`;
      if (more.length > 0)
        return `--${kind} ${sourceId}: такой source_id в этом регионе у нескольких мест из разных источников`;
      places.push({ kind, id: only.id });
    }
  }
  return places;
}
