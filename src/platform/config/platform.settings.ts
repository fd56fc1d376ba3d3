import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';
import { AsInteger, Setting } from './setting.js';

/** Keys for development only; production refuses them. */
const DEVELOPMENT_DATA_KEYS = `dev:${Buffer.alloc(32, 'perehod-dev-data').toString('base64')}`;
const DEVELOPMENT_INDEX_KEY = Buffer.alloc(32, 'perehod-dev-index').toString('base64');
const BASE64_256_BITS = '[A-Za-z0-9+/]{43}=';

/** Settings of the technique that every context stands on. */
export class PlatformSettings {
  @Setting({ key: 'NODE_ENV', says: 'Среда: development, test или production.', example: 'production' })
  @IsIn(['development', 'test', 'production'], { message: 'допустимо development, test или production' })
  environment: 'development' | 'test' | 'production' = 'development';

  @Setting({ key: 'PORT', says: 'Порт сервера.', example: '8080' })
  @AsInteger()
  @IsInt({ message: 'нужно целое число' })
  @Min(1, { message: 'порт от 1 до 65535' })
  @Max(65_535, { message: 'порт от 1 до 65535' })
  port = 8080;

  @Setting({
    key: 'HOST',
    says: 'Адрес, на котором сервер слушает; за прокси — 127.0.0.1.',
    example: '127.0.0.1',
  })
  @IsString()
  host = '127.0.0.1';

  @Setting({
    key: 'PUBLIC_URL',
    says: 'Адрес сервера, каким его видят браузеры, без косой черты в конце.',
    example: 'https://perehod.example.ru',
    requiredInProduction: true,
  })
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'нужен адрес http(s)://…' },
  )
  @Matches(/[^/]$/, { message: 'без косой черты в конце' })
  publicUrl = 'http://localhost:8080';

  @Setting({
    key: 'DATABASE_URL',
    says: 'PostgreSQL от имени роли perehod_app; вне рабочей среды без неё запускается встроенный.',
    example: 'postgres://perehod_app:…@127.0.0.1:5432/perehod',
    requiredInProduction: true,
  })
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, { message: 'нужен адрес postgres://…' })
  databaseUrl?: string;

  @Setting({
    key: 'DATABASE_OWNER_URL',
    says: 'PostgreSQL от имени владельца схемы: нужен командам migrate, backup и restore; без неё берётся DATABASE_URL.',
    example: 'postgres://perehod_owner:…@127.0.0.1:5432/perehod',
  })
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, { message: 'нужен адрес postgres://…' })
  databaseOwnerUrl?: string;

  @Setting({
    key: 'DATABASE_POOL_SIZE',
    says: 'Сколько соединений с базой держит один сервер.',
    example: '20',
  })
  @AsInteger()
  @IsInt({ message: 'нужно целое число' })
  @Min(10, { message: 'не меньше 10' })
  @Max(500, { message: 'не больше 500' })
  databasePoolSize = 20;

  @Setting({
    key: 'DATA_DIR',
    says: 'Папка данных встроенного PostgreSQL и местного стенда.',
    example: '.data',
  })
  @IsString()
  dataDir = '.data';

  @Setting({
    key: 'DATA_KEYS',
    says: 'Ключи шифрования персональных данных «имя:base64 32 байт» через запятую; первым шифруют, остальными читают.',
    example: '2026a:<32 байта base64>',
    secret: true,
  })
  @Matches(new RegExp(`^[\\w-]{1,32}:${BASE64_256_BITS}(,[\\w-]{1,32}:${BASE64_256_BITS})*$`), {
    message: 'нужно «имя:base64 32 байт», через запятую',
  })
  dataKeys = DEVELOPMENT_DATA_KEYS;

  @Setting({
    key: 'SNILS_INDEX_KEY',
    says: 'Ключ поиска по СНИЛС, base64 32 байт; с его заменой отпечатки пересчитываются.',
    example: '<32 байта base64>',
    secret: true,
  })
  @Matches(new RegExp(`^${BASE64_256_BITS}$`), { message: 'нужно base64 32 байт' })
  snilsIndexKey = DEVELOPMENT_INDEX_KEY;

  @Setting({
    key: 'SIGN_INS_PER_ADDRESS',
    says: 'Сколько входов в минуту можно начать с одного сетевого адреса; школа за одним адресом должна пройти.',
    example: '1200',
  })
  @AsInteger()
  @IsInt({ message: 'нужно целое число' })
  @Min(60, { message: 'не меньше 60' })
  signInsPerAddress = 1200;

  @Setting({ key: 'LOG_LEVEL', says: 'Подробность журнала: debug, info, warn, error.', example: 'info' })
  @IsIn(['debug', 'info', 'warn', 'error', 'silent'], {
    message: 'допустимо debug, info, warn, error, silent',
  })
  logLevel = 'info';

  @Setting({
    key: 'REGION_CODE',
    says: 'Код субъекта, которому служат страницы без журнала: /account и вход администраторов.',
    example: '39',
  })
  @Matches(/^\d{2,3}$/, { message: 'нужен код субъекта: две или три цифры' })
  regionCode = '39';
}
