import { IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { ReasonBody } from './person-decisions.dto.js';

export class PersonMergeDto {
  id: string;
  /** merge — объединение, split — разделение. */
  kind: string;
  /** proposed, done, undone или withdrawn. */
  state: string;
  /** Кто остался; при разделении — у кого взяты записи. */
  person_id: string;
  /** Кто присоединён; при разделении — новый человек. */
  other_id: string;
  reason: string;
  decided_at: Date;
  done_at: Date | null;
  undone_at: Date | null;
}

export class PersonMergesPageDto {
  items: PersonMergeDto[];
  next_cursor: string | null;
}

export class ProposedPersonDto {
  id: string;
  /** Скрытое имя вида «И*** П. С.». */
  name: string;
  birth_year: number;
  /** «***-***-*** 95»; null, если верного СНИЛС нет. */
  snils: string | null;
  /** valid, missing или invalid. */
  snils_state: string;
  /** student, representative, staff. */
  kinds: string[];
}

export class MergeProposalDto {
  /** same_school — в одной школе; two_schools — родитель детей двух школ. */
  kind: string;
  one: ProposedPersonDto;
  other: ProposedPersonDto;
}

export class MergeProposalsPageDto {
  items: MergeProposalDto[];
  next_cursor: string | null;
}

export class DismissalBody extends ReasonBody {
  /** Один из двух. */
  @IsUUID(undefined, { message: 'нужен идентификатор человека' })
  person_id: string;

  /** Другой. */
  @IsUUID(undefined, { message: 'нужен идентификатор человека' })
  other_id: string;
}

export class TaskDoneBody {
  /** Что сделано. */
  @IsString()
  @MinLength(3, { message: 'напишите, что сделано: от 3 до 500 знаков' })
  @MaxLength(500, { message: 'напишите, что сделано: от 3 до 500 знаков' })
  note: string;
}
