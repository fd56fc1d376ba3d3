import { type ArgumentMetadata, ParseUUIDPipe, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { holdsPersonalNumbers } from '../../kernel/personal-numbers.js';

/** A body or query that broke the rules of its DTO: which fields, and what to do about each, in Russian. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';

  constructor(readonly errors: readonly { readonly field: string; readonly message: string }[]) {
    super('Invalid input');
  }
}

/** What a constraint of class-validator asks for, when the DTO gives no text of its own. */
const RUSSIAN: Readonly<Record<string, string>> = {
  whitelistValidation: 'такого поля нет',
  isString: 'нужен текст',
  isNotEmpty: 'заполните поле',
  isInt: 'нужно целое число',
  isNumber: 'нужно число',
  isBoolean: 'нужно true или false',
  isUuid: 'нужен идентификатор UUID',
  isIn: 'недопустимое значение',
  isEnum: 'недопустимое значение',
  isArray: 'нужен список',
  isDateString: 'нужна дата ГГГГ-ММ-ДД',
  isIso8601: 'нужна дата ГГГГ-ММ-ДД',
  matches: 'неверная запись',
  min: 'слишком малое число',
  max: 'слишком большое число',
  minLength: 'слишком короткий текст',
  maxLength: 'слишком длинный текст',
  isObject: 'нужен объект',
};

/** A default text of class-validator is English; the one of an unknown field holds its name, which may be in any script. */
function isDefault(rule: string, message: string): boolean {
  return rule === 'whitelistValidation' || !/[а-яё]/i.test(message);
}

/** PostgreSQL keeps every character but U+0000: whoever sends one hears of it before any query does. */
class InputPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const fields = metadata.type === 'query' || metadata.type === 'body' ? fieldsWithNul(value) : [];
    if (fields.length > 0) {
      throw new InvalidInput(fields.map((field) => ({ field, message: 'уберите нулевой знак' })));
    }
    const named = metadata.type === 'body' ? reasonsWithNumbers(value) : [];
    if (named.length > 0) {
      throw new InvalidInput(named.map((field) => ({ field, message: NO_NUMBERS })));
    }
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

/** Fields in which people say why: these words lie in the audit for years, and nobody can take them out of its chain. */
const REASONS: ReadonlySet<string> = new Set(['reason', 'basis', 'note', 'resolution', 'conclusion']);
const NO_NUMBERS =
  'уберите СНИЛС, телефон или почту: эти слова хранятся годами; назовите документ номером и датой';

/** The fields of reasons that name somebody by a number or an address, by their paths; rows of a list too. */
function reasonsWithNumbers(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => {
    if (typeof inner !== 'string') return reasonsWithNumbers(inner, `${path}${field}.`);
    return REASONS.has(field) && holdsPersonalNumbers(inner) ? [`${path}${field}`] : [];
  });
}

function fieldsWithNul(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([, inner]) =>
      typeof inner === 'string' ? inner.includes('\0') : fieldsWithNul(inner).length > 0,
    )
    .map(([field]) => field.replaceAll('\0', ''));
}

/** Takes the `id` of a path; text that is no UUID is named, as every field is. */
export const idOfPath = new ParseUUIDPipe({
  exceptionFactory: () => new InvalidInput([{ field: 'id', message: 'нужен идентификатор UUID' }]),
});

/** Checks DTOs: unknown fields are refused, values become the declared types, complaints are Russian. */
export function makeValidationPipe(): ValidationPipe {
  return new InputPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => new InvalidInput(errors.flatMap((error) => flatten(error, ''))),
  });
}

function flatten(error: ValidationError, above: string): { field: string; message: string }[] {
  const field = above === '' ? error.property : `${above}.${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    field,
    message: isDefault(rule, message) ? (RUSSIAN[rule] ?? 'неверное значение') : message,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, field))];
}
