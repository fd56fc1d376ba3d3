import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';
import { AsBoolean, AsInteger, AsList, Setting } from '../platform/config/setting.js';

/** How our requests to ESIA are signed (gost.md, 3.2). Passwords of keys are files or optional, so a start may lack them. */
export class EsiaSignerSettings {
  @Setting({
    key: 'ESIA_SIGNER',
    says: 'Чем подписывать запросы: pure-js, openssl-cli, cryptopro-cli (КриптоПро CSP) или remote-http (сервис подписи).',
    example: 'cryptopro-cli',
    requiredInProduction: true,
  })
  @IsIn(['pure-js', 'openssl-cli', 'cryptopro-cli', 'remote-http'], {
    message: 'допустимо pure-js, openssl-cli, cryptopro-cli, remote-http',
  })
  kind: 'pure-js' | 'openssl-cli' | 'cryptopro-cli' | 'remote-http' = 'pure-js';

  @Setting({
    key: 'ESIA_SIGNER_CERTIFICATE_FILE',
    says: 'Сертификат нашей системы, зарегистрированный в ЕСИА (DER или PEM).',
    example: '/etc/perehod/is.cer',
    requiredInProduction: true,
  })
  @IsOptional()
  @IsString()
  certificateFile?: string;

  @Setting({
    key: 'ESIA_SIGNER_KEY_FILE',
    says: 'Закрытый ключ в PEM: для pure-js и openssl-cli.',
    example: '/etc/perehod/is.key',
  })
  @IsOptional()
  @IsString()
  keyFile?: string;

  @Setting({ key: 'ESIA_SIGNER_KEY_PASSPHRASE_FILE', says: 'Файл с паролем закрытого ключа.', example: '' })
  @IsOptional()
  @IsString()
  keyPassphraseFile?: string;

  @Setting({
    key: 'ESIA_SIGNER_PROGRAM',
    says: 'Программа подписи: путь к openssl или csptest.',
    example: '/opt/cprocsp/bin/amd64/csptest',
  })
  @IsOptional()
  @IsString()
  program?: string;

  @Setting({
    key: 'ESIA_SIGNER_CONTAINER',
    says: 'Контейнер ключа КриптоПро, для cryptopro-cli.',
    example: '\\\\.\\HDIMAGE\\perehod',
  })
  @IsOptional()
  @IsString()
  container?: string;

  @Setting({
    key: 'ESIA_SIGNER_KEY_TYPE',
    says: 'Вид ключа в контейнере: exchange или signature.',
    example: 'exchange',
  })
  @IsIn(['exchange', 'signature'], { message: 'допустимо exchange или signature' })
  keyType: 'exchange' | 'signature' = 'exchange';

  @Setting({
    key: 'ESIA_SIGNER_CONTAINER_PASSWORD_FILE',
    says: 'Файл с паролем контейнера; лучше контейнер без пароля, закрытый правами.',
    example: '',
  })
  @IsOptional()
  @IsString()
  containerPasswordFile?: string;

  @Setting({
    key: 'ESIA_SIGNER_URL',
    says: 'Адрес сервиса подписи, для remote-http.',
    example: 'https://signer.example.ru/sign',
  })
  @IsOptional()
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'нужен адрес http(s)://…' },
  )
  url?: string;

  @Setting({ key: 'ESIA_SIGNER_TOKEN_FILE', says: 'Файл с маркером доступа к сервису подписи.', example: '' })
  @IsOptional()
  @IsString()
  tokenFile?: string;

  @Setting({
    key: 'ESIA_SIGNER_TLS_CERTIFICATE_FILE',
    says: 'Сертификат клиента для mTLS с сервисом подписи (PEM).',
    example: '',
  })
  @IsOptional()
  @IsString()
  tlsCertificateFile?: string;

  @Setting({
    key: 'ESIA_SIGNER_TLS_KEY_FILE',
    says: 'Ключ клиента для mTLS с сервисом подписи (PEM).',
    example: '',
  })
  @IsOptional()
  @IsString()
  tlsKeyFile?: string;

  @Setting({
    key: 'ESIA_SIGNER_TLS_CA_FILES',
    says: 'Корневые сертификаты сервиса подписи (PEM) через запятую.',
    example: '',
  })
  @AsList()
  @IsString({ each: true })
  tlsCaFiles: string[] = [];

  @Setting({ key: 'ESIA_SIGNER_TIMEOUT_MS', says: 'Сколько миллисекунд ждать подпись.', example: '5000' })
  @AsInteger()
  @IsInt({ message: 'нужно целое число' })
  @Min(100, { message: 'не меньше 100' })
  @Max(60_000, { message: 'не больше 60000' })
  timeoutMs = 5_000;

  @Setting({
    key: 'ESIA_SIGNER_ALLOW_UNCERTIFIED',
    says: 'Разрешить в рабочей среде подпись без сертифицированного СКЗИ (pure-js, openssl-cli); отвечает за это оператор.',
    example: 'нет',
  })
  @AsBoolean()
  @IsBoolean({ message: 'нужно да или нет' })
  allowUncertified = false;
}
