/** Network errors of Node, and SQLSTATEs of a server that goes away (PostgreSQL manual, appendix A: classes 08 and 57P). */
const LOST = /^(ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|57P0[1-3]|08\w{3})$/;

/** True when the database went away, which says nothing of what was being done. */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  return (
    LOST.test(String(code)) ||
    LOST.test(String(driverError?.code)) ||
    /^Connection terminated|^Client has encountered a connection error/.test(error.message)
  );
}
