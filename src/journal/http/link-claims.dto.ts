import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';

export class LinkClaimDto {
  /** Подписанное заявление: JWS с typ legacy-proof+jwt. */
  @IsString()
  @MaxLength(8000, { message: 'заявление длиннее 8000 знаков' })
  @Matches(/^[\w-]+\.[\w-]+\.[\w-]+$/, { message: 'нужен JWS в компактной записи' })
  proof: string;

  /** Значение claim_request, с которым к вам пришёл браузер; нет, если начинаете вы. */
  @IsOptional()
  @IsString()
  @Matches(/^[\w-]{43}$/, { message: 'возьмите claim_request из адреса, с которым пришёл браузер' })
  claim_request?: string;
}

export class LinkClaimAnswerDto {
  /** Куда отправить этот браузер. Адрес одноразовый, действует 10 минут. */
  redirect_to: string;
}
