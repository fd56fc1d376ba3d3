/** Names of the emulator's cookies: all servers of the stand share localhost, so names must not meet. */
export const SESSION_COOKIE = 'esia_emulator_session';
export const BROWSER_COOKIE = 'esia_emulator_browser';
/** Header or cookie that names the person of an answer without pages (stand only). */
export const AUTO_LOGIN = 'x-emulator-login';
