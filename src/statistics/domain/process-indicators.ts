import type { Fraction, IndicatorCard } from './indicator.js';

/** Levels at which a day of the process is counted; `founder`: the municipal schools of a municipality. */
export const PROCESS_LEVELS = ['region', 'municipality', 'founder', 'school'] as const;
export type ProcessLevel = (typeof PROCESS_LEVELS)[number];

/** What was counted of one unit on one day; null: not known at this level or of this day. */
export interface ProcessCounts {
  readonly signIns: number;
  readonly passwordSignIns: number;
  readonly passwordAccounts: number;
  readonly signedIn: number | null;
  readonly signedInLinked: number | null;
  readonly atRisk: number | null;
  readonly linkAttempts: number;
  readonly automaticLinks: number;
  readonly failedAttempts: number | null;
  readonly reviewsOpen: number;
  readonly reviewAgeP90Hours: number | null;
  readonly denied: number;
  readonly deniedLinked: number;
  readonly reenabled: number;
  readonly exemptions: number;
  readonly postponed: number;
  readonly postponedByGates: number;
  readonly leakySignIns: number;
}

/** Numbers beside the number: by channel, by code, by role and age, by level of a case, by type of exemption. */
export type Breakdown =
  'channels' | 'codes' | 'waves' | 'review_levels' | 'exemption_types' | 'leaky_channels';

/** An indicator of the process (f.5): a function of the counts of one unit on one day. */
export interface ProcessIndicator extends IndicatorCard {
  readonly kind: 'count' | 'share' | 'hours';
  readonly levels: readonly ProcessLevel[];
  readonly breakdown: Breakdown | null;
  readonly of: (counts: ProcessCounts) => Fraction | null;
}

const WINDOW = 'за 30 суток по день включительно';
const ZERO = 'Не было — 0, прочерка не бывает.';
const RISK_NULL =
  'Известно за день, который посчитан в следующую ночь; посчитанный позже — прочерк. Никто не входил — 0, доля — прочерк.';

type Words = Omit<ProcessIndicator, 'kind' | 'denominator' | 'levels' | 'breakdown' | 'of'>;

const count = (
  words: Words,
  of: (counts: ProcessCounts) => number | null,
  breakdown: Breakdown | null = null,
): ProcessIndicator => ({
  ...words,
  ...{ kind: 'count', denominator: null, levels: PROCESS_LEVELS, breakdown },
  of: (counts) => whole(of(counts)),
});

const share = (
  words: Words & { readonly denominator: string },
  of: (counts: ProcessCounts) => readonly [number | null, number | null],
  breakdown: Breakdown | null = null,
): ProcessIndicator => ({
  ...words,
  ...{ kind: 'share', levels: PROCESS_LEVELS, breakdown },
  of: (counts) => {
    const [numerator, denominator] = of(counts);
    return numerator === null || denominator === null ? null : { numerator, denominator };
  },
});

const whole = (numerator: number | null): Fraction | null =>
  numerator === null ? null : { numerator, denominator: null };

