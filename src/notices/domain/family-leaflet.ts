import { ageOn, type CalendarDate } from '../../kernel/calendar-date.js';
import type { Paper } from './paper.js';

/** Who asks on their own page for the paper of whom. */
export interface FamilyAsk {
  readonly relation: 'self' | 'child';
  readonly born: CalendarDate | null;
  /** ROS-11: to the representatives of a protected child no page names its school. */
  readonly isProtected: boolean;
}

/** `whole`: as the school hands it out; `without_code`: its code is its reader's own; `none`: not on this page. */
export type FamilyLeaflet = 'whole' | 'without_code' | 'none';

const OWN_ACCOUNT_FROM = 14;
const FULL_AGE = 18;

/**
 * What a family may take from its page. A code is a second evidence for one account (LNK-05), good only within the pupil's own
 * sign-in through ESIA and beside an equal name and birth date. Up to 14 the school hands the child's paper to the parents, who
 * make the account; from 14 on to the pupil, whose code stays theirs; from 18 on a parent gets nothing (roles.md, row 3).
 * A birth date that nobody knows is a small child's, as in the choice of the leaflet.
 */
export function familyLeaflet({ relation, born, isProtected }: FamilyAsk, day: CalendarDate): FamilyLeaflet {
  if (relation === 'self') return 'whole';
  const age = born === null ? 0 : ageOn(day, born);
  if (isProtected || age >= FULL_AGE) return 'none';
  return age >= OWN_ACCOUNT_FROM ? 'without_code' : 'whole';
}

/** The same paper with a word in place of its code. */
export function withoutCode(paper: Paper): Paper {
  const text =
    'Здесь стоит личный код ученика. Он есть на бумажной памятке, которую ученик получает в школе.';
  const blocks = paper.blocks.map((block) =>
    block.kind === 'code' ? ({ kind: 'important', text } as const) : block,
  );
  return { ...paper, blocks, code: null };
}
