import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';
import { BROWNOUT_STATES, type RoleWave, WAVES } from '../../legacy/index.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';

/** ISO 8601 with the zone: a window is a matter of moments. */
const MOMENT =
  /^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;
const MOMENT_WANTED = 'нужны дата и время с зоной, например 2026-11-24T18:00:00+02:00';

export class BrownoutPlanDto {
  /** Журнал. */
  @IsUUID(undefined, { message: 'нужен идентификатор системы журнала' })
  journal_system_id: string;

  /** Школы; без поля — все школы региона с этим журналом. */
  @IsOptional()
  @IsArray({ message: 'нужен список' })
  @ArrayMinSize(1, { message: 'назовите хотя бы одну школу или уберите поле' })
  @ArrayMaxSize(2000, { message: 'не больше 2000 школ' })
  @ArrayUnique({ message: 'школы повторяются' })
  @IsUUID(undefined, { each: true, message: 'нужны идентификаторы школ из /api/v1/schools' })
  school_ids?: string[];

  /** Волны: staff, representatives, pupils_14plus, pupils_under14. */
  @IsArray({ message: 'нужен список' })
  @ArrayMinSize(1, { message: 'назовите хотя бы одну волну' })
  @ArrayUnique({ message: 'волны повторяются' })
  @IsIn(WAVES, { each: true, message: 'нет такой волны' })
  waves: RoleWave[];

  /** Начало, с зоной. */
  @Matches(MOMENT, { message: MOMENT_WANTED })
  starts_at: string;

  /** Конец, с зоной. */
  @Matches(MOMENT, { message: MOMENT_WANTED })
  ends_at: string;

  /** Доля учётных записей, процентов: 5, 25, 50 или 100. Кто попал в меньшую, тот и в большей. */
  @IsOptional()
  @IsIn([5, 25, 50, 100], { message: 'допустимо 5, 25, 50 или 100' })
  share: number = 100;

  /** Зачем: останется в истории. */
  @IsString({ message: 'нужен текст' })
  @MinLength(3, { message: 'не меньше трёх знаков' })
  @MaxLength(500, { message: 'не больше 500 знаков' })
  reason: string;
}

export class PlannedBrownoutDto {
  /** Окно; null, если его не будет. */
  id: string | null;
  campaign_id: string;
  school_id: string;
  wave: string;
  /** Почему окна не будет: PAST, TOO_LONG, PHASE, CUTOVER, CALENDAR, LESSONS или OVERLAPS; null — можно. */
  refusal: string | null;
}

export class BrownoutsPlannedDto {
  /** Один на все окна этого действия: по нему их отменяют и читают. */
  act_id: string;
  planned: number;
  refused: number;
  windows: PlannedBrownoutDto[];
}

export class PreviewedBrownoutDto extends PlannedBrownoutDto {
  /** Скольким учётным записям будет отказано в пароле. */
  accounts: number;
  /** Из них уже привязали Госуслуги. */
  linked: number;
  /** Из них входили по паролю за последние 30 дней. */
  used_password: number;
}

export class ProposedBrownoutDto {
  starts_at: Date;
  ends_at: Date;
}

export class BrownoutPreviewDto {
  accounts: number;
  linked: number;
  used_password: number;
  windows: PreviewedBrownoutDto[];
  /** Ближайшие два часа во вторник и двенадцать в субботу, которые разрешает календарь. */
  proposed: ProposedBrownoutDto[];
}

export class BrownoutsQuery extends PageQuery {
  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** Только этот журнал. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор системы журнала' })
  journal_system_id?: string;

  /** Только эта волна. */
  @IsOptional()
  @IsIn(WAVES, { message: 'нет такой волны' })
  wave?: string;

  /** planned, running, ended или cancelled. */
  @IsOptional()
  @IsIn(BROWNOUT_STATES, { message: 'допустимо planned, running, ended или cancelled' })
  state?: string;

  /** Только окна этого действия. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен act_id' })
  act_id?: string;
}

export class BrownoutDto {
  id: string;
  act_id: string;
  campaign_id: string;
  journal_system_id: string;
  school_id: string;
  school_name: string;
  wave: string;
  /** planned, running, ended или cancelled. */
  state: string;
  /** Пароли доли отключены в эту минуту; false и у идущего окна, пока Госуслуги недоступны. */
  in_force: boolean;
  starts_at: Date;
  ends_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  share: number;
  reason: string;
  /** Чем кончилось: TIME, PAUSED, PHASE, CALENDAR, LESSONS или слова отменившего. */
  end_reason: string | null;
  /** Засчитано ли окно; null, пока не кончилось. */
  held: boolean | null;
  /** Скольким отказано. */
  denied: number;
  /** Из них не были привязаны и привязались за 48 часов. */
  linked_48h: number;
  /** Доля; null, если никому не отказано. */
  linked_share: number | null;
  /** С этого времени число окончательное. */
  complete_from: Date;
}

export class BrownoutsPageDto {
  items: BrownoutDto[];
  /** Передайте в cursor, чтобы получить следующую страницу; null на последней. */
  next_cursor: string | null;
}

export class StopBrownoutDto {
  /** Почему. */
  @IsString({ message: 'нужен текст' })
  @MinLength(3, { message: 'не меньше трёх знаков' })
  @MaxLength(500, { message: 'не больше 500 знаков' })
  reason: string;
}

export class StoppedBrownoutsDto {
  /** Сколько окон отменено или закончено раньше срока. */
  stopped: number;
}

export class BrownoutHitDto {
  account_id: string;
  external_id: string;
  role: string;
  /** Под маской; у защищённого человека — null. */
  person_name: string | null;
  first_at: Date;
  /** web, mobile, api или integration. */
  channel: string;
  was_linked: boolean;
  /** Когда привязался, если за 48 часов после отказа. */
  linked_at: Date | null;
}

export class BrownoutHitsDto {
  items: BrownoutHitDto[];
  next_cursor: string | null;
}
