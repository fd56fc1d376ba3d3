import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';

const MOMENT = /^20\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
const SAY_MOMENT = { message: 'нужны дата, время и пояс: 2026-11-22T09:00:00Z' };

export class AuditEventsQuery extends PageQuery {
  /** Кто: наш идентификатор администратора, человека, системы или ключа. */
  @IsOptional()
  @IsString()
  @MaxLength(100, { message: 'не больше ста знаков' })
  @Matches(/^[\w.:-]+$/, { message: 'нужен идентификатор' })
  actor_id?: string;

  /** Что: код действия целиком или начало со звёздочкой: link.*, alert.*. */
  @IsOptional()
  @IsString()
  @Matches(/^[a-z_]+(\.[a-z_]*)*\*?$/, { message: 'нужен код действия, например link.revoked или link.*' })
  @MaxLength(100, { message: 'не больше ста знаков' })
  action?: string;

  /** Над чем: вид — person, link, roster_import, sign_in и другие. */
  @IsOptional()
  @IsString()
  @Matches(/^[a-z_]{1,50}$/, { message: 'нужен код вида, например person' })
  subject_kind?: string;

  /** Над чем: идентификатор. */
  @IsOptional()
  @IsString()
  @MaxLength(100, { message: 'не больше ста знаков' })
  @Matches(/^[\w.:-]+$/, { message: 'нужен идентификатор' })
  subject_id?: string;

  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** Не раньше этого момента. */
  @IsOptional()
  @Matches(MOMENT, SAY_MOMENT)
  @IsISO8601({ strict: true }, SAY_MOMENT)
  from?: string;

  /** Раньше этого момента. */
  @IsOptional()
  @Matches(MOMENT, SAY_MOMENT)
  @IsISO8601({ strict: true }, SAY_MOMENT)
  until?: string;

  /** Номер запроса: request_id из ответа с ошибкой или заголовок X-Request-Id. */
  @IsOptional()
  @Matches(/^[\w-]{8,64}$/, { message: 'нужен номер запроса' })
  request_id?: string;

  /** Сделанное по этой роли: идентификатор из grants записи или /api/v1/grants. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор роли' })
  grant_id?: string;

  /** «Номер обращения» со страницы человека, 12 цифр. */
  @IsOptional()
  @IsString()
  @MaxLength(40, { message: 'нужны двенадцать цифр' })
  case_number?: string;
}

export class AuditExportParams {
  /** jsonl — по записи в строке для СИЕМ; csv — таблица. */
  @IsIn(['csv', 'jsonl'], { message: 'допустимо csv или jsonl' })
  format: 'csv' | 'jsonl';
}

export class AuditActorDto {
  /** system, person, administrator, client или operator. */
  kind: string;
  id: string | null;
}

export class AuditSubjectDto {
  kind: string;
  id: string;
}

export class AuditGrantDto {
  /** Идентификатор роли, как в /api/v1/grants. */
  id: string;
  /** Название роли: school_admin и другие. */
  role: string;
}

export class AuditEventDto {
  id: number;
  at: Date;
  actor: AuditActorDto;
  action: string;
  subject: AuditSubjectDto | null;
  school_id: string | null;
  /** Код причины; слова администратора не показываются. */
  reason: string | null;
  /** Причина записана словами: они остались у самого решения. */
  reason_withheld: boolean;
  /** Коды, числа, идентификаторы; слова заменены на «…». */
  facts: unknown;
  request_id: string | null;
  /** По каким ролям у администратора было это право в этом месте, самая узкая первой. Пусто, если прав не требовалось. */
  grants: AuditGrantDto[];
}

export class AuditEventsPageDto {
  /** Новые сначала. */
  items: AuditEventDto[];
  next_cursor: string | null;
}

export class SecurityAlertsQuery extends PageQuery {}

export class ChainHeadDto {
  block: number;
  /** SHA-256 блока: сохраните его вне базы, и отрезанный конец цепочки станет виден. */
  hash: string;
  sealed_at: Date;
}

export class AuditChainDto {
  /** null, пока в цепочке ничего нет. */
  head: ChainHeadDto | null;
  /** Записей, которые ещё не вошли в цепочку. */
  waiting: number;
  waiting_since: Date | null;
}
