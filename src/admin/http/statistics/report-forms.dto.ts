import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';

export class ReportColumnDto {
  /** Ключ столбца: латинские строчные буквы, цифры, подчёркивания. */
  @IsString()
  @MaxLength(63)
  key: string;

  /** Заголовок, как в таблице. */
  @IsString()
  @MaxLength(200, { message: 'до 200 знаков' })
  title: string;

  /** Общий заголовок над несколькими столбцами. */
  @IsOptional()
  @IsString()
  @MaxLength(200, { message: 'до 200 знаков' })
  group?: string | null;

  /** place — о школе, indicator — показатель, growth — прирост, own — по данным ОО, text — слова школы. */
  @IsString()
  @MaxLength(20)
  kind: string;

  /** Для place: number, municipality, oktmo, school, inn. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  of?: string | null;

  /** Для indicator и growth: код показателя, например I-07.under14. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  indicator?: string | null;

  /** Для indicator: value — значение (по умолчанию), numerator — только числитель доли. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  show?: string | null;

  /** Для growth: I-20 для чисел, I-22 для долей; можно не указывать. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  measure?: string | null;

  /** Для growth: week — за неделю, month — за месяц, accepted — к последнему принятому отчёту. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  window?: string | null;

  /** Для own: ключ расчётного столбца, рядом с которым школа пишет своё число. */
  @IsOptional()
  @IsString()
  @MaxLength(63)
  beside?: string | null;
}

export class PublishReportFormDto {
  /** Код формы; новая версия получает следующий номер. */
  @IsString()
  @Length(2, 41, { message: 'от 2 до 41 знака' })
  code: string;

  /** Название формы. */
  @IsString()
  @Length(3, 300, { message: 'от 3 до 300 знаков' })
  title: string;

  /** Виды школ, которые отчитываются: primary, basic, secondary, gymnasium, lyceum, boarding, cadet, special, evening, preschool, vocational. */
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true, message: 'нужен список видов школ' })
  school_kinds: string[];

  /** На какой день считать возраст: as_of_date — на дату отчёта, jan1_next — на 1 января следующего года. */
  @IsOptional()
  @IsIn(['as_of_date', 'jan1_next'], { message: 'нужно as_of_date или jan1_next' })
  age_basis?: string;

  /** Столбцы по порядку. */
  @IsArray()
  @ArrayNotEmpty({ message: 'нужен хотя бы один столбец' })
  @ArrayMaxSize(200, { message: 'слишком много столбцов' })
  @ValidateNested({ each: true })
  @Type(() => ReportColumnDto)
  columns: ReportColumnDto[];
}

export class ReportFormDto {
  code: string;
  version: number;
  title: string;
  school_kinds: string[];
  age_basis: string;
  columns: ReportColumnDto[];
  /** Кто опубликовал; system — дана вместе с программой. */
  published_by: string;
  published_at: Date;
}

export class ReportFormsPageDto {
  items: ReportFormDto[];
  next_cursor: string | null;
}
