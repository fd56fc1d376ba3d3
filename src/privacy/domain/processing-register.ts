import { periodInWords } from './retention.js';

/** How long something is kept, as the operator's papers say it (PD-07). */
export interface WrittenRule {
  readonly code: string;
  readonly what: string;
  readonly months: number;
  readonly days: number;
  readonly countedFrom: string;
  readonly basis: string;
  readonly keptBy: 'retention' | 'own_job' | 'not_stored' | 'for_ever';
}

/** By which right what is processed (PD-05; 152-ФЗ, ст. 6). */
export interface ProcessingPurpose {
  readonly code: string;
  readonly name: string;
  readonly basisKind: 'law' | 'public_authority' | 'consent';
  readonly basis: string;
  readonly subjects: string;
  readonly categories: string;
  readonly recipients: string;
  readonly retentionCodes: readonly string[];
}

/** What the tables `retention_rules` and `processing_purposes` hold after the migrations; a test keeps both equal. */
export const WRITTEN_RULES: readonly WrittenRule[] = [
  {
    code: 'link_evidence',
    what: 'Основания привязок и их история, oid Госуслуг',
    months: 36,
    days: 0,
    countedFrom: 'окончание последней привязки человека, у которого нет места в школе',
    basis: 'доказательство правильности привязки; ГК РФ, ст. 196',
    keptBy: 'retention',
  },
  {
    code: 'sign_in_events',
    what: 'События входов от журналов',
    months: 0,
    days: 100,
    countedFrom: 'день события',
    basis: 'меры безопасности: 152-ФЗ, ст. 19; предел — 13 месяцев (PD-07)',
    keptBy: 'own_job',
  },
  {
    code: 'sign_in_days',
    what: 'Дни входов по учётным записям',
    months: 0,
    days: 400,
    countedFrom: 'день входа',
    basis: 'меры безопасности: 152-ФЗ, ст. 19; тринадцать месяцев (PD-07) и запас на их подсчёт',
    keptBy: 'own_job',
  },
  {
    code: 'sign_ins',
    what: 'Случаи входа с номером обращения',
    months: 0,
    days: 180,
    countedFrom: 'последнее изменение',
    basis: 'ответ на обращение человека',
    keptBy: 'own_job',
  },
  {
    code: 'esia_answers',
    what: 'Ответ Госуслуг до «Это я» (зашифрован)',
    months: 0,
    days: 0,
    countedFrom: 'решение человека или десять минут',
    basis: 'цель достигнута: 152-ФЗ, ст. 5, ч. 7',
    keptBy: 'own_job',
  },
  {
    code: 'esia_attempts',
    what: 'Попытки входа через Госуслуги',
    months: 0,
    days: 1,
    countedFrom: 'истечение попытки',
    basis: 'разбор сбоев',
    keptBy: 'own_job',
  },
  {
    code: 'esia_tokens',
    what: 'Маркеры доступа и обновления ЕСИА',
    months: 0,
    days: 0,
    countedFrom: 'не хранятся',
    basis: 'не нужны для цели: 152-ФЗ, ст. 5, ч. 5',
    keptBy: 'not_stored',
  },
  {
    code: 'esia_kids',
    what: 'Карточки детей из профиля родителя',
    months: 12,
    days: 0,
    countedFrom: 'последний вход родителя',
    basis: 'подтверждение полномочий представителя: ПП 111',
    keptBy: 'retention',
  },
  {
    code: 'uploaded_files',
    what: 'Загруженные файлы контингента (зашифрованы)',
    months: 0,
    days: 7,
    countedFrom: 'загрузка',
    basis: 'исправление ошибок тем, кто загрузил (PD-07)',
    keptBy: 'own_job',
  },
  {
    code: 'before_images',
    what: 'Строки до загрузки, чтобы её отменить',
    months: 0,
    days: 1,
    countedFrom: 'конец загрузки',
    basis: 'отмена ошибочной загрузки',
    keptBy: 'own_job',
  },
  {
    code: 'legacy_proofs',
    what: 'Подтверждения старого пароля',
    months: 0,
    days: 1,
    countedFrom: 'истечение',
    basis: 'одноразовые',
    keptBy: 'own_job',
  },
  {
    code: 'link_codes',
    what: 'Коды привязки (отпечатки)',
    months: 12,
    days: 0,
    countedFrom: 'истечение',
    basis: 'учёт выданных памяток',
    keptBy: 'retention',
  },
  {
    code: 'admin_sessions',
    what: 'Сеансы администраторов',
    months: 12,
    days: 0,
    countedFrom: 'конец сеанса',
    basis: 'меры безопасности: 152-ФЗ, ст. 19',
    keptBy: 'retention',
  },
  {
    code: 'outbox',
    what: 'Доставленные новости между частями системы',
    months: 0,
    days: 30,
    countedFrom: 'создание',
    basis: 'повтор доставки',
    keptBy: 'own_job',
  },
  {
    code: 'journal_events',
    what: 'События для электронных журналов',
    months: 0,
    days: 90,
    countedFrom: 'создание',
    basis: 'повтор доставки',
    keptBy: 'own_job',
  },
  {
    code: 'subject_requests',
    what: 'Обращения субъектов и ответы',
    months: 36,
    days: 0,
    countedFrom: 'ответ',
    basis: 'ГК РФ, ст. 196',
    keptBy: 'retention',
  },
  {
    code: 'consents',
    what: 'Согласия и отзывы',
    months: 36,
    days: 0,
    countedFrom: 'отзыв',
    basis: '152-ФЗ, ст. 9, ч. 3',
    keptBy: 'retention',
  },
  {
    code: 'audit',
    what: 'Журнал событий: номера и коды',
    months: 36,
    days: 0,
    countedFrom: 'событие',
    basis: '152-ФЗ, ст. 19, ч. 2, п. 8; не менее трёх лет (PD-01)',
    keptBy: 'for_ever',
  },
];

