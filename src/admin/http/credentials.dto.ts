import { IsIn, IsOptional } from 'class-validator';
import { type RoleWave, type Standing, STANDINGS, WAVES } from '../../legacy/index.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';

export class CredentialsQuery extends PageQuery {
  /** Волна: staff, representatives, pupils_14plus или pupils_under14. */
  @IsOptional()
  @IsIn(WAVES, { message: 'допустимо staff, representatives, pupils_14plus или pupils_under14' })
  wave?: RoleWave;

  /** Состояние, например disabled.cutover. */
  @IsOptional()
  @IsIn(STANDINGS, { message: 'нет такого состояния пароля' })
  state?: Standing;
}

export class CredentialCountDto {
  wave: string;
  /** Состояние; причина отключения через точку: disabled.linked, disabled.unused, disabled.cutover. */
  state: string;
  accounts: number;
}

export class CredentialDto {
  account_id: string;
  role: string | null;
  wave: string;
  /** Имя под маской. */
  person: string | null;
  class_label: string | null;
  state: string;
  /** То же словами. */
  state_text: string;
  /** Этап кампании, за которой идёт запись. */
  phase: string;
  /** День отключения по плану. */
  cutover_on: string | null;
  reenabled_until: Date | null;
  linked_since: Date | null;
  last_password_at: Date | null;
  changed_at: Date;
}

export class SchoolCredentialsDto {
  /** Сколько открытых записей школы в каком состоянии, по волнам. */
  counts: CredentialCountDto[];
  items: CredentialDto[];
  /** Передайте в cursor, чтобы получить следующую страницу; null на последней. */
  next_cursor: string | null;
}

export class CredentialStepDto {
  /** Что стало с паролем. */
  what: string;
  /** Почему. */
  why: string;
  /** система, администратор, владелец, журнал или оператор. */
  by_whom: string;
  event: string;
  at: Date;
}

export class CredentialHistoryDto extends CredentialDto {
  /** До какого времени пароль сохраняют исключение или открытое дело. */
  covered_until: Date | null;
  steps: CredentialStepDto[];
}
