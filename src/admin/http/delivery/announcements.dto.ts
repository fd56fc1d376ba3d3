import { Transform } from 'class-transformer';
import { IsBoolean, IsISO8601, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';

const MOMENT_WANTED = { message: 'нужно время ISO 8601 с часовым поясом: 2026-12-01T09:00:00+02:00' };

export class AnnouncementsQuery extends PageQuery {
  /** true — и те, что ещё не начались. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)))
  @IsBoolean({ message: 'нужно true или false' })
  coming: boolean = false;
}

export class NewAnnouncementDto {
  /** Муниципалитет; без него и без школы — весь регион. */
  @IsOptional()
  @IsUUID()
  municipality_id?: string;

  @IsOptional()
  @IsUUID()
  school_id?: string;

  @IsString()
  @Length(3, 200, { message: 'от 3 до 200 знаков' })
  title!: string;

  @IsString()
  @Length(3, 4000, { message: 'от 3 до 4000 знаков' })
  text!: string;

  @IsISO8601({ strict: true }, MOMENT_WANTED)
  starts_at!: string;

  /** Не позже года после начала. */
  @IsISO8601({ strict: true }, MOMENT_WANTED)
  ends_at!: string;
}

export class AnnouncementDto {
  id: string;
  municipality_id: string | null;
  school_id: string | null;
  title: string;
  text: string;
  starts_at: Date;
  ends_at: Date;
}

export class AnnouncementsPageDto {
  items: AnnouncementDto[];
  /** Передайте в cursor, чтобы получить следующую страницу; null на последней. */
  next_cursor: string | null;
}

export class AnnouncementCreatedDto {
  id: string;
}
