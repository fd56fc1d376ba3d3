import { IsOptional, IsUUID } from 'class-validator';

export class TodayQuery {
  /** Только эта школа; без неё — всё, что вам подчинено. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;
}

export class TodayTaskDto {
  /**
   * Вид работы, не меняется от версии к версии.
   * @example 'LINK_REVIEW'
   */
  code: string;
  /**
   * Подвид: код задачи или волна.
   * @example null
   */
  about: string | null;
  /**
   * Что сделать, одним предложением.
   * @example 'Решите дела о привязке: 5.'
   */
  text: string;
  /**
   * Сколько таких дел.
   * @example 5
   */
  count: number;
  /**
   * overdue — срок прошёл, today — сегодня, week — в ближайшие семь дней, later — позже, none — без срока.
   * @example 'week'
   */
  urgency: 'overdue' | 'today' | 'week' | 'later' | 'none';
  /**
   * Последний день, когда это ещё вовремя.
   * @example '2026-11-27'
   */
  due_on: string | null;
  /**
   * С какого дня ждёт самое старое.
   * @example '2026-10-28'
   */
  waiting_since: string | null;
  /**
   * Где это в API: список тех самых дел.
   * @example '/api/v1/link-reviews?state=open'
   */
  href: string;
}

export class TodayDto {
  /**
   * Сегодня в часовом поясе региона.
   * @example '2026-11-22'
   */
  day: string;
  school_id: string | null;
  /** Срочное сначала: просроченное, со сроком, без срока; среди равных — что ждёт дольше. */
  tasks: TodayTaskDto[];
}
