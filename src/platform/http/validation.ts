import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

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

const ENGLISH_DEFAULT = /^(each value in |property )?[\w.]+ (must|should|has)/;

/** Checks DTOs: unknown fields are refused, values become the declared types, complaints are Russian. */
export function makeValidationPipe(): ValidationPipe {
  return new ValidationPipe({
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
    message: ENGLISH_DEFAULT.test(message) ? (RUSSIAN[rule] ?? 'неверное значение') : message,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, field))];
}
