import { type Environment, readSettings, SettingsError } from './platform/config/read-settings.js';
import { AccessSettings } from './access/index.js';
import { EsiaSettings, EsiaSignerSettings } from './esia/index.js';
import { LinkingSettings } from './linking/index.js';
import { JournalSettings } from './journal/index.js';
import { DeliverySettings } from './notices/index.js';
import { PlatformSettings } from './platform/config/platform.settings.js';

/** Settings classes of every context, in the order of .env.example. */
export const settingsClasses = [
  PlatformSettings,
  AccessSettings,
  EsiaSettings,
  EsiaSignerSettings,
  LinkingSettings,
  JournalSettings,
  DeliverySettings,
] as const;

/** One instance of each settings class. */
export type AllSettings = ReadonlyMap<new () => object, object>;

/** Reads and checks everything at once; throws a SettingsError that lists all complaints. */
export function readAllSettings(environment: Environment): AllSettings {
  const all = new Map<new () => object, object>();
  const complaints: string[] = [];
  for (const settings of settingsClasses) {
    const read = readSettings<object>(settings, environment);
    all.set(settings, read.value);
    complaints.push(...read.complaints);
  }
  if (complaints.length > 0) throw new SettingsError(complaints);
  return all;
}

/** The instance of one class. */
export function settingsOf<T extends object>(all: AllSettings, settings: new () => T): T {
  return all.get(settings) as T;
}
