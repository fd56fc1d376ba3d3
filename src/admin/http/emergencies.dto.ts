import { IsInt, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { LONGEST_BREAK_GLASS_HOURS, LONGEST_OUTAGE_HOURS } from '../../legacy/index.js';

class ReasonDto {
  /** Почему: останется в журнале действий. */
  @IsString({ message: 'нужен текст' })
  @MinLength(3, { message: 'не меньше трёх знаков' })
  @MaxLength(500, { message: 'не больше 500 знаков' })
  reason: string;
}

export class RequestBreakGlassDto extends ReasonDto {
  /** На сколько часов, от 1 до 12: счёт идёт с подтверждения. */
  @IsInt({ message: 'нужно целое число от 1 до 12' })
  @Min(1, { message: 'нужно целое число от 1 до 12' })
  @Max(LONGEST_BREAK_GLASS_HOURS, { message: 'нужно целое число от 1 до 12' })
  hours: number;
}

/** Второй человек говорит сам, в чём он убедился. */
export class ApproveBreakGlassDto extends ReasonDto {}

export class DeclareOutageDto extends ReasonDto {
  /** На сколько часов, от 1 до 12. */
  @IsInt({ message: 'нужно целое число от 1 до 12' })
  @Min(1, { message: 'нужно целое число от 1 до 12' })
  @Max(LONGEST_OUTAGE_HOURS, { message: 'нужно целое число от 1 до 12' })
  hours: number;
}

export class EndEmergencyDto extends ReasonDto {}

export class EmergencyMadeDto {
  id: string;
}

export class BreakGlassOnDto {
  /** До какого времени пароли региона снова действуют. */
  until: Date;
}

export class BreakGlassEndedDto {
  /** ended или lapsed: запрос отозван. */
  state: string;
}

export class BreakGlassDto {
  id: string;
  /** requested, on, ended или lapsed (час на подтверждение прошёл, либо отозван). */
  state: string;
  hours: number;
  reason: string;
  requested_by: string;
  requested_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  until: Date | null;
  /** time или кто закончил. */
  ended_by: string | null;
  ended_at: Date | null;
}

export class BreakGlassPageDto {
  items: BreakGlassDto[];
  next_cursor: string | null;
}

export class EsiaOutageDto {
  id: string;
  /** breaker — серверы не достучались до Госуслуг; hand — объявил ответственный. */
  set_by: string;
  reason: string | null;
  started_at: Date;
  /** Когда кончится само; у breaker отодвигается, пока серверы не достучатся. */
  until: Date | null;
  ended_at: Date | null;
  /** time, hand или superseded. */
  ended_by: string | null;
}

export class EsiaOutagesPageDto {
  items: EsiaOutageDto[];
  next_cursor: string | null;
}
