import { IsBoolean, IsInt, IsOptional, IsString, Matches, Min } from 'class-validator';
import { AsBoolean, AsInteger, Setting } from '../platform/config/setting.js';

/** Keys for development only; production refuses them. */
const DEVELOPMENT_COOKIE_KEY = Buffer.alloc(32, 'perehod-dev-cookies').toString('base64');
const DEVELOPMENT_PAIRWISE_KEY = Buffer.alloc(32, 'perehod-dev-pairwise').toString('base64');
const BASE64_256_BITS = '[A-Za-z0-9+/]{43}=';

/** Settings of the OpenID Provider for e-journals. */
export class JournalSettings {
  @Setting({
    key: 'OIDC_CLIENTS_FILE',
    says: 'Файл JSON со списком электронных журналов: адреса возврата, ключи или секреты (docs/operations.md).',
    example: '/etc/perehod/oidc-clients.json',
    requiredInProduction: true,
  })
  @IsOptional()
  @IsString()
  clientsFile?: string;

  @Setting({
    key: 'OIDC_JWKS_FILE',
    says: 'Файл JWKS с закрытыми ключами подписи id_token: первым подписывают, остальные только публикуются.',
    example: '/etc/perehod/oidc-jwks.json',
    requiredInProduction: true,
  })
  @IsOptional()
  @IsString()
  keysFile?: string;

  @Setting({
    key: 'OIDC_COOKIE_KEYS',
    says: 'Ключи подписи cookie, base64 32 байт через запятую; первым подписывают, остальными проверяют.',
    example: '<32 байта base64>',
    secret: true,
  })
  @Matches(new RegExp(`^${BASE64_256_BITS}(,${BASE64_256_BITS})*$`), {
    message: 'нужно base64 32 байт, через запятую',
  })
  cookieKeys = DEVELOPMENT_COOKIE_KEY;

  @Setting({
    key: 'OIDC_PAIRWISE_KEY',
    says: 'Ключ псевдонимов person, base64 32 байт; с его заменой псевдонимы людей у журналов меняются.',
    example: '<32 байта base64>',
    secret: true,
  })
  @Matches(new RegExp(`^${BASE64_256_BITS}$`), { message: 'нужно base64 32 байт' })
  pairwiseKey = DEVELOPMENT_PAIRWISE_KEY;

  @Setting({
    key: 'TRUST_PROXY',
    says: 'Сервер стоит за обратным прокси: адрес браузера берётся из X-Forwarded-For.',
    example: 'true',
  })
  @AsBoolean()
  @IsBoolean({ message: 'нужно true или false' })
  trustProxy = false;

  @Setting({
    key: 'DECISIONS_PER_SECOND',
    says: 'Сколько решений о входе по паролю в секунду может запросить одна система ЭЖ у одного процесса сервера.',
    example: '1000',
  })
  @AsInteger()
  @IsInt({ message: 'нужно целое число' })
  @Min(1, { message: 'не меньше 1' })
  decisionsPerSecond = 1000;
}
