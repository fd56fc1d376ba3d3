import 'reflect-metadata';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { EntityManager } from 'typeorm';
import { GiveGrant, type Role, ROLES } from '../access/index.js';
import { Grants } from '../access/store/grants.repository.js';
import { AuditTrail } from '../audit/index.js';
import { makeDataSource } from '../data-source.js';
import { openDatabase } from '../database.js';
import { type CalendarDate, dayIn, parseWrittenDate } from '../kernel/calendar-date.js';
import { DomainError } from '../kernel/domain-error.js';
import type { Uuid } from '../kernel/ids.js';
import { parseSnils, type Snils } from '../kernel/snils.js';
import { SystemClock } from '../platform/clock/clock.js';
import { environment } from '../platform/config/environment.js';
import { PlatformSettings } from '../platform/config/platform.settings.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { snilsVaultOf } from '../platform/platform.module.js';
import { readAllSettings, settingsOf } from '../settings.js';
import { Territory } from '../territory/index.js';
import { runCommand } from './run-command.js';

const HELP = `npm run grant -- --snils НОМЕР --born ДАТА [--role РОЛЬ] [--basis ОСНОВАНИЕ] [место] [сроки]

Даёт роль администратора. Человек получит её, когда впервые войдёт через Госуслуги.

  --snils      СНИЛС в любой записи; «-» — прочитать из стандартного ввода (не останется в истории команд)
  --born       дата рождения: ГГГГ-ММ-ДД или ДД.ММ.ГГГГ
  --role       ${ROLES.join(', ')}
               (без ключа: ministry_admin)
  --basis      основание: номер и дата приказа
  --region     код субъекта (без ключа: REGION_CODE)
  --school     source_id школы из файлов контингента — для ролей школы
  --class      класс этой школы: «5А» или его source_id — для классного руководителя (с ключом --school)
  --municipality  source_id муниципалитета — для муниципальных ролей
  --from, --until  первый день и день, с которого роль больше не действует`;

