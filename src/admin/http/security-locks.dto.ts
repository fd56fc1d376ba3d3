import { IsString, MaxLength, MinLength } from 'class-validator';

export class LockBasisDto {
  /** На чём основано: обращение и его номер, документ и его дата. */
  @IsString({ message: 'нужен текст' })
  @MinLength(3, { message: 'не меньше трёх знаков' })
  @MaxLength(200, { message: 'не больше 200 знаков' })
  basis: string;
}

export class SecurityLockDto {
  id: string;
  /** by_hand, link_suspended, security_incident, court_order, death или restriction. */
  cause: string;
  /** security, restriction или death: от этого зависит, что прочтёт человек. */
  reason: string;
  basis: string | null;
  /** Идентификатор администратора или имя задания. */
  set_by: string;
  set_at: Date;
  ended_by: string | null;
  ended_at: Date | null;
  end_basis: string | null;
}

export class SecurityLocksDto {
  /** Новые сначала; действует та, у которой нет ended_at. */
  items: SecurityLockDto[];
}
