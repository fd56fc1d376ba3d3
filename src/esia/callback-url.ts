import type { PlatformSettings } from '../platform/config/platform.settings.js';

/** The redirect URI registered with ESIA (contract.md, addresses). */
export function callbackUrl({ publicUrl }: PlatformSettings): string {
  return `${publicUrl}/esia/callback`;
}
