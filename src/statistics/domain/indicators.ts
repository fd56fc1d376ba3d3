import { type Counts, type Level, LEVELS, type PartialCount, type PupilCount } from './counts.js';
import type { CountIndicator, Fraction } from './indicator.js';

const NEVER_NULL = 'До первой загрузки данных школы — прочерк, иначе 0 — это ноль.';
const NO_DENOMINATOR = 'Знаменатель 0 или день до первой загрузки данных — прочерк.';
const COUNTED_IN_TIME =
  'Известно только за день, который был посчитан в срок, и только пока не исправлено, кто в этот день учился; иначе прочерк.';
const DOWN_TO_SCHOOL: readonly Level[] = ['region', 'municipality', 'founder', 'school'];

type Words = Pick<CountIndicator, 'id' | 'key' | 'name' | 'sentence' | 'numerator'>;

function count(words: Words, column: PupilCount): CountIndicator {
  return {
    ...words,
    ...{ kind: 'count', denominator: null, nullRule: NEVER_NULL, levels: LEVELS, distinct: false },
    of: (counts) => whole(counts[column]),
  };
}

function partial(
  words: Words,
  column: PartialCount,
  levels: readonly Level[],
  nullRule: string,
): CountIndicator {
  return {
    ...words,
    ...{ kind: 'count', denominator: null, nullRule, levels, distinct: false },
    of: (counts) => whole(counts[column]),
  };
}

function share(
  words: Words & { readonly denominator: string },
  of: (counts: Counts) => Fraction | null,
): CountIndicator {
  return {
    ...words,
    ...{ kind: 'share', nullRule: NO_DENOMINATOR, levels: LEVELS, distinct: false, of },
  };
}

const whole = (numerator: number | null): Fraction | null =>
  numerator === null ? null : { numerator, denominator: null };
const known = (numerator: number | null, denominator: number | null): Fraction | null =>
  numerator === null || denominator === null ? null : { numerator, denominator };

/** M of f.0.4 in a row of counts, for the sets that have age columns. */
export function minorsOf(counts: Counts, set: 'students' | 'declared' | 'linked' | 'used'): number {
  return counts[`${set}_under14`] + counts[`${set}_14to17`];
}

const AGES = [
  { suffix: 'under14', column: '_under14', of: 'до 14 лет' },
  { suffix: '14to17', column: '_14to17', of: '14–17 лет' },
  { suffix: '18plus', column: '_18plus', of: '18 лет и старше' },
  { suffix: 'all', column: '', of: 'всех возрастов' },
] as const;

const SETS = [
  {
    id: 'I-06',
    key: 'esiaDeclared',
    set: 'declared',
    name: 'Создано УЗ (со слов)',
    says: 'учётная запись Госуслуг, по словам классного руководителя или представителя, создана, или она привязана',
  },
  {
    id: 'I-07',
    key: 'esiaLinked',
    set: 'linked',
    name: 'Привязано к ЭЖ',
    says: 'учётная запись Госуслуг привязана к записи ученика в электронном журнале его школы',
  },
  {
    id: 'I-08',
    key: 'esiaUsed30d',
    set: 'used',
    name: 'Пользуются входом через ЕСИА',
    says: 'запись привязана и за последние 30 суток был хотя бы один вход через Госуслуги',
  },
] as const;

const ofAges = SETS.flatMap(({ id, key, set, name, says }) =>
  AGES.map(({ suffix, column, of }) =>
    count(
      {
        ...{ id: `${id}.${suffix}`, key: `${key}_${suffix}`, name: `${name}: ${of}` },
        ...{ sentence: `Сколько учеников ${of}, у которых ${says}.` },
        numerator: `ученики контингента ${of}, у которых ${says}`,
      },
      `${set}${column}` as const,
    ),
  ),
);

/** The same three sets over minors (M of f.0.4): what shares and growth speak of. */
const ofMinors = SETS.map(({ id, key, set, name, says }): CountIndicator => ({
  ...{ id: `${id}.minors`, key: `${key}_minors`, name: `${name}: всего до 18` },
  ...{ kind: 'count', denominator: null, nullRule: NEVER_NULL, levels: LEVELS, distinct: false },
  sentence: `Сколько несовершеннолетних учеников, у которых ${says}.`,
  numerator: `ученики контингента до 18 лет, у которых ${says}`,
  of: (counts) => whole(minorsOf(counts, set)),
}));

