import { ApiProperty } from '@nestjs/swagger';

const DECISIONS = [
  ...['allow', 'allow_with_warning', 'require_linking', 'deny_brownout', 'deny_unused', 'deny_cutover'],
  ...['deny_unknown', 'deny_locked'],
];

class AccountLinkDto {
  @ApiProperty({ enum: ['active', 'suspended', 'none'] })
  state: string;

  /** full; history — только чтение; none. */
  @ApiProperty({ enum: ['full', 'history', 'none'] })
  access: string;

  /** С какого времени так, RFC 3339. */
  @ApiProperty({ type: String, nullable: true })
  since: Date | null;
}

class AccountCredentialDto {
  /** Состояние старого пароля, действующее сейчас: active, warned, link_required, disabled… */
  state: string;

  /** Для disabled: linked, unused, cutover. */
  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  /** Для reenabled: до какого времени. */
  @ApiProperty({ type: String, nullable: true })
  until: Date | null;
}

class AccountDecisionDto {
  @ApiProperty({ enum: DECISIONS })
  decision: string;

  /** Код сообщения: LEGACY_WARN, LEGACY_EXEMPT… */
  @ApiProperty({ type: String, nullable: true })
  code: string | null;

  /** До какого времени действует то, о чём сообщение. */
  @ApiProperty({ type: String, nullable: true })
  until: Date | null;
}

export class JournalAccountDto {
  /** Ваш id записи. */
  account: string;

  link: AccountLinkDto;

  credential: AccountCredentialDto;

  /** Что ответит решение о входе по паролю сейчас. */
  decision: AccountDecisionDto;

  /** Фаза кампании, которой следует запись. */
  phase: string;

  /** День прекращения паролей, ГГГГ-ММ-ДД. */
  @ApiProperty({ type: String, nullable: true })
  cutover_on: string | null;
}
