import { IsIn } from 'class-validator';
import { OWNER_CHECKS, type OwnerCheck } from '../../legacy/index.js';

export class UndoUnusedDto {
  /** Чем вы проверили владельца, кроме старого пароля: email_code, phone_code, new_password или in_person. */
  @IsIn(OWNER_CHECKS, { message: 'допустимо email_code, phone_code, new_password или in_person' })
  checked_by: OwnerCheck;
}

export class UndoUnusedAnswerDto {
  /** true — пароль снова действует; false — он не был отключён как неиспользуемый или отключение паролей уже наступило. */
  restored: boolean;
}
