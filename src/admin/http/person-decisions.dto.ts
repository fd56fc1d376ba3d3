import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { Trimmed } from '../../platform/http/trimmed.decorator.js';

const REASON = { message: 'напишите причину или основание: от 3 до 500 знаков' };
const DATE = { message: 'нужна дата ГГГГ-ММ-ДД' };
const NAME = { message: 'до 200 знаков' };
const WRITTEN = { message: 'заполните поле' };

export class MergeBody {
  /** Человек, чьи записи переходят. */
  @IsUUID(undefined, { message: 'нужен идентификатор человека' })
  other_id: string;

  /** Почему это один человек. */
  @Trimmed()
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  reason: string;
}

export class SplitBody {
  /** Записи, которые относятся к другому человеку. */
  @IsArray()
  @ArrayMinSize(1, { message: 'назовите хотя бы одну запись' })
  @ArrayMaxSize(100, { message: 'не больше ста записей' })
  @IsUUID(undefined, { each: true, message: 'нужны идентификаторы записей' })
  record_ids: string[];

  /** Почему это разные люди. */
  @Trimmed()
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  reason: string;
}

export class ReasonBody {
  /** Причина. */
  @Trimmed()
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  reason: string;
}

export class DecisionDto {
  id: string;
  /** proposed — ждёт второго администратора; done — исполнено; undone — отменено; withdrawn — отозвано. */
  state: string;
}

export class SplitDto {
  id: string;
  /** Новый человек, к которому перешли записи. */
  new_person_id: string;
}

export class ProtectionBody {
  /** Вид защиты: adoption, state_protection или court. */
  @IsIn(['adoption', 'state_protection', 'court'], {
    message: 'допустимо adoption, state_protection или court',
  })
  kind: 'adoption' | 'state_protection' | 'court';

  /** Документ-основание. */
  @Trimmed()
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  basis: string;
}

export class PersonNameBody {
  /** Фамилия. */
  @Trimmed()
  @IsString(WRITTEN)
  @MinLength(1, WRITTEN)
  @MaxLength(200, NAME)
  last_name: string;

  /** Имя. */
  @Trimmed()
  @IsString(WRITTEN)
  @MinLength(1, WRITTEN)
  @MaxLength(200, NAME)
  first_name: string;

  /** Отчество; нет — если его нет. */
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(200, NAME)
  middle_name?: string;
}

export class AdoptionBody extends PersonNameBody {
  /** Дата рождения по новому свидетельству. */
  @Matches(/^\d{4}-\d\d-\d\d$/, DATE)
  birth_date: string;

  /** СНИЛС, если уже выдан. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  snils?: string;

  /** Представители, которые остаются. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsUUID(undefined, { each: true, message: 'нужны идентификаторы людей' })
  kept_representative_ids?: string[];

  /** Документ-основание. */
  @Trimmed()
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  basis: string;
}

export class NewPersonDto {
  id: string;
}

export class DeathBody {
  /** Дата смерти. */
  @Matches(/^\d{4}-\d\d-\d\d$/, DATE)
  date: string;

  /** Документ-основание. */
  @Trimmed()
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  basis: string;
}

export class CorrectionBody {
  /** ФИО целиком, если оно исправляется. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PersonNameBody)
  name?: PersonNameBody;

  /** Дата рождения. */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, DATE)
  birth_date?: string;

  /** СНИЛС; верный прежний вручную не заменяется. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  snils?: string;

  /** Пол: M или F. */
  @IsOptional()
  @IsIn(['M', 'F'], { message: 'допустимо M или F' })
  gender?: 'M' | 'F';

  /** Гражданство кодом ISO 3166-1 из трёх букв. */
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'нужен код страны из трёх букв' })
  citizenship?: string;

  /** Документ-основание. */
  @Trimmed()
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  basis: string;
}

export class CorrectionDto {
  /** Что исправлено: names, birth_date, snils, gender, citizenship. */
  attributes: string[];
}
