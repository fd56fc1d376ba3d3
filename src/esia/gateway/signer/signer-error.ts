/** What went wrong with the signature of a request to ESIA; stable, for metrics and for the operator's guide. */
export type SignerErrorCode =
  /** An uncertified signer in production, or a secret over an unprotected connection. */
  | 'not_allowed'
  | 'unreadable_file'
  | 'bad_key'
  | 'bad_certificate'
  /** The key or the container is not the certificate's. */
  | 'wrong_key'
  | 'wrong_length'
  /** The right key signed, but the bytes came in another order than s ‖ r, big-endian. */
  | 'wrong_order'
  | 'program_missing'
  | 'program_failed'
  | 'unreachable'
  | 'refused'
  | 'malformed'
  | 'too_large'
  | 'timed_out'
  | 'cancelled'
  | 'overloaded'
  | 'closed';

const TEXTS: Readonly<Record<SignerErrorCode, string>> = {
  not_allowed: 'Такой способ подписи здесь не разрешён',
  unreadable_file: 'Не удалось прочитать файл',
  bad_key: 'Файл закрытого ключа не подходит',
  bad_certificate: 'Файл сертификата не подходит',
  wrong_key: 'Подпись сделана не тем ключом, что в сертификате: проверьте ключ или контейнер',
  wrong_length: 'Подпись должна быть ровно из 64 байт',
  wrong_order: 'Байты подписи стоят не в порядке s‖r',
  program_missing: 'Программа подписи не найдена или не запускается',
  program_failed: 'Программа подписи завершилась с ошибкой',
  unreachable: 'Служба подписи недоступна',
  refused: 'Служба подписи отказала',
  malformed: 'Служба подписи ответила не по договору',
  too_large: 'Ответ при подписи длиннее допустимого',
  timed_out: 'Подпись не получена за отведённое время',
  cancelled: 'Подпись отменена',
  overloaded: 'Слишком много запросов ждут подписи',
  closed: 'Подписание уже остановлено',
};

/** Small facts for the operator: an exit code, an HTTP status, the name of a setting. Never content, never a key. */
export type SignerFacts = Readonly<Record<string, string | number>>;

/**
 * The signature could not be made, or must not be used. Neither the text, nor the facts, nor the cause carries key
 * material or the signed message.
 */
export class SignerError extends Error {
  override readonly name = 'SignerError';

  constructor(
    readonly code: SignerErrorCode,
    readonly facts: SignerFacts = {},
    options?: ErrorOptions,
  ) {
    const details = Object.entries(facts).map(([key, value]) => `${key}: ${value}`);
    super(details.length === 0 ? TEXTS[code] : `${TEXTS[code]} (${details.join(', ')})`, options);
  }
}
