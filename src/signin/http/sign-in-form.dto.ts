import { IsString, IsUUID, MaxLength } from 'class-validator';

const FORM_MESSAGE = { message: 'форма устарела: обновите страницу' };

/** A form that is only a button. */
export class ButtonFormDto {
  @IsString(FORM_MESSAGE)
  @MaxLength(64, FORM_MESSAGE)
  form: string;
}

/** The chooser: the button that was pressed names the account. */
export class ChooseFormDto extends ButtonFormDto {
  @IsUUID(undefined, { message: 'выберите учётную запись кнопкой на странице' })
  account_id: string;
}