const contingent: readonly CountIndicator[] = [
  ['I-01', 'studentsTotal', 'Численность обучающихся', 'students', 'обучающихся', 'все ученики контингента'],
  [
    'I-02',
    'minorsUnder14',
    'до 14 лет',
    'students_under14',
    'учеников до 14 лет',
    'ученики, которым на дату нет 14 лет',
  ],
  [
    'I-03',
    'minors14to17',
    '14–17 лет',
    'students_14to17',
    'учеников 14–17 лет',
    'ученики от 14 до 17 полных лет',
  ],
  [
    'I-04',
    'students18plus',
    '18 лет и старше',
    'students_18plus',
    'учеников 18 лет и старше',
    'ученики от 18 полных лет',
  ],
  [
    'I-05',
    'ageUnknown',
    'без даты рождения',
    'students_unknown',
    'учеников без даты рождения',
    'ученики, чья дата рождения не указана; в доли по возрасту они не входят',
  ],
].map(([id = '', key = '', name = '', column = '', whom = '', numerator = '']) =>
  count(
    { id, key, name, numerator, sentence: `Сколько ${whom} зачислено в школу основным зачислением на дату.` },
    column as PupilCount,
  ),
);

/** Every indicator of levels and shares (f.1, f.2), of the quality of data (I-34, I-35) and of those between schools (I-42). */
export const INDICATORS: readonly CountIndicator[] = [
  ...contingent,
  ...ofAges,
  ...ofMinors,
  count(
    {
      ...{ id: 'I-09', key: 'noEsiaPossible', name: 'Нет возможности' },
      sentence: 'У скольких учеников действует освобождение «нет возможности получить учётную запись».',
      numerator:
        'ученики, для которых на дату действует освобождение no_esia_possible (личное, класса, роли или школы)',
    },
    'impossible',
  ),
  count(
    {
      ...{ id: 'I-10', key: 'refusals', name: 'Отказ' },
      sentence: 'Сколько учеников отказались от Госуслуг; это не освобождение.',
      numerator: 'ученики с действующим отказом',
    },
    'refusals',
  ),
  count(
    {
      ...{ id: 'I-10.paper', key: 'refusalsWithPaper', name: 'Отказ, бумажный порядок подтверждён' },
      sentence: 'Для скольких отказавшихся директор подтвердил бумажный порядок.',
      numerator: 'ученики с действующим отказом и подтверждением директора',
    },
    'refusals_with_paper',
  ),
  share(
    {
      ...{ id: 'I-11', key: 'shareDeclaredGross', name: 'Доля созданных, %' },
      sentence: 'Какая доля несовершеннолетних, по словам школы и семьи, имеет учётную запись.',
      ...{ numerator: 'I-06 до 18 лет', denominator: 'несовершеннолетние (I-02 + I-03)' },
    },
    (counts) => known(minorsOf(counts, 'declared'), minorsOf(counts, 'students')),
  ),
  share(
    {
      ...{ id: 'I-12', key: 'shareLinkedGross', name: 'Доля привязанных, %' },
      sentence: 'Какая доля несовершеннолетних привязана; главный показатель.',
      ...{ numerator: 'I-07 до 18 лет', denominator: 'несовершеннолетние (I-02 + I-03)' },
    },
    (counts) => known(minorsOf(counts, 'linked'), minorsOf(counts, 'students')),
  ),
  share(
    {
      ...{ id: 'I-13.under14', key: 'shareLinkedUnder14', name: 'Доля привязанных до 14 лет, %' },
      sentence: 'Какая доля учеников до 14 лет привязана.',
      ...{ numerator: 'I-07.under14', denominator: 'I-02' },
    },
    (counts) => known(counts.linked_under14, counts.students_under14),
  ),
  share(
    {
      ...{ id: 'I-13.14to17', key: 'shareLinked14to17', name: 'Доля привязанных 14–17 лет, %' },
      sentence: 'Какая доля учеников 14–17 лет привязана.',
      ...{ numerator: 'I-07.14to17', denominator: 'I-03' },
    },
    (counts) => known(counts.linked_14to17, counts.students_14to17),
  ),
  share(
    {
      ...{ id: 'I-14', key: 'shareLinkedNet', name: 'Доля с учётом возможностей, %' },
      sentence:
        'Какая доля привязана среди тех несовершеннолетних, кто может и не отказался; печатается рядом с I-12.',
      numerator: 'I-07 до 18 лет',
      denominator:
        'несовершеннолетние без тех, кто не привязан и имеет освобождение «нет возможности» или отказ',
    },
    (counts) => known(minorsOf(counts, 'linked'), minorsOf(counts, 'students') - counts.out_of_reach_minors),
  ),
  {
    ...{
      id: 'I-15',
      key: 'declaredGap',
      name: 'Расхождение',
      kind: 'count',
      denominator: null,
      levels: LEVELS,
    },
    sentence: 'На сколько несовершеннолетних заявлено больше, чем доказано.',
    ...{
      numerator: 'I-06 до 18 лет минус I-07 до 18 лет (не меньше 0)',
      nullRule: NEVER_NULL,
      distinct: false,
    },
    of: (counts) => whole(minorsOf(counts, 'declared') - minorsOf(counts, 'linked')),
  },
  share(
    {
      ...{ id: 'I-16', key: 'householdCoverage', name: 'Охват семей, %' },
      sentence: 'Какая доля несовершеннолетних привязана сама или имеет привязанного представителя.',
      numerator: 'несовершеннолетние, у кого привязан сам ученик или хотя бы один представитель в этой школе',
      denominator: 'несовершеннолетние (I-02 + I-03)',
    },
    (counts) => known(counts.household_minors, minorsOf(counts, 'students')),
  ),
  adults(
    'I-17',
    'representativesLinked',
    'Представители (без повторов), %',
    'представителей учеников',
    'representatives',
  ),
  adults('I-18', 'staffLinked', 'Сотрудники (без повторов), %', 'сотрудников с записью в журнале', 'staff'),
  {
    ...share(
      {
        ...{ id: 'I-34', key: 'readyForLinking', name: 'Качество данных, %' },
        sentence: 'Какая доля учеников имеет верный, ни с кем не общий СНИЛС и дату рождения.',
        ...{ numerator: 'ученики, готовые к привязке', denominator: 'I-01' },
      },
      (counts) => known(counts.ready, counts.students),
    ),
    ...{ levels: DOWN_TO_SCHOOL, nullRule: `${NO_DENOMINATOR} ${COUNTED_IN_TIME}` },
  },
  ...(
    [
      ['snils_missing', 'snilsMissing', 'СНИЛС не указан', 'без СНИЛС'],
      ['snils_invalid', 'snilsInvalid', 'СНИЛС с ошибкой', 'с неверным СНИЛС'],
      ['snils_duplicate', 'snilsDuplicate', 'СНИЛС повторяется', 'с СНИЛС, который есть ещё у кого-то'],
      ['birth_date_missing', 'birthDateMissing', 'Дата рождения не указана', 'без даты рождения'],
    ] as const
  ).map(([column, key, name, whom]) =>
    partial(
      {
        ...{ id: `I-35.${column}`, key, name, numerator: `ученики ${whom}` },
        sentence: `Сколько учеников ${whom}.`,
      },
      column,
      DOWN_TO_SCHOOL,
      COUNTED_IN_TIME,
    ),
  ),
  partial(
    {
      ...{ id: 'I-42', key: 'unplaced', name: 'Между школами' },
      sentence: 'Сколько учеников региона выбыло не больше 30 суток назад и никуда не зачислено.',
      numerator:
        'люди, чьё основное зачисление закончилось не больше 30 дней назад не выпуском и не выездом, и другого нет',
    },
    'unplaced',
    ['region'],
    'Считается только по региону; на других уровнях прочерк.',
  ),
];

function adults(
  id: string,
  key: string,
  name: string,
  whom: string,
  column: 'representatives' | 'staff',
): CountIndicator {
  return {
    ...{ id, key, name, kind: 'share', levels: DOWN_TO_SCHOOL, distinct: true, nullRule: NO_DENOMINATOR },
    sentence: `Какая доля ${whom} привязана; каждый человек считается на своём уровне один раз.`,
    numerator: `${whom} с действующей привязкой, без повторов`,
    denominator: `${whom}, без повторов`,
    of: (counts) => known(counts[`${column}_linked`], counts[column]),
  };
}
