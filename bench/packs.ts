import 'reflect-metadata';
import { setInterval } from 'node:timers';
import { parseArgs } from 'node:util';
import type { CalendarDate } from '../src/kernel/calendar-date.js';
import type { Uuid } from '../src/kernel/ids.js';
import { MakePacks, type NoticesAct, plainText, PrintNotices, zipFiles } from '../src/notices/index.js';
import { writeDocument } from '../src/platform/pdf/write-document.js';
import { startServer } from '../test/support/start-server.js';
import { NoticesScene } from '../test/integration/notices/notices-scene.js';
import { keepOutcomes, type Outcome } from './outcome.js';

const HELP = `node --import ./test/support/typescript-hooks.js bench/packs.ts

Памятки целой школы: подготовка с кодами привязки и архив пачек по классам. Пол подготовки — INSERT стольких же памяток и кодов
готовыми строками; пол печати — pdfmake: столько же файлов и страниц того же текста без рамок, кода и QR. Печатается и прирост памяти.

  --pupils N     учеников (1500)
  --class N      учеников в классе (25)
  --quick        150 учеников
  --help         эта справка`;

const { values } = parseArgs({
  options: {
    pupils: { type: 'string' },
    class: { type: 'string', default: '25' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
/** A class a time lies in memory, whatever the school: papers as data, the PDF of the class, what pdfmake needs for it. */
const MOST_MEMORY_MB = 400;

if (values.help) console.log(HELP);
else await main(Number(values.pupils ?? (values.quick ? 150 : 1_500)), Number(values.class));

async function main(pupils: number, classSize: number): Promise<void> {
  await startServer();
  const scene = await NoticesScene.open();
  await fill(scene, pupils, classSize);
  const rows = await measure(scene, pupils);
  for (const { work, ours, floor, ratio } of rows)
    console.log(`${work}: ${ours}; пол ${floor}${ratio === null ? '' : `; × ${ratio}`}`);
  await keepOutcomes('packs', rows, { pupils, classSize });
  process.exit(0);
}

async function measure(scene: NoticesScene, pupils: number): Promise<Outcome[]> {
  const { app } = scene.desk.application;
  const [printing, packs] = [app.get(PrintNotices, { strict: false }), app.get(MakePacks, { strict: false })];
  const { schoolId } = scene.desk.roster;
  const act = await anAct(scene);
  const made = await timed(() => printing.execute({ of: 'school', schoolId }, act));
  const floorMade = await timed(() => plainRows(scene));

  const order = { which: 'waiting', size: 'A4' } as const;
  const files: { readonly pages: number; readonly bytes: number }[] = [];
  const counted = async function* () {
    for await (const { name, content } of packs.school(schoolId, order, act)) {
      files.push({ pages: pagesOf(content), bytes: content.length });
      yield { name, content };
    }
  };
  const memory = watchMemory();
  const printed = await timed(async () => {
    let bytes = 0;
    for await (const piece of zipFiles(counted())) bytes += piece.length;
    if (bytes === 0) throw new Error('the packs are empty');
  });
  const grown = memory.end();
  const pages = files.reduce((sum, file) => sum + file.pages, 0);
  const megabytes = Math.round(files.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20);

  const [first] = await scene.notices();
  if (first === undefined) throw new Error('the bench has made no papers');
  const text = plainText(await packs.one(first.id, act));
  const floorPrinted = await timed(async () => {
    for (const file of files) await plainPages(text, file.pages);
  });
  const of = `${pupils} учеников`;
  return [
    line(`памятки с кодами, ${of}`, made, 'INSERT тех же строк', floorMade, 60),
    line(
      `пачки школы, ${of}, файлов ${files.length}, страниц ${pages}, ${megabytes} МиБ`,
      printed,
      'pdfmake без оформления',
      floorPrinted,
      4,
    ),
    {
      work: `память при печати пачек, ${of}`,
      floor: '—',
      ours: `+${grown} МиБ`,
      ratio: null,
      target: `≤ ${MOST_MEMORY_MB} МиБ`,
      met: grown <= MOST_MEMORY_MB,
    },
  ];
}

async function anAct({ desk }: NoticesScene): Promise<NoticesAct> {
  const { esiaPersonId } = await desk.administrator();
  const { regionId } = desk.roster;
  const now = desk.clock.now();
  return {
    ...{ administratorId: esiaPersonId, now, traceId: null },
    ...{ today: now.toISOString().slice(0, 10) as CalendarDate },
    actor: { kind: 'administrator', id: esiaPersonId },
    reach: { regionId, wholeRegion: true, municipalityIds: [], schoolIds: [], classGroupIds: [] },
  };
}

/** Pupils of 7 to 16 years in classes of this size, each with an account. */
async function fill({ desk }: NoticesScene, pupils: number, classSize: number): Promise<void> {
  const { regionId, schoolId, journalSystemId } = desk.roster;
  const letters = 'АБВГДЕЖИКЛМН';
  const classes: Uuid[] = [];
  for (let no = 0; no < Math.ceil(pupils / classSize); no++)
    classes.push(
      await desk.roster.aClass(schoolId, 1 + (no % 9), letters.charAt(Math.floor(no / 9)) || `Я${no}`),
    );
  await desk.database.query(
    `WITH pupil AS (
       SELECT gen_random_uuid() AS person, gen_random_uuid() AS record, gen_random_uuid() AS account, no,
              ($4::uuid[])[1 + no / $5::integer] AS class
         FROM generate_series(0, $6::integer - 1) AS no
     ), people AS (
       INSERT INTO people (id, region_id, last_name, first_name, middle_name, norm_last, norm_first, norm_middle, birth_date, snils_state)
       SELECT person, $1, 'Фамилия' || no, 'Имя', 'Отчество', 'фамилия' || no, 'имя', 'отчество',
              '2010-09-01'::date + (no % 3285), 'missing' FROM pupil
     ), records AS (
       INSERT INTO person_records (id, region_id, source, kind, source_id, person_id, row_hash)
       SELECT record, $1, 'bench', 'student', 'b' || no, person, '\\x00' FROM pupil
     ), places AS (
       INSERT INTO enrollments (region_id, record_id, person_id, school_id, class_group_id, kind, valid_from)
       SELECT $1, record, person, $2, class, 'main', '2026-09-01' FROM pupil
     ), accounts AS (
       INSERT INTO journal_accounts (id, region_id, journal_system_id, external_id, role, record_id, person_id, row_hash)
       SELECT account, $1, $3, 'b' || no, 'student', record, person, '\\x00' FROM pupil
     )
     INSERT INTO journal_account_schools (journal_account_id, school_id) SELECT account, $2 FROM pupil`,
    [regionId, schoolId, journalSystemId, classes, classSize, pupils],
  );
  await desk.database.query('ANALYZE');
}

/** What no making of papers can do without: their rows and those of their codes, from rows that are there already. */
async function plainRows({ desk }: NoticesScene): Promise<void> {
  await desk.database.query(
    'CREATE TABLE floor_papers (LIKE notice_issues INCLUDING ALL); CREATE TABLE floor_codes (LIKE link_codes INCLUDING ALL)',
  );
  await desk.database.query('INSERT INTO floor_papers SELECT * FROM notice_issues');
  await desk.database.query('INSERT INTO floor_codes SELECT * FROM link_codes');
}

function plainPages(text: string, pages: number): Promise<Uint8Array> {
  return writeDocument({
    ...{ pageSize: 'A4', defaultStyle: { fontSize: 9 } },
    content: Array.from({ length: pages }, (_, no) => ({
      text,
      ...(no > 0 ? { pageBreak: 'before' as const } : {}),
    })),
  });
}

/** pdfmake writes the dictionaries of pages as plain text. */
function pagesOf(content: Buffer): number {
  return content.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
}

/** By how many MiB the memory of the whole process, its printing thread too, has grown at most. */
function watchMemory(): { end(): number } {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 50);
  return {
    end: () => {
      clearInterval(timer);
      return Math.round((most - before) / 2 ** 20);
    },
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function line(work: string, ms: number, floor: string, floorMs: number, most: number): Outcome {
  const ratio = Number((ms / floorMs).toFixed(2));
  return {
    work,
    floor: `${Math.round(floorMs)} мс (${floor})`,
    ours: `${Math.round(ms)} мс`,
    ratio,
    target: `≤ ${most} ×`,
    met: ratio <= most,
  };
}
