import 'reflect-metadata';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { EntityManager } from 'typeorm';
import { GiveGrant, type Role, ROLES } from '../access/index.js';
import { Grants } from '../access/store/grants.repository.js';
import { AuditTrail } from '../audit/index.js';
import { makeDataSource } from '../data-source.js';
import { openDatabase } from '../database.js';
import { dayIn, parseWrittenDate } from '../kernel/calendar-date.js';
import type { Uuid } from '../kernel/ids.js';
import { parseSnils } from '../kernel/snils.js';
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
  --municipality  source_id муниципалитета — для муниципальных ролей
  --from, --until  первый день и день, с которого роль больше не действует`;

const options = {
  snils: { type: 'string' },
  born: { type: 'string' },
  role: { type: 'string', default: 'ministry_admin' },
  basis: { type: 'string', default: 'назначено при установке' },
  region: { type: 'string' },
  school: { type: 'string' },
  municipality: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

await runCommand(async () => {
  const { values } = parseArgs({ options });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const all = readAllSettings(environment);
  const settings = settingsOf(all, PlatformSettings);
  const complaints: string[] = [];
  const snilsText = values.snils === '-' ? await text(process.stdin) : (values.snils ?? '');
  const snils = parseSnils(snilsText, { allowTestNumbers: settings.environment !== 'production' });
  if (snils === null) complaints.push('--snils: нужен верный СНИЛС, например 112-233-445 95');
  const birthDate = parseWrittenDate(values.born ?? '');
  if (birthDate === null) complaints.push('--born: нужна дата рождения, например 1980-02-03');
  const role = ROLES.find((known) => known === values.role);
  if (role === undefined) complaints.push(`--role: допустимо ${ROLES.join(', ')}`);
  const from = values.from === undefined ? undefined : parseWrittenDate(values.from);
  if (from === null) complaints.push('--from: нужна дата ГГГГ-ММ-ДД');
  const until = values.until === undefined ? undefined : parseWrittenDate(values.until);
  if (until === null) complaints.push('--until: нужна дата ГГГГ-ММ-ДД');
  if (snils === null || birthDate === null || role === undefined || from === null || until === null) {
    for (const complaint of complaints) console.error(complaint);
    return 2;
  }

  const database = await openDatabase(all);
  const dataSource = makeDataSource({ url: database.appUrl, poolSize: 2, applicationName: 'perehod-grant' });
  try {
    await dataSource.initialize();
    const [grants, vault] = [new Grants(), snilsVaultOf(settings)];
    const give = new GiveGrant(grants, vault, new AuditTrail());
    const now = new Date();
    return await new UnitOfWork(dataSource).run(async (tx) => {
      const region = await new Territory().regionByCode(tx, values.region ?? settings.regionCode);
      if (region === null) {
        console.error('--region: такого региона в базе нет; сначала загрузите контингент (npm run import)');
        return 2;
      }
      const place = await findPlace(tx, region.id, values);
      if (place === null) {
        console.error('--school или --municipality: такого source_id в этом регионе нет');
        return 2;
      }
      const wanted = {
        regionId: region.id,
        role: role satisfies Role,
        ...place,
        birthDate,
        validFrom: from ?? dayIn(now, region.timeZone),
      };
      // Said twice (an interrupted installation is repeated), it is given once.
      if (await grants.has(tx, { ...wanted, snilsHmac: vault.hmac(snils) })) {
        console.log(`Роль ${role} у этого человека уже есть.`);
        return 0;
      }
      const id = await give.execute(tx, {
        ...wanted,
        snils,
        basis: values.basis,
        validTo: until ?? null,
        actor: { kind: 'operator', id: 'console' },
        now,
      });
      console.log(
        `Роль ${role} дана (${id}). Она начнёт действовать при первом входе этого человека через Госуслуги.`,
      );
      return 0;
    });
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await database.release();
  }
});

async function findPlace(
  tx: EntityManager,
  regionId: Uuid,
  named: { readonly school?: string | undefined; readonly municipality?: string | undefined },
): Promise<{ schoolId: Uuid | null; municipalityId: Uuid | null } | null> {
  const find = async (
    table: 'schools' | 'municipalities',
    sourceId: string | undefined,
  ): Promise<Uuid | null | undefined> => {
    if (sourceId === undefined) return null;
    const [row] = await tx.query<{ id: Uuid }[]>(
      `SELECT id FROM ${table} WHERE region_id = $1 AND source_id = $2`,
      [regionId, sourceId],
    );
    return row?.id;
  };
  const schoolId = await find('schools', named.school);
  const municipalityId = await find('municipalities', named.municipality);
  return schoolId === undefined || municipalityId === undefined ? null : { schoolId, municipalityId };
}
