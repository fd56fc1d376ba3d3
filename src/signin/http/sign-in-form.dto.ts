import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, IsUUID, MaxLength, Min } from 'class-validator';
import { Trimmed } from '../../platform/http/trimmed.decorator.js';

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

/** «Даю согласие»: for the text that the page has shown. */
export class ConsentFormDto extends ButtonFormDto {
  @Type(() => Number)
  @IsInt({ message: 'обновите страницу: текст согласия изменился' })
  @Min(1, { message: 'обновите страницу: текст согласия изменился' })
  version: number;
}

/** «Это ошибка»: the refusal, and the school that the button names. */
export class MistakeFormDto extends ButtonFormDto {
  @IsString(FORM_MESSAGE)
  @MaxLength(64, FORM_MESSAGE)
  code: string;

  @IsUUID(undefined, { message: 'выберите школу кнопкой на странице' })
  school_id: string;
}

/** «Попросить школу включить пароль»: what the school reads, in the person's own words; empty without any. */
export class AskPasswordFormDto extends ButtonFormDto {
  @Trimmed()
  @IsString({ message: 'напишите причину словами или оставьте поле пустым' })
  @MaxLength(500, { message: 'не больше 500 знаков' })
  reason: string;
}