export const WRITTEN_PURPOSES: readonly ProcessingPurpose[] = [
  {
    code: 'identification',
    name: 'Узнавание вошедшего через Госуслуги',
    basisKind: 'law',
    basis: '152-ФЗ, ст. 6, ч. 1, п. 2; ПП 584, п. 2; ПП 1516, п. 2; 273-ФЗ, ст. 98',
    subjects: 'ученики, законные представители, работники школ',
    categories: 'oid, СНИЛС, ФИО, дата рождения, уровень записи',
    recipients: 'никому',
    retentionCodes: ['esia_answers', 'esia_attempts', 'esia_tokens', 'sign_ins'],
  },
  {
    code: 'linking',
    name: 'Привязка записи журнала и её проверка школой',
    basisKind: 'public_authority',
    basis: '152-ФЗ, ст. 6, ч. 1, п. 4; 273-ФЗ, ст. 16, ч. 3.1; ПП 111',
    subjects: 'ученики, законные представители, работники школ',
    categories: 'данные контингента, oid, СНИЛС, основания',
    recipients: 'электронный журнал: псевдоним и номер записи',
    retentionCodes: ['link_evidence', 'link_codes', 'legacy_proofs', 'esia_kids'],
  },
  {
    code: 'minor_sign_in',
    name: 'Вход ученика, где регион требует согласия',
    basisKind: 'consent',
    basis: '152-ФЗ, ст. 6, ч. 1, п. 1; ст. 9; ПП 111',
    subjects: 'ученики до 18 лет',
    categories: 'согласие, редакция текста, кто дал',
    recipients: 'никому',
    retentionCodes: ['consents'],
  },
  {
    code: 'roster',
    name: 'Контингент: сверка и исправление ошибок',
    basisKind: 'law',
    basis: '152-ФЗ, ст. 6, ч. 1, п. 2; 273-ФЗ, ст. 98',
    subjects: 'ученики, законные представители, работники школ',
    categories: 'ФИО, дата рождения, СНИЛС, пол, гражданство, школа, класс, связи',
    recipients: 'школа, которая их прислала',
    retentionCodes: ['uploaded_files', 'before_images'],
  },
  {
    code: 'decommissioning',
    name: 'Отключение паролей и исключения',
    basisKind: 'public_authority',
    basis: '152-ФЗ, ст. 6, ч. 1, п. 4; ПП 584, п. 2',
    subjects: 'ученики, законные представители, работники школ',
    categories: 'состояние пароля, исключения, отказы, даты входов',
    recipients: 'электронный журнал',
    retentionCodes: ['sign_in_events', 'sign_in_days', 'journal_events'],
  },
  {
    code: 'statistics',
    name: 'Статистика перехода',
    basisKind: 'law',
    basis: '152-ФЗ, ст. 6, ч. 1, п. 9: обезличенно',
    subjects: 'ученики, представители, работники школ',
    categories: 'числа',
    recipients: 'школы, муниципалитеты, министерство, федеральный орган: только числа',
    retentionCodes: [],
  },
  {
    code: 'security',
    name: 'Учёт действий и безопасность',
    basisKind: 'law',
    basis: '152-ФЗ, ст. 18.1, 19; приказ ФСТЭК 117',
    subjects: 'все, включая администраторов',
    categories: 'номера, коды, время',
    recipients: 'ответственный за безопасность',
    retentionCodes: ['audit', 'admin_sessions', 'outbox'],
  },
  {
    code: 'subject_rights',
    name: 'Ответы на обращения субъектов',
    basisKind: 'law',
    basis: '152-ФЗ, ст. 14, 20, 21',
    subjects: 'обратившиеся',
    categories: 'обращение, ответ',
    recipients: 'никому',
    retentionCodes: ['subject_requests'],
  },
];

