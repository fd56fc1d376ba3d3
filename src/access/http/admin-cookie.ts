/** The cookie of an administrator's session; the prefix binds it to this host and to HTTPS (RFC 6265bis). */
export const ADMIN_COOKIE = '__Host-perehod_admin';
