import type { DeliveryChannel } from './delivery-state.js';

/** How people may want to be written to. */
export const CONTACT_CHANNELS = ['email', 'sms', 'messenger'] as const satisfies readonly DeliveryChannel[];

export type ContactChannel = (typeof CONTACT_CHANNELS)[number];

/** The text of the consent; who changes it gives it the next number, and those who gave the former one keep it. */
export const CONTACT_CONSENT = {
  version: 1,
  text:
    'Я разрешаю использовать этот адрес только для сообщений о переходе на вход через Госуслуги: сроки, памятки, ответы школы. ' +
    'Адрес хранится в зашифрованном виде, никому не передаётся, кроме почтового сервера или шлюза сообщений региона, и удаляется, ' +
    'как только я уберу его на этой странице.',
} as const;

/** A code of six digits lives this long, and may be tried so often. */
export const CODE_LIVES_MS = 15 * 60_000;
export const CODE_TRIES = 5;

/** The letter or message with the code. Nothing in it names a person: the address may be somebody else's by mistake. */
export function codeMessage(code: string): { readonly subject: string; readonly text: string } {
  return {
    subject: 'Код подтверждения адреса',
    text:
      `Код подтверждения: ${code}\n\nВведите его на своей странице в системе «Переход» в течение 15 минут. ` +
      'Если вы не указывали этот адрес, ничего делать не нужно: без кода он не будет использоваться.',
  };
}
