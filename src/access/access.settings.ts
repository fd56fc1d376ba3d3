import { IsInt, Max, Min } from 'class-validator';
import { AsInteger, Setting } from '../platform/config/setting.js';

/** How long an administrator's session lives (ASVS 5.0 V7.3: both limits are stated and kept). */
export class AccessSettings {
  @Setting({
    key: 'ADMIN_SESSION_HOURS',
    says: 'Сколько часов живёт сессия администратора, что бы он ни делал; от 1 до 12.',
    example: '8',
  })
  @AsInteger()
  @IsInt({ message: 'нужно целое число часов' })
  @Min(1, { message: 'не меньше часа' })
  @Max(12, { message: 'не больше 12 часов' })
  sessionHours = 8;

  @Setting({
    key: 'ADMIN_SESSION_IDLE_MINUTES',
    says: 'Через сколько минут без запросов сессия администратора кончается; от 5 до 60.',
    example: '30',
  })
  @AsInteger()
  @IsInt({ message: 'нужно целое число минут' })
  @Min(5, { message: 'не меньше 5 минут' })
  @Max(60, { message: 'не больше 60 минут' })
  idleMinutes = 30;
}
