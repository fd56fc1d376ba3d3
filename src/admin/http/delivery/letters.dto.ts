import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';

export class NewLetterDto {
  @IsString()
  @Length(3, 300, { message: 'от 3 до 300 знаков' })
  title!: string;

  /** Текст письма; может быть пустым, если письмо в файле. */
  @IsString()
  @MaxLength(20_000, { message: 'не больше 20 000 знаков' })
  text!: string;

  /** До какого дня ознакомиться, включительно: ГГГГ-ММ-ДД. */
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  due_on!: string;
}

export class LetterFileQuery {
  /** Имя файла, каким его увидят получатели: «Письмо.pdf». */
  @IsString()
  @Matches(/^[^\\/:*?"<>|\p{Cc}]{1,120}$/u, { message: 'имя файла без косых черт и кавычек, до 120 знаков' })
  name!: string;
}

export class LetterCreatedDto {
  id: string;
}

export class LetterDto {
  id: string;
  title: string;
  text: string;
  due_on: string;
  created_at: Date;
  /** null, пока это черновик: его видит только министерство. */
  sent_at: Date | null;
  file_name: string | null;
  /** Сколько получателей из ваших и сколько из них ознакомились. */
  recipients: number;
  acknowledged: number;
}

export class LettersPageDto {
  items: LetterDto[];
  /** Передайте в cursor, чтобы получить следующую страницу; null на последней. */
  next_cursor: string | null;
}

export class LetterRecipientsQuery extends PageQuery {
  /** true — кто ознакомился, false — кто нет; без него все. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)))
  @IsBoolean({ message: 'нужно true или false' })
  acknowledged?: boolean;
}

export class LetterRecipientDto {
  /** Муниципалитет или школа. */
  municipality_id: string | null;
  school_id: string | null;
  name: string;
  received_at: Date;
  acknowledged_at: Date | null;
  /** Когда напомнили, за три дня до срока. */
  reminded_at: Date | null;
  /** Когда срок прошёл без ознакомления. */
  overdue_at: Date | null;
}

export class LetterRecipientsPageDto {
  items: LetterRecipientDto[];
  /** Передайте в cursor, чтобы получить следующую страницу; null на последней. */
  next_cursor: string | null;
}

export class LetterForwardedDto {
  /** Сколько школ получили письмо сейчас; 0 — у всех оно уже есть. */
  schools: number;
}
