import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  MinLength,
} from 'class-validator';
import {
  TEMPLATE_KINDS,
  TEMPLATE_STATES,
  type TemplateKind,
  type TemplateState,
} from '../../../notices/index.js';
import { PaperQuery } from './notices.dto.js';

export class NoticeTemplatesQuery {
  /** Вид текста; без него — все. */
  @IsOptional()
  @IsIn(TEMPLATE_KINDS, { message: 'нет такого вида' })
  kind?: TemplateKind;

  /** draft, approved, retired; без него — все. */
  @IsOptional()
  @IsIn(TEMPLATE_STATES, { message: 'draft, approved или retired' })
  state?: TemplateState;
}

export class NoticeTemplateDto {
  id: string;
  kind: string;
  version: number;
  /** draft — ждёт утверждения, approved — действует, retired — заменён. */
  state: string;
  title: string;
  body: string;
  /** Кто написал; null — текст, с которым начинает каждый регион. */
  written_by: string | null;
  written_at: Date;
  approved_at: Date | null;
}

export class PlaceholderDto {
  name: string;
  /** Что подставится. */
  says: string;
  /** Без неё текст не утвердить. */
  required: boolean;
}

export class TemplateKindDto {
  kind: string;
  placeholders: PlaceholderDto[];
  /** Что стоит отдельной строкой: [[code]], [[qr]], [[signature]]. */
  directives: string[];
  /** Самый длинный текст, знаков. */
  longest: number;
}

export class NoticeTemplatesDto {
  items: NoticeTemplateDto[];
  kinds: TemplateKindDto[];
}

export class NoticeTemplateToWriteDto {
  /** Вид текста. */
  @IsIn(TEMPLATE_KINDS, { message: 'нет такого вида' })
  kind: TemplateKind;

  /** Заголовок, тема письма. */
  @IsString()
  @MinLength(1, { message: 'заполните заголовок' })
  @MaxLength(200, { message: 'не длиннее 200 знаков' })
  title: string;

  /** Текст: строки «# раздел», «1. шаг», «- пункт», «! важное», подстановки {{имя}}. */
  @IsString()
  @MinLength(1, { message: 'заполните текст' })
  @MaxLength(20_000, { message: 'не длиннее 20000 знаков' })
  body: string;
}

export class TemplatesToApproveDto {
  /** Черновики; утверждает не тот, кто писал. */
  @IsArray()
  @ArrayMinSize(1, { message: 'назовите хотя бы один текст' })
  @ArrayMaxSize(50, { message: 'не больше 50 текстов за раз' })
  @ArrayUnique({ message: 'уберите повторы' })
  @IsUUID(undefined, { each: true, message: 'нужны идентификаторы UUID' })
  template_ids: string[];
}

export class ApprovalDto {
  template_id: string;
  /** approved, not_found, not_a_draft, own_text (нужен второй человек). */
  outcome: string;
}

export class ApprovalsDto {
  items: ApprovalDto[];
}

export class PreviewQuery extends PaperQuery {
  /** Школа, чьи название и контакты показать; без неё — выдуманная. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы' })
  school_id?: string;
}

export class KindPreviewQuery extends PreviewQuery {
  /** Вид текста. */
  @IsIn(TEMPLATE_KINDS, { message: 'нет такого вида' })
  kind: TemplateKind;
}

export class AppealAnswerDto {
  kind: string;
  title: string;
  /** Готовый ответ. */
  text: string;
}

export class AppealAnswersDto {
  items: AppealAnswerDto[];
}

export class NoticeContactsDto {
  /** Кабинет, имя, телефон, почта; null — не заполнены. */
  contacts: string | null;
}

export class NoticeContactsToSetDto {
  /** Что подставится в памятки вместо {{contacts}}: кабинет, имя, телефон, почта. */
  @IsString()
  @MinLength(3, { message: 'напишите, к кому обращаться' })
  @MaxLength(300, { message: 'не длиннее 300 знаков' })
  contacts: string;
}

export class RefusalFormQuery extends PaperQuery {
  /** Школа. */
  @IsUUID(undefined, { message: 'нужен идентификатор школы' })
  school_id: string;
}
