import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { MACHINE_RIGHTS, type MachineRight } from '../../../access/index.js';
import { PageQuery } from '../../../platform/http/page-query.dto.js';

const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_WANTED = { message: 'нужна дата ГГГГ-ММ-ДД' };
const RIGHTS_WANTED = { each: true, message: `допустимо: ${MACHINE_RIGHTS.join(', ')}` };
const HOURS_WANTED = { message: 'нужно целое число часов от 0 до 720' };

export class ApiKeysQuery extends PageQuery {
  @IsOptional()
  @IsUUID()
  municipality_id?: string;

  /** true — и те, что уже не действуют. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)))
  @IsBoolean()
  all: boolean = false;
}

export class NewApiKeyDto {
  /** Чья система будет читать: останется в списке. */
  @IsString()
  @Length(3, 200, { message: 'от 3 до 200 знаков' })
  name: string;

  /** На каком основании: письмо, соглашение. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  basis: string;

  /** Муниципалитет, чьи школы видны по ключу; без него — весь регион. */
  @IsOptional()
  @IsUUID()
  municipality_id?: string;

  /** statistics.read — показатели; statistics.export — выгрузки; statistics.federal — одно и на весь регион: опубликованная федеральная выгрузка. */
  @IsArray()
  @ArrayNotEmpty({ message: 'назовите хотя бы одно право' })
  @ArrayUnique({ message: 'право названо дважды' })
  @IsIn(MACHINE_RIGHTS, RIGHTS_WANTED)
  rights: MachineRight[];

  /** Сети, из которых ключ действует: 203.0.113.7/32, 10.20.0.0/16; без них — откуда угодно. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50, { message: 'не больше 50 сетей' })
  @ArrayUnique({ message: 'сеть названа дважды' })
  @IsString({ each: true })
  allowed_addresses?: string[];

  /** Последний день ключа, ГГГГ-ММ-ДД: не дальше года. */
  @Matches(DAY, DAY_WANTED)
  expires_on: string;
}

export class ApiKeyRotationDto {
  /** Последний день нового ключа, ГГГГ-ММ-ДД: не дальше года. */
  @Matches(DAY, DAY_WANTED)
  expires_on: string;

  /** Сколько часов прежний ключ ещё действует, от 0 до 720; без этого поля — 7 суток. */
  @IsOptional()
  @IsInt(HOURS_WANTED)
  @Min(0, HOURS_WANTED)
  @Max(720, HOURS_WANTED)
  overlap_hours: number = 168;
}

export class ApiKeyRevocationDto {
  /** Почему: останется в аудите. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  reason: string;
}

export class ApiKeyDto {
  id: string;
  name: string;
  basis: string;
  /** region или municipality. */
  scope: string;
  municipality_id: string | null;
  municipality_name: string | null;
  rights: string[];
  /** Начало ключа, по нему его можно узнать: ph_live_<prefix>_… */
  prefix: string;
  /** Пусто — откуда угодно. */
  allowed_addresses: string[];
  /** live — действует; retiring — действует, но замена выпущена; retired, expired, revoked — не действует. */
  state: string;
  created_by: string;
  created_at: Date;
  /** С этого мига ключ не действует. */
  expires_at: Date;
  /** Вместо какого ключа выпущен. */
  predecessor_id: string | null;
  successor_id: string | null;
  /** Конец времени перехода на преемника. */
  retires_at: Date | null;
  revoked_at: Date | null;
  revoke_reason: string | null;
  /** С запаздыванием до 10 секунд. */
  last_used_at: Date | null;
  /** Для If-Match при замене. */
  etag: string;
}

export class ApiKeysPageDto {
  items: ApiKeyDto[];
  next_cursor: string | null;
}

export class MadeApiKeyDto {
  /** Сам ключ: показан один раз. null — повтор с тем же Idempotency-Key: ключ показан в первом ответе и не хранится. */
  secret: string | null;
  key: ApiKeyDto;
}

export class ApiKeyUseDto {
  /** День региона. */
  day: string;
  /** Принятых запросов. */
  requests: number;
  /** Отказов: ключ не действует, чужая сеть, нет права. */
  refusals: number;
  last_at: Date;
}

export class ApiKeyUsesPageDto {
  items: ApiKeyUseDto[];
  next_cursor: string | null;
}
