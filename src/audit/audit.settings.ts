import { IsInt, Max, Min } from 'class-validator';
import { AsInteger, Setting } from '../platform/config/setting.js';

/** Settings of the trail. */
export class AuditSettings {
  @Setting({
    key: 'REVEALS_PER_DAY',
    says: 'Сколько полных значений (СНИЛС, имя, дата рождения) один администратор открывает за сутки без тревоги.',
    example: '20',
  })
  @AsInteger()
  @IsInt({ message: 'нужно целое число' })
  @Min(1, { message: 'не меньше 1' })
  @Max(1_000, { message: 'не больше 1000' })
  revealsPerDay = 20;

  @Setting({
    key: 'AUDIT_RETENTION_YEARS',
    says: 'Сколько лет записи аудита остаются в базе; меньше трёх нельзя.',
    example: '3',
  })
  @AsInteger()
  @IsInt({ message: 'нужно целое число' })
  @Min(3, { message: 'не меньше 3' })
  @Max(100, { message: 'не больше 100' })
  auditRetentionYears = 3;
}
