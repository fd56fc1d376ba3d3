import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator';

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

/** «Код из памятки», as people type it. */
export class LinkCodeFormDto extends ButtonFormDto {
  @IsString({ message: 'введите код из памятки' })
  @MaxLength(40, { message: 'в коде восемь букв и цифр' })
  code: string;
}

/** The answer to the wizard: the button that was pressed. */
export class WizardFormDto extends ButtonFormDto {
  @IsIn(['mine', 'parent', 'not_mine'], { message: 'ответьте кнопкой на странице' })
  answer: 'mine' | 'parent' | 'not_mine';
}
