/**
 * Why an answer of ESIA is refused although nobody named an error: each is a fault of ESIA, of our configuration, or an
 * attack, so each raises the alarm. Stable, for logs and metrics.
 */
export type EsiaFault =
  | 'token_missing'
  | 'token_too_long'
  | 'token_malformed'
  | 'token_algorithm'
  | 'token_type'
  | 'token_subtype'
  | 'token_unknown_key'
  | 'token_signature'
  | 'token_key_not_valid_then'
  | 'token_issuer'
  | 'token_audience'
  | 'token_expired'
  | 'token_not_yet_valid'
  | 'token_times'
  | 'token_subject'
  | 'token_level'
  | 'subject_mismatch'
  | 'state_mismatch'
  | 'answer_malformed'
  | 'answer_status'
  | 'answer_content_type'
  | 'answer_too_large'
  | 'answer_encoding'
  | 'callback_malformed'
  | 'person_incomplete'
  | 'signature_failed';

/** The result of a check that can refuse. */
export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: EsiaFault };

export const accepted = <T>(value: T): Checked<T> => ({ ok: true, value });
export const refused = (fault: EsiaFault): Checked<never> => ({ ok: false, fault });
