import type { PlatformSettings } from '../config/platform.settings.js';
import { Keyring } from './keyring.js';
import { SnilsVault } from './snils-vault.js';

/** The vault that DATA_KEYS («имя:base64», the first one seals) and SNILS_INDEX_KEY describe; both are checked already. */
export function vaultFromSettings(
  settings: Pick<PlatformSettings, 'dataKeys' | 'snilsIndexKey'>,
): SnilsVault {
  const keys = settings.dataKeys.split(',').map((entry) => {
    const colon = entry.indexOf(':');
    return { id: entry.slice(0, colon), key: Buffer.from(entry.slice(colon + 1), 'base64') };
  });
  return new SnilsVault(new Keyring(keys), Buffer.from(settings.snilsIndexKey, 'base64'));
}
