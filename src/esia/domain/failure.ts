import { type EsiaErrorRule, ruleForEsiaError } from './esia-errors.js';
import type { EsiaFault } from './faults.js';
import type { EsiaOutcomeCode } from './outcomes.js';

/** A return from ESIA that gave no profile, with what the log and the metrics need. */
export interface EsiaFailure {
  readonly kind: 'failed';
  readonly code: EsiaOutcomeCode;
  /** Six digits; null when ESIA named no error. */
  readonly esiaCode: string | null;
  /** Set when an answer was refused by us. */
  readonly fault: EsiaFault | null;
  readonly retry: EsiaErrorRule['retry'];
  readonly alarm: boolean;
  /** For whoever is on duty. */
  readonly hint: string;
}

/** ESIA named an error, at the callback, at the token endpoint or at its REST services. */
export function failureOfError(
  esiaCode: string | null,
  oauthError: string | null,
  consentCodes: readonly string[],
): EsiaFailure {
  const { outcome, retry, alarm, hint } = ruleForEsiaError(esiaCode, oauthError, consentCodes);
  return { kind: 'failed', code: outcome, esiaCode, fault: null, retry, alarm, hint };
}

/** We refused what ESIA answered. */
export function failureOfFault(fault: EsiaFault): EsiaFailure {
  const hint = 'ответ ЕСИА отвергнут проверкой';
  return { kind: 'failed', code: 'ESIA_TECH', esiaCode: null, fault, retry: 'none', alarm: true, hint };
}

/** ESIA did not answer, or said "not now"; the breaker raises the alarm, not the single request. */
export function failureUnavailable(esiaCode: string | null): EsiaFailure {
  const hint = 'ЕСИА не отвечает';
  return {
    kind: 'failed',
    code: 'ESIA_UNAVAILABLE',
    esiaCode,
    fault: null,
    retry: 'later',
    alarm: false,
    hint,
  };
}

/** The person's own matter: an account that may not sign in, data that they did not share. */
export function failureOfPerson(code: EsiaOutcomeCode): EsiaFailure {
  return {
    kind: 'failed',
    code,
    esiaCode: null,
    fault: null,
    retry: 'later',
    alarm: false,
    hint: 'решение человека',
  };
}
