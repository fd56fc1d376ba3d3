import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsUUID,
  Matches,
} from 'class-validator';
import {
  NOTICE_STATES,
  PAPER_SIZES,
  type NoticeState,
  type PaperSize,
  TEMPLATE_KINDS,
  type TemplateKind,
} from '../../../notices/index.js';
import { PageQuery } from '../../../platform/http/page-query.dto.js';

const MOST = 200;

export class NoticesQuery extends PageQuery {
  /** Школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы' })
  school_id?: string;

  /** Класс. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор класса' })
  class_id?: string;

  /** Состояние: generated, handed_out, sent, delivered, bounced, acted, void. */
  @IsOptional()
  @IsIn(NOTICE_STATES, { message: 'generated, handed_out, sent, delivered, bounced, acted или void' })
  state?: NoticeState;

  /** Вид текста. */
  @IsOptional()
  @IsIn(TEMPLATE_KINDS, { message: 'нет такого вида' })
  kind?: TemplateKind;
}

export class NoticeDto {
  id: string;
  person_id: string;
  /** Фамилия, имя, отчество; null — человек под защитой. */
  name: string | null;
  school_id: string;
  class_id: string | null;
  /** Например, «5Б». */
  class_label: string | null;
  /** staff, representatives, pupils_14plus, pupils_under14. */
  wave: string;
  kind: string;
  state: string;
  state_since: Date;
  /** День, с которого пароль закрыт, как он назван в памятке. */
  cutover_on: string;
  /** Когда выдана на бумаге. */
  handed_on: string | null;
}

export class NoticesPageDto {
  items: NoticeDto[];
  next_cursor: string | null;
}

export class NoticesToMakeDto {
  /** Класс: его ученики и их представители; или school_id. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор класса' })
  class_id?: string;

  /** Школа целиком; вместе с person_ids — только эти люди. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы' })
  school_id?: string;

  /** Люди этой школы, не больше 200. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1, { message: 'назовите хотя бы одного человека' })
  @ArrayMaxSize(MOST, { message: `не больше ${MOST} человек за раз` })
  @ArrayUnique({ message: 'уберите повторы' })
  @IsUUID(undefined, { each: true, message: 'нужны идентификаторы UUID' })
  person_ids?: string[];
}

export class MadeNoticeDto {
  person_id: string;
  /**
   * generated, code_renewed (прежний код кончился), ready (готова раньше), linked (уже вошёл), protected (под защитой: готовится
   * поимённо), own_family (вы сами или ваш родственник: готовит другой администратор), not_found.
   */
  outcome: string;
  notice_id: string | null;
}

export class NoticesOfClassDto {
  /** null — сотрудники и ученики без класса. */
  class_id: string | null;
  class_label: string | null;
  generated: number;
  code_renewed: number;
  ready: number;
  linked: number;
  /** Под защитой: в пачку не входят, готовятся и печатаются поимённо. */
  protected: number;
  /** Вы и ваши родственники: в вашу пачку не входят, их готовит и печатает другой администратор. */
  own_family: number;
  /** По людям; у школы целиком не перечисляются. */
  items: MadeNoticeDto[];
}

export class MadeNoticesDto {
  classes: NoticesOfClassDto[];
}

class PackOrderQuery {
  /** waiting — ещё не выданные; all — все действующие. */
  @IsOptional()
  @IsIn(['waiting', 'all'], { message: 'waiting или all' })
  which: 'waiting' | 'all' = 'waiting';

  /** A4 или A5. */
  @IsOptional()
  @IsIn(PAPER_SIZES, { message: 'A4 или A5' })
  size: PaperSize = 'A4';
}

export class ClassPackQuery extends PackOrderQuery {
  /** Класс. */
  @IsUUID(undefined, { message: 'нужен идентификатор класса' })
  class_id: string;
}

export class SchoolPackQuery extends PackOrderQuery {
  /** Школа. */
  @IsUUID(undefined, { message: 'нужен идентификатор школы' })
  school_id: string;
}

export class PaperQuery {
  /** A4 или A5. */
  @IsOptional()
  @IsIn(PAPER_SIZES, { message: 'A4 или A5' })
  size: PaperSize = 'A4';
}

export class HandOutDto {
  /** Памятки, не больше 200. */
  @IsArray()
  @ArrayMinSize(1, { message: 'назовите хотя бы одну памятку' })
  @ArrayMaxSize(MOST, { message: `не больше ${MOST} памяток за раз` })
  @ArrayUnique({ message: 'уберите повторы' })
  @IsUUID(undefined, { each: true, message: 'нужны идентификаторы UUID' })
  notice_ids: string[];

  /** День выдачи, ГГГГ-ММ-ДД; без него — сегодня. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  handed_on?: string;
}

export class HandedOutRowDto {
  notice_id: string;
  /** handed_out, already_handed_out, gone (недействительна, человек уже вошёл или сообщение ушло), not_found. */
  outcome: string;
}

export class HandedOutDto {
  items: HandedOutRowDto[];
}

export class NoticeTasksQuery {
  /** Школа; без неё — все ваши. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы' })
  school_id?: string;
}

export class NoticeTaskDto {
  id: string;
  school_id: string;
  campaign_id: string;
  wave: string;
  /** PRINT_NOTICES — напечатать и выдать; HAND_OUT_NOTICES — дата сдвинулась, выдать новые. */
  code: string;
  /** Что сделать, по-русски. */
  text: string;
  due_on: string;
  opened_at: Date;
  /** Сколько памяток ждут выдачи. */
  waiting: number;
}

export class NoticeTasksDto {
  items: NoticeTaskDto[];
}