/** I-30…I-33, I-36…I-41; I-34 and I-35 are in the catalogue of levels and shares. */
export const PROCESS_INDICATORS: readonly ProcessIndicator[] = [
  share(
    {
      ...{ id: 'I-30', key: 'legacyLoginShare', name: 'Доля входов по паролю, %' },
      sentence: 'Какая доля удачных входов в журнал была по старому паролю; рядом — по каналам.',
      numerator: `удачные входы по паролю ${WINDOW}`,
      denominator: `все удачные входы ${WINDOW}`,
      nullRule: 'Входов не было — прочерк.',
    },
    ({ passwordSignIns, signIns }) => [passwordSignIns, signIns],
    'channels',
  ),
  count(
    {
      ...{ id: 'I-31', key: 'legacyActiveUsers30d', name: 'Входят по паролю' },
      sentence: 'Сколько учётных записей журнала входило по паролю; запись двух школ выше школы — одна.',
      numerator: `разные учётные записи с удачным входом по паролю ${WINDOW}`,
      nullRule: ZERO,
    },
    ({ passwordAccounts }) => passwordAccounts,
  ),
  count(
    {
      ...{ id: 'I-32', key: 'lockoutRisk', name: 'Риск потери доступа' },
      sentence:
        'Сколько людей, которые пользуются журналом, остались бы без входа, если бы пароли закончились сегодня.',
      numerator:
        'учётные записи со входом за последние 30 учебных дней без действующей привязки, освобождения, открытого дела и отказа с подтверждённым бумажным порядком; один отказ — это риск',
      nullRule: RISK_NULL,
    },
    ({ atRisk }) => atRisk,
    'waves',
  ),
  share(
    {
      ...{ id: 'I-33', key: 'readinessShare', name: 'Готовность к отключению, %' },
      sentence: 'Какая доля тех, кто пользуется журналом, не потеряет доступ; рядом — по ролям и возрасту.',
      numerator: 'учётные записи со входом за последние 30 учебных дней минус I-32',
      denominator: 'учётные записи со входом за последние 30 учебных дней, вместе с отказами',
      nullRule: RISK_NULL,
    },
    ({ signedIn, atRisk }) => [signedIn === null || atRisk === null ? null : signedIn - atRisk, signedIn],
    'waves',
  ),
  share(
    {
      ...{ id: 'I-36', key: 'autoLinkRate', name: 'Привязано само, %' },
      sentence: 'Какая доля попыток привязать запись закончилась привязкой без участия школы.',
      numerator: `привязки по правилам R1 и R2 ${WINDOW}, ставшие действующими`,
      denominator: `все попытки привязки ${WINDOW}: предложенные привязки и дела, открытые без неё`,
      nullRule: 'Попыток не было — прочерк.',
    },
    ({ automaticLinks, linkAttempts }) => [automaticLinks, linkAttempts],
  ),
  {
    ...count(
      {
        ...{ id: 'I-37', key: 'attemptFailures', name: 'Неудачные попытки' },
        sentence: 'Сколько попыток войти через Госуслуги не удалось; рядом — по кодам причин.',
        numerator: `неудачные попытки ${WINDOW}; попытка с двумя кодами стоит у каждого из них, в сумме — один раз`,
        nullRule: 'Считается только по региону: неудачная попытка не знает школы. На других уровнях прочерк.',
      },
      ({ failedAttempts }) => failedAttempts,
      'codes',
    ),
    levels: ['region'],
  },
  count(
    {
      ...{ id: 'I-38', key: 'reviewBacklog', name: 'Дела ждут решения' },
      sentence:
        'Сколько дел о привязке открыто в конце дня; рядом — у кого они: школа, муниципалитет, министерство.',
      numerator: 'дела, открытые раньше конца дня и не решённые к нему',
      nullRule: ZERO,
    },
    ({ reviewsOpen }) => reviewsOpen,
    'review_levels',
  ),
  {
    ...count(
      {
        ...{ id: 'I-38.age', key: 'reviewAgeP90', name: 'Возраст дел (90 %), ч' },
        sentence: 'Не старше скольких часов девять дел из десяти, открытых в конце дня.',
        numerator:
          '90-й процентиль возраста открытых дел в полных часах: возраст настоящего дела, без усреднения',
        nullRule: 'Открытых дел нет — прочерк.',
      },
      ({ reviewAgeP90Hours }) => reviewAgeP90Hours,
      'review_levels',
    ),
    kind: 'hours',
  },
  share(
    {
      ...{ id: 'I-39', key: 'brownoutImpact', name: 'Привязались после пробного отключения, %' },
      sentence: 'Какая доля тех, кому пробное отключение не дало войти, привязалась за двое суток.',
      numerator: 'из них не привязанные раньше и привязанные за 48 часов после первого отказа, до конца дня',
      denominator: `разные учётные записи, которым отказано в пробное отключение ${WINDOW}`,
      nullRule: 'Никому не отказано — прочерк.',
    },
    ({ deniedLinked, denied }) => [deniedLinked, denied],
  ),
  count(
    {
      ...{ id: 'I-40.reenable', key: 'reenableCount', name: 'Пароль включали снова' },
      sentence: 'Сколько раз одной учётной записи временно вернули пароль, с начала до конца дня.',
      numerator: 'окна возврата пароля одной записи, решённые до конца дня',
      nullRule: ZERO,
    },
    ({ reenabled }) => reenabled,
  ),
  count(
    {
      ...{ id: 'I-40.exemptions', key: 'exemptionsActive', name: 'Действующие освобождения' },
      sentence: 'Сколько освобождений от отключения действует в конце дня; рядом — по типам.',
      numerator: 'решённые освобождения, которые действуют в конце дня',
      nullRule: ZERO,
    },
    ({ exemptions }) => exemptions,
    'exemption_types',
  ),
  count(
    {
      ...{ id: 'I-40.postponed', key: 'postponements', name: 'Переносы по просьбе' },
      sentence: 'Сколько раз дату отключения перенесли люди, с начала до конца дня.',
      numerator: 'переносы по решению людей',
      nullRule: ZERO,
    },
    ({ postponed }) => postponed,
  ),
  count(
    {
      ...{ id: 'I-40.missed', key: 'postponementsAutomatic', name: 'Переносы из-за порогов' },
      sentence: 'Сколько раз дата отключения сдвинулась сама, потому что порог не пройден.',
      numerator: 'автоматические переносы',
      nullRule: ZERO,
    },
    ({ postponedByGates }) => postponedByGates,
  ),
  count(
    {
      ...{ id: 'I-41', key: 'leakyChannel', name: 'Входы по паролю после отключения' },
      sentence:
        'Сколько раз журнал принял пароль после отключения без разрешения; цель — 0. Рядом — по каналам.',
      numerator: `удачные входы по паролю после отключения без освобождения и возврата ${WINDOW}`,
      nullRule: ZERO,
    },
    ({ leakySignIns }) => leakySignIns,
    'leaky_channels',
  ),
];
