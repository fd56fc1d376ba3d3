/** Why a school does not confirm a link that waits (e.1); codes, because free words may name people. */
export const REFUSALS = ['not_this_person', 'not_of_this_school', 'no_document'] as const;
export type Refusal = (typeof REFUSALS)[number];

/** The same as the person reads it. */
export const REFUSAL_WORDS: Readonly<Record<Refusal, string>> = {
  not_this_person: 'Школа проверила: эта запись принадлежит другому человеку.',
  not_of_this_school: 'Школа ответила, что вы не относитесь к этой школе.',
  no_document: 'Школа не увидела документа, который подтверждает, что запись ваша.',
};
