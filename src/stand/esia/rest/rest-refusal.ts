/** Refusals of `/rs` (section 5). Only the three codes seen in sources; anything else is a bare 404 or 405. */
const REST_ERRORS = {
  '005011': { status: 401, message: 'SecurityErrorEnum.invalidToken' },
  '005013': { status: 401, message: 'SecurityErrorEnum.expiredToken' },
  /** The status is a switch [?]. */
  '005029': { status: 403, message: 'SecurityErrorEnum.scopeNotAllowed' },
} as const;

export type RestCode = keyof typeof REST_ERRORS;

export class RestRefusal extends Error {
  override readonly name = 'RestRefusal';
  readonly code: RestCode;

  constructor(code: RestCode) {
    super(REST_ERRORS[code].message);
    this.code = code;
  }

  get status(): number {
    return REST_ERRORS[this.code].status;
  }
}

/** There is no such resource; the real body for this is not known. */
export class RestNotFound extends Error {
  override readonly name = 'RestNotFound';
}
