import { applyDecorators } from '@nestjs/common';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsJSON,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { AsBoolean, AsInteger, AsList, Setting } from '../platform/config/setting.js';

/** A whole number within bounds, the bounds included. */
function WholeNumber(least: number, most: number): PropertyDecorator {
  const message = `нужно целое число от ${least} до ${most}`;
  return applyDecorators(AsInteger(), IsInt({ message }), Min(least, { message }), Max(most, { message }));
}

/** What an operator says of ESIA and of our registration there; how we sign stands in EsiaSignerSettings. */
export class EsiaSettings {
  @Setting({
    key: 'ESIA_URL',
    says: 'Адрес ЕСИА без пути: рабочий https://esia.gosuslugi.ru, тестовый https://esia-portal1.test.gosuslugi.ru.',
    example: 'https://esia.gosuslugi.ru',
    requiredInProduction: true,
  })
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'нужен адрес http(s)://…' },
  )
  @Matches(/^https?:\/\/[^/?#]+$/, { message: 'без пути и без косой черты в конце' })
  url = 'http://localhost:8090';

  @Setting({
    key: 'ESIA_CLIENT_ID',
    says: 'Мнемоника информационной системы, с которой она зарегистрирована в ЕСИА.',
    example: 'ELSH39001',
    requiredInProduction: true,
  })
  @Matches(/^\w{1,64}$/, { message: 'нужны латинские буквы, цифры и подчёркивание' })
  clientId = 'PEREHOD01';

  @Setting({
    key: 'ESIA_ISSUERS',
    says: 'Издатели маркеров ЕСИА через запятую, точно как в маркерах: http:// и косая черта в конце.',
    example: 'http://esia.gosuslugi.ru/',
    requiredInProduction: true,
  })
  @AsList()
  @Matches(/^https?:\/\/\S+$/, { each: true, message: 'нужны адреса http(s)://… через запятую' })
  issuers: string[] = ['http://esia-emulator.local/'];

  @Setting({
    key: 'ESIA_TOKEN_ALGORITHM',
    says: 'Чем ЕСИА подписывает маркеры для нашей системы: RS256 или GOST3410_2012_256, как выбрано на технологическом портале.',
    example: 'GOST3410_2012_256',
    requiredInProduction: true,
  })
  @IsIn(['RS256', 'GOST3410_2012_256'], { message: 'допустимо RS256 или GOST3410_2012_256' })
  tokenAlgorithm: 'RS256' | 'GOST3410_2012_256' = 'GOST3410_2012_256';

  @Setting({
    key: 'ESIA_CERTIFICATE_FILES',
    says: 'Сертификаты ЕСИА из esia.zip через запятую; на время смены держат оба, старый и новый.',
    example: '/etc/perehod/esia-gost-2026.cer,/etc/perehod/esia-gost-2027.cer',
    requiredInProduction: true,
  })
  @AsList()
  @IsString({ each: true, message: 'нужны пути к файлам через запятую' })
  certificateFiles: string[] = [];

  @Setting({
    key: 'ESIA_SCOPES',
    says: 'Запрашиваемые сведения о человеке, через пробел.',
    example: 'openid fullname birthdate snils',
  })
  @AsList(' ')
  @Matches(/^\w+$/, { each: true, message: 'нужны имена областей доступа через пробел' })
  scopes: string[] = ['openid', 'fullname', 'birthdate', 'snils'];

  @Setting({
    key: 'ESIA_SCOPES_ORG',
    says: 'Запрашиваемые сведения об организации, через пробел; обычно пусто.',
    example: '',
  })
  @AsList(' ')
  @IsString({ each: true })
  scopesOrg: string[] = [];

  @Setting({
    key: 'ESIA_PERSON_FILTER',
    says: 'Кого пускает сама ЕСИА: conf_acc — подтверждённых, acc_kid — детей, acc_not_kid — всех, кроме детей; пусто — всех.',
    example: '',
  })
  @IsOptional()
  @IsIn(['conf_acc', 'acc_kid', 'acc_not_kid'], { message: 'допустимо conf_acc, acc_kid, acc_not_kid' })
  personFilter?: 'conf_acc' | 'acc_kid' | 'acc_not_kid';

  @Setting({
    key: 'ESIA_PERMISSIONS',
    says: 'Согласия (permissions) — массив JSON; для обычного входа не нужен.',
    example: '',
  })
  @IsOptional()
  @IsJSON({ message: 'нужен массив JSON' })
  @Matches(/^\s*\[/, { message: 'нужен массив JSON' })
  permissions?: string;

  @Setting({ key: 'ESIA_PKCE', says: 'Слать ли code_challenge (S256).', example: 'да' })
  @AsBoolean()
  @IsBoolean({ message: 'нужно да или нет' })
  pkce = true;

  @Setting({
    key: 'ESIA_ACCESS_TYPE',
    says: 'online — без маркера обновления; offline — с ним, мы его не храним.',
    example: 'online',
  })
  @IsIn(['online', 'offline'], { message: 'допустимо online или offline' })
  accessType: 'online' | 'offline' = 'online';

  @Setting({
    key: 'ESIA_PARENT_CONSENT_CODES',
    says: 'Коды отказа ЕСИА через запятую, которые значат «нет согласия родителя»; шесть цифр каждый.',
    example: '',
  })
  @AsList()
  @Matches(/^\d{6}$/, { each: true, message: 'нужны коды из шести цифр через запятую' })
  parentConsentCodes: string[] = [];

  @Setting({
    key: 'ESIA_TEST_SNILS',
    says: 'Принимать ли тестовые СНИЛС 000-…; только для тестовой ЕСИА.',
    example: 'нет',
  })
  @AsBoolean()
  @IsBoolean({ message: 'нужно да или нет' })
  testSnils = false;

  @Setting({
    key: 'ESIA_CA_FILES',
    says: 'Корневые сертификаты для TLS с ЕСИА (PEM) через запятую; пусто — системные.',
    example: '',
  })
  @AsList()
  @IsString({ each: true })
  caFiles: string[] = [];

  @Setting({ key: 'ESIA_ATTEMPT_SECONDS', says: 'Сколько секунд живёт начатый вход.', example: '600' })
  @WholeNumber(60, 600)
  attemptSeconds = 600;

  @Setting({
    key: 'ESIA_PROFILE_SECONDS',
    says: 'Сколько секунд хранится ответ ЕСИА, пока человек не сказал «Это я».',
    example: '1800',
  })
  @WholeNumber(60, 7_200)
  profileSeconds = 1_800;

  @Setting({
    key: 'ESIA_TIMEOUT_MS',
    says: 'Сколько миллисекунд ждать ответа ЕСИА на один запрос, целиком.',
    example: '10000',
  })
  @WholeNumber(100, 60_000)
  timeoutMs = 10_000;

  @Setting({
    key: 'ESIA_MAX_BODY_BYTES',
    says: 'Самый длинный ответ ЕСИА, который мы читаем, в байтах.',
    example: '262144',
  })
  @WholeNumber(16_384, 4_194_304)
  maxBodyBytes = 262_144;

  @Setting({
    key: 'ESIA_CONCURRENCY',
    says: 'Сколько запросов к ЕСИА идёт одновременно; остальные ждут.',
    example: '50',
  })
  @WholeNumber(1, 1_000)
  concurrency = 50;

  @Setting({
    key: 'ESIA_QUEUE',
    says: 'Сколько запросов к ЕСИА может ждать очереди; лишним отвечаем «недоступно».',
    example: '1000',
  })
  @WholeNumber(0, 100_000)
  queue = 1_000;

  @Setting({
    key: 'ESIA_BREAKER_PERCENT',
    says: 'При какой доле сбоев за минуту перестаём звать ЕСИА, в процентах.',
    example: '50',
  })
  @WholeNumber(1, 100)
  breakerPercent = 50;

  @Setting({
    key: 'ESIA_BREAKER_CALLS',
    says: 'Сколько запросов за минуту нужно, чтобы судить о сбоях.',
    example: '10',
  })
  @WholeNumber(1, 1_000_000)
  breakerCalls = 10;

  @Setting({
    key: 'ESIA_BREAKER_RESET_MS',
    says: 'Через сколько миллисекунд снова попробовать недоступную ЕСИА.',
    example: '15000',
  })
  @WholeNumber(100, 1_000_000)
  breakerResetMs = 15_000;

  @Setting({
    key: 'ESIA_CLOCK_SKEW_SECONDS',
    says: 'При каком расхождении наших часов с ЕСИА бить тревогу, в секундах.',
    example: '60',
  })
  @WholeNumber(5, 1_000_000)
  clockSkewSeconds = 60;

  @Setting({ key: 'ESIA_VERIFIER_THREADS', says: 'Сколько потоков проверяет подписи ГОСТ.', example: '2' })
  @WholeNumber(1, 64)
  verifierThreads = 2;
}
