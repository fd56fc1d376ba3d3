import { IsInt, Matches, Min } from 'class-validator';
import { AsInteger, Setting } from '../platform/config/setting.js';

/** For development only; production refuses it. */
const DEVELOPMENT_CODE_KEY = Buffer.alloc(32, 'perehod-dev-codes').toString('base64');

/** Settings of linking. */
export class LinkingSettings {
  @Setting({
    key: 'LINK_CODE_KEY',
    says: 'Ключ кодов привязки из памяток, base64 32 байт; с его заменой выданные коды перестают действовать.',
    example: '<32 байта base64>',
    secret: true,
  })
  @Matches(/^[A-Za-z0-9+/]{43}=$/, { message: 'нужно base64 32 байт' })
  linkCodeKey = DEVELOPMENT_CODE_KEY;

  @Setting({
    key: 'REVEALS_PER_DAY',
    says: 'Сколько значений (СНИЛС, дат, имён) администратор может показать себе целиком за сутки без тревоги.',
    example: '20',
  })
  @AsInteger()
  @IsInt({ message: 'нужно целое число' })
  @Min(1, { message: 'не меньше 1' })
  revealsPerDay = 20;
}
