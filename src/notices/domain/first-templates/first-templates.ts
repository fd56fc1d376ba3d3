import { ANSWERS } from './answers.js';
import type { FirstTemplate } from './first-template.js';
import { LEAFLETS } from './leaflets.js';
import { MESSAGES } from './messages.js';

/** The first version of every kind. */
export const FIRST_TEMPLATES: readonly FirstTemplate[] = [...LEAFLETS, ...MESSAGES, ...ANSWERS].map(
  ({ body, ...one }) => ({ ...one, body: body.trim() }),
);
