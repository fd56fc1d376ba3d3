/**
 * How far a fault reaches: `structure` refuses the whole import, `row` sets its row aside, `field` blanks the field,
 * `warning` changes nothing (ROS-04, e.5).
 */
export type Severity = 'structure' | 'row' | 'field' | 'warning';

/** One fault of an import. `message` is Russian and never repeats what stands in the file: it may be personal. */
export interface ImportIssue {
  readonly file: string;
  /** Number of the row as Excel shows it: the header is 1. Null when the fault is of the whole file. */
  readonly row: number | null;
  readonly column: string | null;
  readonly severity: Severity;
  readonly code: IssueCode;
  readonly message: string;
}

/** Every code with its severity and its Russian text; `SNILS_CHECKSUM` … are those of outcome-codes.md, i.4. */
const CATALOGUE = {
  REGION_FILE_INVALID: [
    'structure',
    'Описание загрузки region.json не читается или неполно. Проверьте названное поле',
  ],
  FILE_UNKNOWN: ['structure', 'Файл с таким именем не входит в загрузку. Уберите его или переименуйте'],
  FILE_DUPLICATE: ['structure', 'Файл этого вида уже есть в загрузке под другим написанием имени'],
  FILE_EMPTY: ['structure', 'В файле нет ни одной строки с данными. Уберите файл, если загружать нечего'],
  FOLDER_EMPTY: ['structure', 'В загрузке нет ни одного файла контингента'],
  ENCODING_UNKNOWN: ['structure', 'Кодировка не распознана. Сохраните файл в UTF-8 или Windows-1251'],
  COLUMN_MISSING: ['structure', 'Нет обязательного столбца. Добавьте его в заголовок'],
  COLUMN_UNKNOWN: ['structure', 'Неизвестный столбец. Исправьте заголовок или удалите столбец'],
  COLUMN_DUPLICATE: ['structure', 'Столбец указан дважды. Оставьте один'],
  QUOTES_TORN: ['structure', 'Кавычки не закрыты или стоят внутри поля без удвоения'],
  COLUMNS_TOO_MANY: [
    'structure',
    'В строке больше столбцов, чем в заголовке. Проверьте разделители и кавычки',
  ],
  ROW_TOO_LONG: ['structure', 'Строка длиннее 64 Кбайт. Проверьте кавычки и переводы строк'],
  ROWS_TOO_MANY: ['structure', 'В файле больше строк, чем допускает загрузка. Разделите её на части'],
  FILE_TOO_LARGE: ['structure', 'Файл больше допустимого размера. Разделите загрузку на части'],
  FILE_FORBIDDEN: ['structure', 'Такие сведения загружает только регион. Уберите файл'],
  WORKBOOK_ENCRYPTED: [
    'structure',
    'Книга Excel под паролем или в старом формате .xls. Снимите пароль и сохраните её как .xlsx',
  ],
  WORKBOOK_BROKEN: ['structure', 'Книга Excel повреждена. Откройте её в Excel и сохраните заново как .xlsx'],
  WORKBOOK_BOMB: ['structure', 'Книга Excel разворачивается в недопустимо большой объём и не читается'],
  WORKBOOK_TOO_LARGE: [
    'structure',
    'В книге Excel слишком много текста. Разделите её на части или пришлите CSV',
  ],
  SHEET_UNKNOWN: [
    'structure',
    'Имя листа не из описания форматов. Назовите лист «Ученики», «Классы», … или уберите его',
  ],
  SHEET_MISSING: ['structure', 'В книге Excel нет ни одного видимого листа'],
  JSON_BROKEN: ['structure', 'JSON не читается: запись не закрыта или стоит лишний знак'],
  JSON_MEMBER_UNKNOWN: ['structure', 'В JSON есть раздел, которого нет в описании форматов'],
  UPLOAD_TOO_SLOW: [
    'structure',
    'Файл передавался дольше допустимого. Повторите на более быстром соединении',
  ],
  FORMULA_NOT_COMPUTED: [
    'row',
    'В ячейке формула без вычисленного значения. Откройте книгу в Excel, пересчитайте и сохраните, или впишите значение',
  ],
  CELL_ERROR: ['row', 'В ячейке ошибка Excel (#ЗНАЧ!, #ССЫЛКА! …). Впишите значение'],
  STATUS_UNKNOWN: ['row', 'Неизвестное состояние записи. Допустимы active и tobedeleted'],
  MOMENT_INVALID: ['row', 'Момент изменения не читается. Нужна запись RFC 3339: 2026-11-21T09:00:00Z'],
  USER_NOT_SENT: ['row', 'Зачисление пришло без своего ученика. Пришлите вместе с ним запись users'],
  NOT_REMOVABLE: ['row', 'Муниципалитеты, школы и классы загрузкой не снимаются'],
  ORGS_OF_REGION: ['row', 'Муниципалитеты и школы загружает только регион'],
  OTHER_JOURNAL: ['row', 'Учётная запись другого электронного журнала'],
  COLUMNS_TOO_FEW: ['row', 'В строке меньше столбцов, чем в заголовке'],
  VALUE_MISSING: ['row', 'Не заполнено обязательное поле'],
  VALUE_TOO_LONG: ['row', 'Значение длиннее 200 знаков'],
  VALUE_UNKNOWN: ['row', 'Недопустимое значение. Список допустимых — в описании форматов'],
  NUMBER_INVALID: ['row', 'Неверная запись числа или кода'],
  DATE_INVALID: ['row', 'Дата не читается. Нужна запись ГГГГ-ММ-ДД или ДД.ММ.ГГГГ'],
  DATES_OUT_OF_ORDER: ['row', 'Дата окончания раньше даты начала'],
  ROLE_OWNER_MISMATCH: ['row', 'Роль учётной записи не подходит её владельцу'],
  DUPLICATE_ROW: ['row', 'Такой идентификатор в файле уже был. Принята первая из строк'],
  REFERENCE_UNKNOWN: ['row', 'Запись, на которую указывает поле, не найдена или не принята'],
  CLASS_OF_OTHER_SCHOOL: ['row', 'Класс относится к другой школе'],
  SAME_PERSON: [
    'row',
    'Ученик и его представитель — один и тот же человек. Проверьте СНИЛС, имя и дату рождения',
  ],
  OTHER_SCHOOL: ['row', 'Строка относится не к вашей школе'],
  SNILS_CHECKSUM: ['field', 'СНИЛС с ошибкой: контрольное число не сходится'],
  SNILS_FORMAT: ['field', 'СНИЛС с ошибкой: нужны 11 цифр'],
  SNILS_TEST_NUMBER: ['field', 'СНИЛС с ошибкой: номера, начинающиеся с 000, людям не выдают'],
  BIRTH_DATE_INVALID: [
    'field',
    'Дата рождения не читается или ещё не наступила. Нужна запись ГГГГ-ММ-ДД или ДД.ММ.ГГГГ',
  ],
  FIELD_UNKNOWN: ['field', 'Значение не распознано и не принято'],
  END_KIND_WITHOUT_DATE: [
    'field',
    'Причина выбытия указана без даты выбытия и не принята. Заполните дату выбытия',
  ],
  BIRTH_DATE_IMPROBABLE: ['warning', 'Дата рождения маловероятна для этой роли. Проверьте её'],
  MIXED_ALPHABET: ['warning', 'В имени смешаны русские и латинские буквы'],
  ROW_OUT_OF_DATE: ['warning', 'Запись старше уже загруженной (dateLastModified) и пропущена'],
  SNILS_DUPLICATE_FAMILY: ['warning', 'СНИЛС родителя указан у ребёнка'],
  SNILS_DUPLICATE: ['warning', 'Этот СНИЛС указан у нескольких людей'],
  REMOVALS_SKIPPED: [
    'warning',
    'Есть строки без идентификатора, поэтому отсутствующие в файле записи не сняты',
  ],
  MASS_CHANGE: [
    'structure',
    'Загрузка сняла или изменила бы больше 5 % учеников школы (и не меньше 10). Проверьте файл или подтвердите загрузку',
  ],
  MASS_CHANGE_REGION: [
    'structure',
    'Загрузка сняла или изменила бы больше 1 % учеников региона. Проверьте файл; подтверждает министерство',
  ],
} as const satisfies Record<string, readonly [Severity, string]>;

