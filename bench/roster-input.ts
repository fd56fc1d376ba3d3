import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { snilsControlNumber } from '../src/kernel/snils.js';

const PUPILS_PER_SCHOOL = 800;
const PUPILS_PER_CLASS = 26;
const LAST = [
  'Иванов',
  'Петров',
  'Сидоров',
  'Кузнецов',
  'Смирнов',
  'Фёдоров',
  'Соловьёв',
  'Орлов',
  'Волков',
  'Зайцев',
];
const FIRST = ['Иван', 'Пётр', 'Алексей', 'Семён', 'Артём', 'Мария', 'Анна', 'София', 'Алёна', 'Дарья'];
const MIDDLE = [
  'Иванович',
  'Петрович',
  'Алексеевич',
  'Семёнович',
  '',
  'Ивановна',
  'Петровна',
  'Сергеевна',
  'нет',
  'Олеговна',
];

/** Writes a region of so many pupils, 1.3 representatives for each and staff; the same number gives the same bytes. */
export async function writeRegion(folder: string, pupils: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const schools = Math.ceil(pupils / PUPILS_PER_SCHOOL);
  const classes = Math.ceil(pupils / PUPILS_PER_CLASS);
  const representatives = Math.round(pupils * 1.3);
  const staff = Math.round(pupils * 0.065);
  const schoolOf = (pupil: number) => `S${classSchool(Math.floor(pupil / PUPILS_PER_CLASS), schools)}`;
  await writeFile(join(folder, 'region.json'), JSON.stringify(REGION));
  await write(
    folder,
    'municipalities',
    'source_id;oktmo;name;kind',
    20,
    (n) => `M${n};277010${10 + n};Округ ${n};municipal_okrug`,
  );
  await write(
    folder,
    'schools',
    'source_id;municipality_source_id;full_name;short_name;kind;founder_type',
    schools,
    (n) => `S${n};M${n % 20};Школа № ${n};СОШ ${n};secondary;municipal`,
  );
  await write(
    folder,
    'classes',
    'source_id;school_source_id;academic_year;grade_level;letter',
    classes,
    (n) => `K${n};S${classSchool(n, schools)};2026/2027;${(n % 11) + 1};А`,
  );
  const person = 'source_id;last_name;first_name;middle_name;birth_date;gender;snils;citizenship';
  await write(
    folder,
    'students',
    `${person};school_source_id;class_source_id;enrolled_from`,
    pupils,
    (n) => `P${n};${human(n, 2009)};${schoolOf(n)};K${Math.floor(n / PUPILS_PER_CLASS)};2024-09-01`,
  );
  await write(
    folder,
    'representatives',
    person,
    representatives,
    (n) => `R${n};${human(n + 50_000_000, 1975)}`,
  );
  await write(
    folder,
    'staff',
    `${person};school_source_id;position;valid_from`,
    staff,
    (n) => `T${n};${human(n + 90_000_000, 1970)};S${n % schools};Учитель;2020-08-25`,
  );
  await write(
    folder,
    'family_ties',
    'student_source_id;representative_source_id;kind;valid_from',
    representatives,
    (n) => `P${n % pupils};R${n};parent;2024-09-01`,
  );
  await write(
    folder,
    'journal_accounts',
    'journal_system;external_id;role;owner_kind;owner_source_id;school_source_ids',
    pupils + representatives,
    (n) =>
      n < pupils
        ? `demo-journal;p-${n};student;student;P${n};${schoolOf(n)}`
        : `demo-journal;r-${n - pupils};representative;representative;R${n - pupils};${schoolOf((n - pupils) % pupils)}`,
  );
}

const REGION = {
  code: '39',
  name: 'Калининградская область',
  time_zone: 'Europe/Kaliningrad',
  source: 'bench',
  mode: 'full',
  journal_systems: [{ code: 'demo-journal', name: 'Журнал' }],
};

function classSchool(group: number, schools: number): number {
  return Math.floor((group * PUPILS_PER_CLASS) / PUPILS_PER_SCHOOL) % schools;
}

function human(n: number, year: number): string {
  const number = String(100_000_000 + n);
  const pick = (list: readonly string[], salt: number) =>
    list[(n * 7 + salt * Math.floor(n / 10)) % list.length] ?? '';
  const born = `${year + (n % 9)}-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`;
  const snils = `${number.slice(0, 3)}-${number.slice(3, 6)}-${number.slice(6)} ${snilsControlNumber(number)}`;
  return `${pick(LAST, 1)};${pick(FIRST, 3)};${pick(MIDDLE, 5)};${born};${n % 2 === 0 ? 'M' : 'F'};${snils};RUS`;
}

async function write(
  folder: string,
  name: string,
  header: string,
  rows: number,
  row: (n: number) => string,
): Promise<void> {
  const file = createWriteStream(join(folder, `${name}.csv`));
  let text = `${header}\n`;
  for (let n = 0; n < rows; n += 1) {
    text += `${row(n)}\n`;
    if (text.length < 1 << 18) continue;
    if (!file.write(text)) await new Promise<void>((done) => file.once('drain', () => done()));
    text = '';
  }
  file.end(text);
  await finished(file);
}
