export class StoredActDto {
  id: string;
  journal_system_id: string;
  /** Номер акта в журнале. */
  number: string;
  /** День уничтожения по акту. */
  purged_on: string;
  /** У скольких записей пароль уничтожен этим актом. */
  accounts: number;
  /** Сколько записей акта пропущено, по причинам. */
  skipped: Record<string, number>;
  /** Сколько записей акта нам не известно. */
  unknown: number;
  received_at: Date;
}

export class StoredActsPageDto {
  items: StoredActDto[];
  /** Передайте в cursor, чтобы получить следующую страницу; null на последней. */
  next_cursor: string | null;
}

export class StoredActTextDto extends StoredActDto {
  /** Подписанный журналом акт (JWS); виден тем, кто отвечает за весь регион: в нём записи и других школ. */
  act: string | null;
}
