/** The files of a roster folder, in the order in which they are read: references point backwards only. */
export const FILE_KINDS = [
  'municipalities',
  'schools',
  'classes',
  'students',
  'representatives',
  'staff',
  'family_ties',
  'journal_accounts',
] as const;

export type FileKind = (typeof FILE_KINDS)[number];

/** One column of a file: `required` columns must be in the header; `russian` is the other accepted heading. */
export interface Column {
  readonly name: string;
  readonly russian: string;
  readonly required: boolean;
}

const must = (name: string, russian: string): Column => ({ name, russian, required: true });
const may = (name: string, russian: string): Column => ({ name, russian, required: false });

const PERSON: readonly Column[] = [
  must('source_id', 'Идентификатор'),
  must('last_name', 'Фамилия'),
  must('first_name', 'Имя'),
  may('middle_name', 'Отчество'),
  may('birth_date', 'Дата рождения'),
  may('gender', 'Пол'),
  may('snils', 'СНИЛС'),
  may('citizenship', 'Гражданство'),
];

/** The columns of every file; described for people in docs/formats.md, section «Файлы контингента». */
export const COLUMNS: Readonly<Record<FileKind, readonly Column[]>> = {
  municipalities: [
    must('source_id', 'Идентификатор'),
    must('oktmo', 'ОКТМО'),
    must('name', 'Название'),
    must('kind', 'Вид'),
  ],
  schools: [
    must('source_id', 'Идентификатор'),
    must('municipality_source_id', 'Муниципалитет'),
    must('full_name', 'Полное название'),
    must('short_name', 'Краткое название'),
    must('kind', 'Вид'),
    must('founder_type', 'Учредитель'),
    may('inn', 'ИНН'),
    may('ogrn', 'ОГРН'),
  ],
  classes: [
    must('source_id', 'Идентификатор'),
    must('school_source_id', 'Школа'),
    must('academic_year', 'Учебный год'),
    must('grade_level', 'Параллель'),
    may('letter', 'Литера'),
    may('campus', 'Корпус'),
  ],
  students: [
    ...PERSON,
    must('school_source_id', 'Школа'),
    may('class_source_id', 'Класс'),
    may('enrollment_kind', 'Вид зачисления'),
    must('enrolled_from', 'Дата зачисления'),
    may('enrolled_to', 'Дата выбытия'),
    may('order_no', 'Приказ'),
    may('end_kind', 'Причина выбытия'),
  ],
  representatives: [...PERSON, may('self_typed', 'Введено самим')],
  staff: [
    ...PERSON,
    must('school_source_id', 'Школа'),
    must('position', 'Должность'),
    must('valid_from', 'Дата приёма'),
    may('valid_to', 'Дата увольнения'),
  ],
  family_ties: [
    must('student_source_id', 'Ученик'),
    must('representative_source_id', 'Представитель'),
    must('kind', 'Вид связи'),
    may('valid_from', 'Действует с'),
    may('valid_to', 'Действует до'),
  ],
  journal_accounts: [
    must('journal_system', 'Журнал'),
    must('external_id', 'Учётная запись'),
    must('role', 'Роль'),
    must('owner_kind', 'Вид владельца'),
    must('owner_source_id', 'Владелец'),
    must('school_source_ids', 'Школы'),
  ],
};

/** Where each known column stands in a file: its index in the cells of a row. */
export type Layout = ReadonlyMap<string, number>;

/** What is wrong with a header; `column` is a known column's name, or the heading as written when it is unknown. */
export interface HeaderFault {
  readonly code: 'COLUMN_MISSING' | 'COLUMN_UNKNOWN' | 'COLUMN_DUPLICATE';
  readonly column: string;
}

/** The column that the report of faults adds (ROS-04); the mended report may be uploaded as it is. */
export const REPORT_COLUMN = 'Ошибки';

/**
 * Reads a header row: English names or Russian aliases, any case, spaces trimmed, in any order. Trailing empty headings
 * (Excel leaves them) are passed over.
 */
export function readHeader(
  kind: FileKind,
  cells: readonly string[],
): { layout: Layout; faults: HeaderFault[] } {
  const known = new Map<string, string>();
  for (const column of COLUMNS[kind]) {
    known.set(column.name, column.name);
    known.set(headingKey(column.russian), column.name);
  }
  const layout = new Map<string, number>();
  const faults: HeaderFault[] = [];
  cells.forEach((cell, index) => {
    const key = headingKey(cell);
    if (key === '' || key === headingKey(REPORT_COLUMN)) return;
    const name = known.get(key);
    if (name === undefined) faults.push({ code: 'COLUMN_UNKNOWN', column: `№ ${index + 1}` });
    else if (layout.has(name)) faults.push({ code: 'COLUMN_DUPLICATE', column: name });
    else layout.set(name, index);
  });
  for (const { name, required } of COLUMNS[kind]) {
    if (required && !layout.has(name)) faults.push({ code: 'COLUMN_MISSING', column: name });
  }
  return { layout, faults };
}

function headingKey(heading: string): string {
  return heading
    .replace(/^\uFEFF/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .replaceAll('ё', 'е');
}

/** Forms in which roster files come; JSON holds every kind at once. */
export type FileFormat = 'csv' | 'xlsx' | 'json';

/** What the name of a roster file says: one kind, or null for a file that holds several (`roster.xlsx`, `roster.json`). */
export interface FileTitle {
  /** The name under which we keep it. */
  readonly name: string;
  readonly kind: FileKind | null;
  readonly format: FileFormat;
}

/** Russian names of the kinds: of sheets in a workbook, and of workbooks themselves. */
const RUSSIAN_KINDS: Readonly<Record<FileKind, string>> = {
  municipalities: 'муниципалитеты',
  schools: 'школы',
  classes: 'классы',
  students: 'ученики',
  representatives: 'представители',
  staff: 'сотрудники',
  family_ties: 'связи',
  journal_accounts: 'учетные записи',
};

/** The name of a kind's sheet, as {@link kindByWord} knows it again. */
export function sheetTitle(kind: FileKind): string {
  const word = RUSSIAN_KINDS[kind];
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const SEVERAL: ReadonlySet<string> = new Set(['roster', 'контингент']);

/** The title of a file by its name in any letter case: `students.csv`, `Ученики.xlsx`, `roster.json`; null for any other. */
export function fileTitle(fileName: string): FileTitle | null {
  const [, stem = '', extension = ''] = /^(.+)\.(csv|xlsx|json)$/i.exec(fileName.normalize('NFC')) ?? [];
  const format = extension.toLowerCase() as FileFormat;
  const kind = format === 'json' ? null : kindByWord(stem);
  if (kind !== null) return { name: `${kind}.${format}`, kind, format };
  const several = format !== 'csv' && SEVERAL.has(headingKey(stem));
  return several && stem !== '' ? { name: `roster.${format}`, kind: null, format } : null;
}

/** The kind that a sheet holds by its name: «Ученики» or `students`, any case. */
export function kindByWord(word: string): FileKind | null {
  const key = headingKey(word);
  return FILE_KINDS.find((kind) => kind === key || RUSSIAN_KINDS[kind] === key) ?? null;
}
