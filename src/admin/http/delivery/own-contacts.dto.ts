import { IsIn, IsString, MaxLength } from 'class-validator';
import { CONTACT_CHANNELS, type ContactChannel } from '../../../notices/index.js';
import { Trimmed } from '../../../platform/http/trimmed.decorator.js';

const FORM_MESSAGE = { message: 'форма устарела: обновите страницу' };

export class ContactButtonDto {
  @IsString(FORM_MESSAGE)
  @MaxLength(64, FORM_MESSAGE)
  form: string;
}

export class GivenContactDto extends ContactButtonDto {
  @IsIn(CONTACT_CHANNELS, { message: 'выберите, куда писать' })
  channel: ContactChannel;

  @Trimmed()
  @IsString({ message: 'напишите адрес почты или номер телефона' })
  @MaxLength(254, { message: 'не больше 254 знаков' })
  address: string;

  /** The version of the text that the box stands before. */
  @IsIn(['1'], { message: 'отметьте согласие: без него адрес использовать нельзя' })
  consent: string;
}

export class ContactCodeDto extends ContactButtonDto {
  @Trimmed()
  @IsString({ message: 'введите код' })
  @MaxLength(10, { message: 'в коде шесть цифр' })
  code: string;
}
