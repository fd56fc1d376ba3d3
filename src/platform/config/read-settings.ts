import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { settingCards } from './setting.js';

/** Complaints about settings: they name keys and rules, never values (a value may be a secret). */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly complaints: readonly string[]) {
    super(`Настройки заданы неверно:\n${complaints.map((complaint) => `  ${complaint}`).join('\n')}`);
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** True in production, where every secret must be given and nothing unsafe is allowed. */
function isProduction(environment: Environment): boolean {
  return environment['NODE_ENV'] === 'production';
}

/**
 * Reads one settings class from the environment: a field's initial value is its development default. Returns the complaints
 * beside the instance, so that a start can list those of all classes at once.
 */
export function readSettings<T extends object>(
  settings: new () => T,
  environment: Environment,
): { readonly value: T; readonly complaints: readonly string[] } {
  const cards = settingCards(settings);
  const given: Record<string, string> = {};
  const complaints: string[] = [];
  for (const [field, card] of cards) {
    const raw = environment[card.key]?.trim();
    if (raw !== undefined && raw !== '') given[field] = raw;
    else if (isProduction(environment) && (card.secret === true || card.requiredInProduction === true)) {
      complaints.push(`${card.key}: в рабочей среде нужно задать значение`);
    }
  }
  const value = plainToInstance(settings, given, { exposeDefaultValues: true });
  if (isProduction(environment)) complaints.push(...defaultsKept(settings, given));
  for (const error of validateSync(value))
    complaints.push(...complaintsOf(error, cards.get(error.property)?.key));
  return { value, complaints };
}

/** A secret that was given, and is the one that everybody can read in this repository. */
function defaultsKept(settings: new () => object, given: Readonly<Record<string, string>>): string[] {
  const defaults = new settings();
  return [...settingCards(settings)]
    .filter(([field, card]) => card.secret === true && field in given)
    .filter(([field]) => given[field] === Reflect.get(defaults, field))
    .map(([, card]) => `${card.key}: значение для разработки в рабочей среде недопустимо`);
}

function complaintsOf(error: ValidationError, key = error.property): string[] {
  return Object.values(error.constraints ?? {}).map((rule) => `${key}: ${rule}`);
}
