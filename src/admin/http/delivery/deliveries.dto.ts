import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { DELIVERY_CHANNELS, DELIVERY_STATES } from '../../../notices/index.js';
import { PageQuery } from '../../../platform/http/page-query.dto.js';

const CHANNELS_WANTED = { message: `допустимо: ${DELIVERY_CHANNELS.join(', ')}` };
const STATES_WANTED = { message: `допустимо: ${DELIVERY_STATES.join(', ')}` };

export class DeliveriesQuery extends PageQuery {
  /** Канал: email, sms, messenger или journal. */
  @IsOptional()
  @IsIn(DELIVERY_CHANNELS, CHANNELS_WANTED)
  channel?: (typeof DELIVERY_CHANNELS)[number];

  /** Состояние: queued, sent, delivered, bounced, failed или suppressed. */
  @IsOptional()
  @IsIn(DELIVERY_STATES, STATES_WANTED)
  state?: (typeof DELIVERY_STATES)[number];

  /** Человек контингента, о котором сообщение. */
  @IsOptional()
  @IsUUID()
  person_id?: string;

  /** Памятка или письмо, которому принадлежит сообщение. */
  @IsOptional()
  @IsUUID()
  notice_issue_id?: string;

  /** Школа; без неё — все ваши. */
  @IsOptional()
  @IsUUID()
  school_id?: string;

  /** Первый день, ГГГГ-ММ-ДД по времени региона. */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  since?: string;
}

export class DeliveryDto {
  id: string;
  /** О ком сообщение; null, если ни о ком из контингента. */
  person_id: string | null;
  notice_issue_id: string | null;
  /** email, sms, messenger или journal. */
  channel: string;
  /** Адрес под маской; null, если неизвестен или уже забыт (через 180 дней). */
  address: string | null;
  /** Обязательное идёт и тем, кто отписался. */
  mandatory: boolean;
  /** queued, sent, delivered, bounced, failed или suppressed. */
  state: string;
  /** Почему: smtp_550, gateway_422, no_address, channel_off, opted_out… */
  reason: string | null;
  attempts: number;
  /** Для queued: не раньше этого времени будет следующая попытка. */
  next_attempt_at: Date | null;
  created_at: Date;
  sent_at: Date | null;
  changed_at: Date;
}

export class DeliveriesPageDto {
  items: DeliveryDto[];
  /** Передайте в cursor, чтобы получить следующую страницу; null на последней. */
  next_cursor: string | null;
}

export class DeliveryCountDto {
  channel: string;
  state: string;
  reason: string | null;
  count: number;
}

export class DeliveryCountsDto {
  items: DeliveryCountDto[];
}

export class OptOutDto {
  /** Человек контингента ваших школ: ученик, представитель или работник. */
  @IsUUID()
  person_id!: string;

  /** Канал: email, sms, messenger или journal. */
  @IsIn(DELIVERY_CHANNELS, CHANNELS_WANTED)
  channel!: (typeof DELIVERY_CHANNELS)[number];

  /** Основание: заявление, его дата. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  basis!: string;
}