export type IssueCode = keyof typeof CATALOGUE;

/** The severity of a code. */
function severityOf(code: IssueCode): Severity {
  return CATALOGUE[code][0];
}

/** Makes an issue; `detail` is added to the message and must hold neither СНИЛС nor names. */
export function importIssue(
  code: IssueCode,
  at: { readonly file: string; readonly row?: number | null; readonly column?: string | null },
  detail?: string,
): ImportIssue {
  const [severity, message] = CATALOGUE[code];
  return {
    file: at.file,
    row: at.row ?? null,
    column: at.column ?? null,
    severity,
    code,
    message: detail === undefined ? message : `${message}. ${detail}`,
  };
}

/** Where an issue is, as its reader finds it. */
export type IssuePlace = Pick<ImportIssue, 'file' | 'row' | 'column'>;

/** How many issues an import met, by severity. */
export type IssueTotals = Readonly<Record<Severity, number>>;

/** Collects the issues of one import: all are counted, the first `limit` are kept, so that memory stays bounded. */
export class IssueLog {
  private readonly kept: ImportIssue[] = [];
  private readonly counts: Record<Severity, number> = { structure: 0, row: 0, field: 0, warning: 0 };
  private readonly shown = new Map<string, (at: IssuePlace) => IssuePlace>();

  constructor(private readonly limit: number) {}

  add(issue: ImportIssue): void {
    this.counts[issue.severity] += 1;
    if (this.kept.length >= this.limit) return;
    const show = this.shown.get(issue.file);
    this.kept.push(show === undefined ? issue : { ...issue, ...show(issue) });
  }

  /** From now on issues of `file` are told where the uploader finds them: judgements know a kind as `students.csv`. */
  showAs(file: string, show: (at: IssuePlace) => IssuePlace): void {
    this.shown.set(file, show);
  }

  /** Counts issues of one code that are too many to be named one by one. */
  addUnnamed(code: IssueCode, count: number): void {
    this.counts[severityOf(code)] += count;
  }

  isRefused(): boolean {
    return this.counts.structure > 0;
  }

  get issues(): readonly ImportIssue[] {
    return this.kept;
  }

  get totals(): IssueTotals {
    return { ...this.counts };
  }

  /** Room for so many more issues with all their details. */
  get room(): number {
    return this.limit - this.kept.length;
  }
}