const options = {
  snils: { type: 'string' },
  born: { type: 'string' },
  role: { type: 'string', default: 'ministry_admin' },
  basis: { type: 'string', default: 'назначено при установке' },
  region: { type: 'string' },
  school: { type: 'string' },
  class: { type: 'string' },
  municipality: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** What is to be given, to whom and from when; whatever needs the database is not in it yet. */
interface GrantOrder {
  readonly snils: Snils;
  readonly birthDate: CalendarDate;
  readonly role: Role;
  readonly from: CalendarDate | undefined;
  readonly until: CalendarDate | undefined;
}

await runCommand(async () => {
  const { values } = parseArgs({ options });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const all = readAllSettings(environment);
  const settings = settingsOf(all, PlatformSettings);
  const order = await readOrder(values, settings.environment !== 'production');
  if (order === null) return 2;
  const database = await openDatabase(all);
  const dataSource = makeDataSource({ url: database.appUrl, poolSize: 2, applicationName: 'perehod-grant' });
  try {
    await dataSource.initialize();
    return await new UnitOfWork(dataSource).run((tx) => give(tx, order, values, settings));
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await database.release();
  }
});

/** Null after saying what is wrong. */
async function readOrder(values: Values, allowTestNumbers: boolean): Promise<GrantOrder | null> {
  const written = values.snils === '-' ? await text(process.stdin) : (values.snils ?? '');
  const snils = parseSnils(written, { allowTestNumbers });
  const birthDate = parseWrittenDate(values.born ?? '');
  const role = ROLES.find((known) => known === values.role);
  const [from, until] = [values.from, values.until].map((day) =>
    day === undefined ? undefined : parseWrittenDate(day),
  );
  if (snils === null) console.error('--snils: нужен верный СНИЛС, например 112-233-445 95');
  if (birthDate === null) console.error('--born: нужна дата рождения, например 1980-02-03');
  if (role === undefined) console.error(`--role: допустимо ${ROLES.join(', ')}`);
  if (from === null) console.error('--from: нужна дата ГГГГ-ММ-ДД');
  if (until === null) console.error('--until: нужна дата ГГГГ-ММ-ДД');
  if (snils === null || birthDate === null || role === undefined || from === null || until === null)
    return null;
  return { snils, birthDate, role, from, until };
}

/** The exit code, after saying how it went. */
async function give(
  tx: EntityManager,
  { snils, birthDate, role, from, until }: GrantOrder,
  values: Values,
  settings: PlatformSettings,
): Promise<number> {
  const now = new SystemClock().now();
  const region = await new Territory().regionByCode(tx, values.region ?? settings.regionCode);
  if (region === null) {
    console.error('--region: такого региона в базе нет; сначала загрузите контингент (npm run import)');
    return 2;
  }
  const place = await findPlace(tx, region.id, values);
  if (typeof place === 'string') {
    console.error(place);
    return 2;
  }
  const [grants, vault] = [new Grants(), snilsVaultOf(settings)];
  const validFrom = from ?? dayIn(now, region.timeZone);
  const wanted = { regionId: region.id, role, ...place, birthDate, validFrom };
  try {
    const id = await new GiveGrant(grants, vault, new AuditTrail()).execute(tx, {
      ...wanted,
      ...{ snils, basis: values.basis, validTo: until ?? null, now },
      actor: { kind: 'operator', id: 'console' },
    });
    console.log(
      `Роль ${role} дана (${id}). Она начнёт действовать при первом входе этого человека через Госуслуги.`,
    );
  } catch (error) {
    // Said twice (an interrupted installation is repeated), it is given once, and that is no failure.
    if (!(error instanceof DomainError) || error.code !== 'GRANT_EXISTS') throw error;
    console.log(`Роль ${role} у этого человека уже есть.`);
  }
  return 0;
}

/** Where a role is given, as far as the command was told. */
interface Place {
  readonly schoolId: Uuid | null;
  readonly classGroupId: Uuid | null;
  readonly municipalityId: Uuid | null;
}

/** The place, or what is wrong with it in Russian: a source id is unique within its source only. */
async function findPlace(
  tx: EntityManager,
  regionId: Uuid,
  { school, class: named, municipality }: Values,
): Promise<Place | string> {
  const find = async (table: 'schools' | 'municipalities', sourceId: string | undefined): Promise<Uuid[]> =>
    (
      await tx.query<{ id: Uuid }[]>(`SELECT id FROM ${table} WHERE region_id = $1 AND source_id = $2`, [
        regionId,
        sourceId ?? null,
      ])
    ).map(({ id }) => id);
  const [schools, towns] = [await find('schools', school), await find('municipalities', municipality)];
  if ((school !== undefined && schools.length === 0) || (municipality !== undefined && towns.length === 0))
    return '--school или --municipality: такого source_id в этом регионе нет';
  if (schools.length > 1 || towns.length > 1)
    return '--school или --municipality: такой source_id в этом регионе у нескольких мест из разных источников';
  const place = { schoolId: schools[0] ?? null, municipalityId: towns[0] ?? null };
  if (named === undefined) return { ...place, classGroupId: null };
  const classes = await findClasses(tx, place.schoolId, named);
  const [only] = classes;
  if (only === undefined) return '--class: такого класса в этой школе нет; школу назовите ключом --school';
  if (classes.length > 1) return '--class: таких классов несколько; назовите его source_id';
  return { ...place, classGroupId: only };
}

/** Classes of the running year, by source id or as people call them. */
async function findClasses(tx: EntityManager, schoolId: Uuid | null, named: string): Promise<Uuid[]> {
  const rows = await tx.query<{ id: Uuid }[]>(
    `SELECT id FROM class_groups WHERE school_id = $1 AND closed_on IS NULL
        AND (source_id = $2 OR lower(grade_level || letter) = lower($2))`,
    [schoolId, named.replace(/\s/g, '')],
  );
  return rows.map(({ id }) => id);
}
