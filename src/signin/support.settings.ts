import { IsInt, Max, Min } from 'class-validator';
import { AsInteger, Setting } from '../platform/config/setting.js';

/** Settings of the support by case number. */
export class SupportSettings {
  @Setting({
    key: 'SUPPORT_ACCESS_MINUTES',
    says: 'На сколько минут заявка открывает сотруднику поддержки карточку человека по номеру обращения.',
    example: '30',
  })
  @AsInteger()
  @IsInt({ message: 'нужно целое число' })
  @Min(5, { message: 'не меньше 5' })
  @Max(480, { message: 'не больше 480' })
  supportAccessMinutes = 30;
}
