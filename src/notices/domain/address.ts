import type { DeliveryChannel } from './delivery-state.js';

/** RFC 5321, 4.5.3.1: 64 octets before the sign, 254 altogether. Quoted local parts and addresses of machines are not taken. */
const EMAIL =
  /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,63}$/u;
/** A Russian number: the country's code and ten digits. */
const PHONE = /^\+7\d{10}$/;

/** An e-mail address with its domain in small letters; null for what is none. */
export function parseEmail(raw: string): string | null {
  const text = raw.trim();
  const at = text.lastIndexOf('@');
  if (text.length > 254 || !EMAIL.test(text)) return null;
  return text.slice(0, at) + text.slice(at).toLowerCase();
}

/** A telephone number as `+79001234567`, from the writings people use; null for what is none. */
export function parsePhone(raw: string): string | null {
  const digits = raw.replace(/[\s()-]/g, '');
  const text = /^8\d{10}$/.test(digits) ? `+7${digits.slice(1)}` : digits;
  return PHONE.test(text) ? text : null;
}

/** The address in its one writing, by channel; null when the channel cannot use it. A messenger finds people by number. */
export function parseAddress(channel: DeliveryChannel, raw: string): string | null {
  switch (channel) {
    case 'email':
      return parseEmail(raw);
    case 'sms':
    case 'messenger':
      return parsePhone(raw);
    case 'journal':
      return raw;
  }
}

/** What an administrator sees of an address: `и***@mail.ru`, `+7 *** ***-**-34`; for the journal, the channel says it. */
export function maskAddress(channel: DeliveryChannel, address: string): string {
  switch (channel) {
    case 'email': {
      const at = address.lastIndexOf('@');
      return `${address.slice(0, 1)}***${address.slice(at)}`;
    }
    case 'sms':
    case 'messenger':
      return `+7 *** ***-**-${address.slice(-2)}`;
    case 'journal':
      return 'журнал';
  }
}
