import { isISO8601 } from 'class-validator';
import { InvalidInput } from '../../platform/http/validation.js';
import {
  ASKS,
  CHANNELS,
  MOST_LETTERS,
  MOST_SKIPS,
  ROLES,
  type SignInDecisionCallDto,
} from './sign-in-decisions.dto.js';

type Field = keyof typeof ASKS;

const FIELDS = Object.keys(ASKS) as readonly Field[];
const REQUIRED: ReadonlySet<Field> = new Set(['account', 'channel']);

const isText = (value: unknown): boolean =>
  typeof value === 'string' && value.length >= 1 && value.length <= MOST_LETTERS;
const isOneOf =
  (list: readonly string[]) =>
  (value: unknown): boolean =>
    typeof value === 'string' && list.includes(value);

const RULES: Readonly<Record<Field, (value: unknown) => boolean>> = {
  account: isText,
  channel: isOneOf(CHANNELS),
  school: isText,
  role: isOneOf(ROLES),
  skips_used: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_SKIPS,
  moment: (value) => typeof value === 'string' && isISO8601(value, { strict: true, strictSeparator: true }),
};

/**
 * Checks a body as the pipeline checks its DTO, without the pipeline's cost: the hot path knows six fields.
 *
 * @throws InvalidInput that names every field at fault
 */
export function parseDecisionCall(body: unknown): SignInDecisionCallDto {
  const given = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  const values = given as Record<string, unknown>;
  const errors: { field: string; message: string }[] = [];
  for (const field of Object.keys(values)) {
    const value = values[field];
    if (!(FIELDS as readonly string[]).includes(field)) errors.push({ field, message: 'такого поля нет' });
    else if (typeof value === 'string' && value.includes('\0'))
      throw new InvalidInput([{ field, message: 'уберите нулевой знак' }]);
  }
  for (const field of FIELDS) {
    const value = values[field];
    const isLeftOut = value === undefined || value === null;
    if (isLeftOut ? REQUIRED.has(field) : !RULES[field](value)) errors.push({ field, message: ASKS[field] });
  }
  if (errors.length > 0) throw new InvalidInput(errors);
  return values as unknown as SignInDecisionCallDto;
}
