import { IsOptional, Matches, ValidateIf } from 'class-validator';
import { Setting } from '../platform/config/setting.js';

/** For development only; production refuses it. */
const DEVELOPMENT_KEY = Buffer.alloc(32, 'perehod-dev-delivery').toString('base64');

/** Settings of the messages that we send. A channel without its address is off: its messages end as `failed`. */
export class DeliverySettings {
  @Setting({
    key: 'DELIVERY_KEY',
    says: 'Ключ отпечатков адресов и ссылок отписки, base64 32 байт; с его заменой старые отписки и ссылки не действуют.',
    example: '<32 байта base64>',
    secret: true,
  })
  @Matches(/^[A-Za-z0-9+/]{43}=$/, { message: 'нужно base64 32 байт' })
  deliveryKey = DEVELOPMENT_KEY;

  @Setting({
    key: 'SMTP_URL',
    says: 'Почтовый сервер: smtp://логин:пароль@узел:587 (в рабочей среде только со STARTTLS) или smtps://…:465. Без него писем нет.',
    example: 'smtp://perehod:…@mail.example.ru:587',
  })
  @IsOptional()
  @Matches(/^smtps?:\/\/\S+$/, { message: 'нужен адрес smtp://… или smtps://…' })
  smtpUrl?: string;

  @Setting({
    key: 'MAIL_FROM',
    says: 'Адрес отправителя писем, при SMTP_URL обязателен.',
    example: 'perehod@example.ru',
  })
  @ValidateIf(({ smtpUrl, mailFrom }: DeliverySettings) => smtpUrl !== undefined || mailFrom !== undefined)
  @Matches(/^[^\s@<>"]+@[^\s@<>"]+$/, { message: 'нужен адрес вида имя@узел' })
  mailFrom?: string;

  @Setting({
    key: 'MAIL_BOUNCES',
    says: 'Ящик возвратов: отправитель конверта — имя+номер@узел, по номеру возврат узнаётся (docs/delivery.md). Без него MAIL_FROM.',
    example: 'bounces@example.ru',
  })
  @IsOptional()
  @Matches(/^[^\s@<>"+]+@[^\s@<>"]+$/, { message: 'нужен адрес вида имя@узел без плюса' })
  mailBounces?: string;

  @Setting({
    key: 'GATEWAY_URL',
    says: 'Шлюз СМС и мессенджера по docs/delivery.md. Без него этих каналов нет.',
    example: 'https://gateway.example.ru/v1/messages',
  })
  @IsOptional()
  @Matches(/^https?:\/\/\S+$/, { message: 'нужен адрес http(s)://…' })
  gatewayUrl?: string;

  @Setting({
    key: 'GATEWAY_SECRET',
    says: 'Общий секрет подписи: наших вызовов шлюза и его (и почтового сервера) сообщений о доставке; при GATEWAY_URL обязателен.',
    example: 'whsec_<32 байта base64>',
  })
  @ValidateIf(
    ({ gatewayUrl, gatewaySecret }: DeliverySettings) =>
      gatewayUrl !== undefined || gatewaySecret !== undefined,
  )
  @Matches(/^whsec_[A-Za-z0-9+/]{43}=$/, { message: 'нужно whsec_ и base64 32 байт' })
  gatewaySecret?: string;
}
