/** What a template is written for (NOT-01): papers, messages, forms, answers to citizens. */
export const TEMPLATE_KINDS = [
  'leaflet_under14',
  'leaflet_14to17',
  'leaflet_adult',
  'leaflet_foreign',
  'leaflet_staff',
  'letter_parents',
  'journal_message',
  'email',
  'sms',
  'messenger',
  'date_moved',
  'instruction',
  'signature_sheet',
  'refusal_form',
  'appeal_why_esia',
  'appeal_refusal',
  'appeal_personal_data',
  'appeal_no_documents',
  'appeal_too_soon',
] as const;

export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** Everything that a text may ask for, with what it means; people who write templates read this list. */
export const PLACEHOLDERS = {
  recipient: 'кому памятка: фамилия, имя, отчество',
  children: 'дети представителя в этой школе',
  class: 'класс',
  school: 'название школы',
  contacts: 'контакты школы; их заполняет школа',
  journal: 'название электронного журнала',
  deadline: 'день, с которого вход по паролю закрыт',
  former_deadline: 'прежний день',
  term: '«прекратится 15.03.2027 (осталось 30 дней)» или «прекращён 15.03.2027»',
  address: 'адрес страницы входа',
  region: 'регион',
  today: 'день печати',
  code_until: 'до какого дня действует код',
} as const;

export type Placeholder = keyof typeof PLACEHOLDERS;
export type Filling = Readonly<Record<Placeholder, string>>;

/** What a text of a kind may ask for, and what it must not leave out. */
export interface KindRules {
  readonly allowed: readonly Placeholder[];
  readonly required: readonly Placeholder[];
  /** `[[code]]`, `[[qr]]`, `[[signature]]` that must stand in it. */
  readonly directives: readonly Directive[];
  /** In characters; an SMS of Russian letters is 70 a part. */
  readonly longest: number;
}

/** What stands on paper besides words: the link code in a frame, the QR of the instruction, a line to sign on. */
export const DIRECTIVES = ['code', 'qr', 'signature'] as const;
export type Directive = (typeof DIRECTIVES)[number];

const OF_PLACE: readonly Placeholder[] = ['school', 'contacts', 'region', 'today', 'address', 'journal'];
const OF_DATE: readonly Placeholder[] = ['deadline', 'term'];
const OF_PERSON: readonly Placeholder[] = ['recipient', 'class', 'children', 'code_until'];

const PAPER: KindRules = {
  allowed: [...OF_PERSON, ...OF_PLACE, ...OF_DATE],
  required: ['recipient', 'term', 'school', 'contacts', 'address'],
  directives: ['code', 'qr'],
  longest: 6_000,
};
const MESSAGE: KindRules = {
  allowed: [...OF_PLACE, ...OF_DATE],
  required: ['term', 'address'],
  directives: [],
  longest: 4_000,
};
const ANSWER: KindRules = {
  allowed: [...OF_PLACE, ...OF_DATE],
  required: [],
  directives: [],
  longest: 8_000,
};

const RULES: Readonly<Record<TemplateKind, KindRules>> = {
  leaflet_under14: PAPER,
  leaflet_14to17: PAPER,
  leaflet_adult: PAPER,
  leaflet_foreign: PAPER,
  leaflet_staff: PAPER,
  letter_parents: { ...PAPER, required: [...PAPER.required, 'children'] },
  journal_message: MESSAGE,
  email: MESSAGE,
  sms: { ...MESSAGE, required: ['term'], longest: 210 },
  messenger: MESSAGE,
  date_moved: { ...MESSAGE, allowed: [...MESSAGE.allowed, 'former_deadline'], required: ['deadline'] },
  instruction: { ...ANSWER, allowed: ['address', 'region'] },
  signature_sheet: { ...ANSWER, allowed: [...OF_PLACE, ...OF_DATE, 'class'], required: ['class', 'school'] },
  refusal_form: {
    allowed: [...OF_PERSON, ...OF_PLACE, ...OF_DATE],
    required: ['recipient', 'school'],
    directives: ['signature'],
    longest: 8_000,
  },
  appeal_why_esia: ANSWER,
  appeal_refusal: ANSWER,
  appeal_personal_data: ANSWER,
  appeal_no_documents: ANSWER,
  appeal_too_soon: ANSWER,
};

export function rulesOf(kind: TemplateKind): KindRules {
  return RULES[kind];
}

/** Ready answers to citizens' appeals (NOT-08). */
export function isAppealAnswer(kind: TemplateKind): boolean {
  return kind.startsWith('appeal_');
}
