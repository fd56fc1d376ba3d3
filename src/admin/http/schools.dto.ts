import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { PageQuery } from '../../platform/http/page-query.dto.js';

export class SchoolsQuery extends PageQuery {
  /** Часть названия школы. */
  @IsOptional()
  @IsString()
  @MinLength(2, { message: 'введите не меньше двух знаков' })
  @MaxLength(100, { message: 'не больше ста знаков' })
  search?: string;
}

export class SchoolMunicipalityDto {
  id: string;
  name: string;
  /** Код ОКТМО: 8 или 11 цифр. */
  oktmo: string;
}

export class SchoolDto {
  id: string;
  full_name: string;
  short_name: string;
  /** Вид организации: primary, basic, secondary, gymnasium, lyceum, boarding, cadet, special, evening, preschool, vocational. */
  kind: string;
  /** Учредитель: municipal, regional, federal или private. */
  founder_type: string;
  municipality: SchoolMunicipalityDto;
  inn: string | null;
  ogrn: string | null;
  /** Дата закрытия, ГГГГ-ММ-ДД. */
  closed_on: string | null;
}

export class SchoolsPageDto {
  items: SchoolDto[];
  /** Передайте в cursor, чтобы получить следующую страницу; null на последней. */
  next_cursor: string | null;
}
