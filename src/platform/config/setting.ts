import { Transform } from 'class-transformer';

/** What is known of one setting besides its value and its checks. */
export interface SettingCard {
  /** The environment variable. */
  readonly key: string;
  /** One Russian sentence for .env.example. */
  readonly says: string;
  /** The value of .env.example; for a secret, only its form. */
  readonly example: string;
  /** Secrets must be given in production, and differ from the development default. */
  readonly secret?: boolean;
  /** Must be given in production even if a default exists for development. */
  readonly requiredInProduction?: boolean;
}

const cards = new Map<object, Map<string, SettingCard>>();

/** Names the environment variable of a settings field; stands above the class-validator decorators. */
export function Setting(card: SettingCard): PropertyDecorator {
  return (prototype, property) => {
    const own = cards.get(prototype) ?? new Map<string, SettingCard>();
    own.set(String(property), card);
    cards.set(prototype, own);
  };
}

/** The cards of a settings class by field name, in the order of the fields. */
export function settingCards(settings: new () => object): ReadonlyMap<string, SettingCard> {
  return cards.get(settings.prototype as object) ?? new Map<string, SettingCard>();
}

/** `1`, `true`, `yes`, `да` are true; `0`, `false`, `no`, `нет` and empty are false; anything else fails @IsBoolean. */
export function AsBoolean(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => {
    if (typeof value !== 'string') return value;
    const text = value.trim().toLowerCase();
    if (['1', 'true', 'yes', 'да'].includes(text)) return true;
    if (['', '0', 'false', 'no', 'нет'].includes(text)) return false;
    return value;
  });
}

/** A number written in digits; anything else fails @IsInt. */
export function AsInteger(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value,
  );
}

/** Items parted by `separator`; an empty text is no items. */
export function AsList(separator = ','): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string'
      ? value
          .split(separator)
          .map((item) => item.trim())
          .filter((item) => item !== '')
      : value,
  );
}