const REGISTER_BEGINS = '<!-- цели и сроки: делается из данных, node tools/write-derived-docs.js -->';
const REGISTER_ENDS = '<!-- конец целей и сроков -->';

const BASIS_KINDS: Readonly<Record<ProcessingPurpose['basisKind'], string>> = {
  law: 'закон',
  public_authority: 'полномочия органа власти',
  consent: 'согласие',
};

/** A text (docs/personal-data.md) with the tables of purposes and periods in their place. */
export function withProcessingRegister(text: string): string {
  const [from, to] = [text.indexOf(REGISTER_BEGINS), text.indexOf(REGISTER_ENDS)];
  if (from < 0 || to < from) throw new Error('the text has no place for purposes and periods');
  return text.slice(0, from) + describeRegister() + text.slice(to + REGISTER_ENDS.length);
}

function describeRegister(): string {
  return [
    REGISTER_BEGINS,
    '<!-- prettier-ignore-start -->',
    '',
    ...table(
      ['цель', 'основание', 'чьи сведения', 'какие', 'кому передаются', 'сроки'],
      WRITTEN_PURPOSES.map((each) => [
        `\`${each.code}\` ${each.name}`,
        `${BASIS_KINDS[each.basisKind]}: ${each.basis}`,
        ...[each.subjects, each.categories, each.recipients],
        each.retentionCodes.map((code) => `\`${code}\``).join(', '),
      ]),
    ),
    '',
    ...table(
      ['срок', 'что', 'сколько', 'считая от', 'почему', 'кто удаляет'],
      WRITTEN_RULES.map((each) => [
        ...[
          `\`${each.code}\``,
          each.what,
          each.keptBy === 'for_ever' ? `не менее: ${periodInWords(each)}` : periodInWords(each),
        ],
        ...[each.countedFrom, each.basis, `\`${each.keptBy}\``],
      ]),
    ),
    '',
    '<!-- prettier-ignore-end -->',
    REGISTER_ENDS,
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
