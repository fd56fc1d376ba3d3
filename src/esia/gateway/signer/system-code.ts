/**
 * The code of a system or network error (`ENOENT`, `ECONNREFUSED`, `UND_ERR_SOCKET`). Its text is left behind: it holds
 * paths and addresses, which may be secret.
 */
export function systemCode(error: unknown): string {
  const named = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof named === 'string' ? named : 'unknown';
}
