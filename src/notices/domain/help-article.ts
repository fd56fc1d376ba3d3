/** Who mends what a code says (outcome-codes.md, column «who fixes»). */
export type HelpMender = 'user' | 'parent' | 'school' | 'support' | 'ops' | 'wait' | 'nobody';

/** To which of the two lines of support a trouble belongs (NOT-06). */
export type SupportLine = 'gosuslugi' | 'school' | 'perehod' | 'none';

/** What the page of one code says. Russian, whole sentences. */
export interface HelpArticle {
  readonly code: string;
  readonly group: HelpGroup;
  /** The text that people saw. */
  readonly text: string;
  /** Why it happens; null when the text says it all. */
  readonly why: string | null;
  /** What to do, step by step. */
  readonly steps: readonly string[];
  readonly mender: HelpMender;
  readonly line: SupportLine;
}

/** The tables of outcome-codes.md. */
export const HELP_GROUPS = ['link', 'esia', 'password', 'roster'] as const;

export type HelpGroup = (typeof HELP_GROUPS)[number];

export const GROUP_TITLES: Readonly<Record<HelpGroup, string>> = {
  link: 'Вход и привязка',
  esia: 'Ошибки Госуслуг',
  password: 'Старый пароль',
  roster: 'Данные школы',
};

/** Whose turn it is. */
export const MENDER_TEXTS: Readonly<Record<HelpMender, string>> = {
  user: 'Вы сами.',
  parent: 'Родитель или другой законный представитель.',
  school: 'Школа: администратор электронного журнала.',
  support: 'Тот, кто назначает роли: муниципальный орган или министерство.',
  ops: 'Техническая служба системы. Ей уже известно о сбое.',
  wait: 'Никто: нужно только подождать.',
  nobody: 'Никто: всё в порядке.',
};

/** The rule of two lines, in one sentence each. */
export const LINE_TEXTS: Readonly<Record<SupportLine, string>> = {
  gosuslugi:
    'Если шаги не помогли, обратитесь в поддержку Госуслуг: gosuslugi.ru/help, телефон 8 800 100-70-10 (по России бесплатно) или в МФЦ. Школа учётные записи Госуслуг не исправляет.',
  school:
    'Если шаги не помогли, обратитесь в школу: назовите номер обращения со страницы с ошибкой. СНИЛС и пароль сообщать не нужно. Поддержка Госуслуг школьных данных не видит.',
  perehod: 'Если через час ошибка повторится, назовите школе номер обращения со страницы с ошибкой.',
  none: 'Помощь не нужна.',
};
