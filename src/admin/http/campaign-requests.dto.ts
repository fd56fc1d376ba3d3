import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { DATE_REQUEST_STATES, type DateRequestState } from '../../legacy/index.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';

export class CampaignRequestsQuery extends PageQuery {
  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** asked — ждёт муниципалитета, agreed — ждёт региона, approved, refused, withdrawn, lapsed — дата и без ответа стала не раньше. */
  @IsOptional()
  @IsIn(DATE_REQUEST_STATES, { message: `нужно состояние: ${DATE_REQUEST_STATES.join(', ')}` })
  state?: DateRequestState;
}

export class AskDateDto {
  /** Кампания, чью дату просят изменить; следующие волны школы идут за переносом. */
  @IsUUID()
  campaign_id: string;

  /** postpone — позже; advance — раньше, не ближе 30 дней. */
  @IsIn(['postpone', 'advance'], { message: 'нужно postpone или advance' })
  kind: 'postpone' | 'advance';

  /** Желаемый день отключения, ГГГГ-ММ-ДД. */
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  date: string;

  /** Почему. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  reason: string;
}

export class AnswerDateDto {
  /** Почему: увидят все, кто участвует. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  reason: string;
}

export class ApproveDateDto extends AnswerDateDto {
  /** Дата остаётся, хотя её запрещает календарь; причина — в reason. */
  @IsOptional()
  @IsBoolean({ message: 'нужно true или false' })
  override_calendar?: boolean;
}

export class CampaignRequestDto {
  id: string;
  school_id: string;
  school_name: string;
  campaign_id: string;
  wave: string;
  /** postpone или advance. */
  kind: string;
  /** asked — ждёт муниципалитета, agreed — ждёт региона, approved, refused, withdrawn, lapsed — дата и без ответа стала не раньше. */
  state: string;
  /** Дата, когда просили. */
  from_date: string;
  to_date: string;
  reason: string;
  asked_by: string;
  asked_at: Date;
  changed_at: Date;
}

export class CampaignRequestStepDto {
  /** ask, agree, disagree, approve, refuse, withdraw; сами: escalate — муниципалитет не ответил ко дню отключения, lapse. */
  event: string;
  from: string | null;
  to: string;
  /** null — по времени. */
  actor_id: string | null;
  reason: string;
  at: Date;
}

export class CampaignRequestDetailsDto extends CampaignRequestDto {
  steps: CampaignRequestStepDto[];
}

export class CampaignRequestsPageDto {
  items: CampaignRequestDto[];
  next_cursor: string | null;
}

export class CampaignRequestStateDto {
  id: string;
  state: string;
}
