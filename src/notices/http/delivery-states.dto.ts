import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsOptional,
  IsUUID,
  Matches,
  ValidateNested,
} from 'class-validator';

const STATES = ['delivered', 'bounced', 'failed'] as const;

export class DeliveryStateDto {
  /** Номер сообщения: id вызова шлюза, для возврата письма — то, что стоит в адресе конверта после плюса. */
  @IsUUID()
  id!: string;

  @IsIn(STATES, { message: `допустимо: ${STATES.join(', ')}` })
  state!: (typeof STATES)[number];

  /** Код причины: строчные латинские буквы, цифры и подчёркивание. */
  @IsOptional()
  @Matches(/^[a-z0-9_]{1,60}$/, { message: 'нужен код из строчных латинских букв, цифр и подчёркиваний' })
  reason?: string;
}

export class DeliveryStatesDto {
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => DeliveryStateDto)
  states!: DeliveryStateDto[];
}
