import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsUUID } from 'class-validator';

const MOST = 200;

export class IssueLinkCodesDto {
  /** Учётные записи журнала, не больше 200; или class_id. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1, { message: 'назовите хотя бы одну учётную запись' })
  @ArrayMaxSize(MOST, { message: `не больше ${MOST} учётных записей за раз` })
  @IsUUID(undefined, { each: true, message: 'нужны идентификаторы UUID' })
  account_ids?: string[];

  /** Класс: его ученики и их представители; или account_ids. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор класса' })
  class_id?: string;
}

export class LinkCodesQuery {
  /** Класс, чьи записи показать. */
  @IsUUID(undefined, { message: 'нужен идентификатор класса' })
  class_id: string;
}

export class IssuedLinkCodeDto {
  account_id: string;
  /** Код для печати; показывается один раз. null — при повторе запроса, если код уже использован или заменён. */
  code: string | null;
  expires_at: Date;
}

export class IssuedLinkCodesDto {
  codes: IssuedLinkCodeDto[];
  /** Записи, которые уже привязаны: код им не нужен. */
  linked: string[];
  /** Сколько записей класса пропущено: ваши и ваших родственников. Коды им выдаёт другой администратор школы. */
  left_out: number;
}

export class LinkCodeStateDto {
  id: string;
  account_id: string;
  /** Номер записи в журнале. */
  external_id: string;
  role: string;
  /** open, used, void, expired. */
  state: string;
  issued_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

export class LinkCodesDto {
  items: LinkCodeStateDto[];
}
