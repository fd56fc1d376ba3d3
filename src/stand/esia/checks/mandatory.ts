import { type Parameters } from '../http/parameters.js';
import { EsiaRefusal } from '../refusal.js';
import { type Switches } from '../switches.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TIMESTAMP = /^(\d{4})\.(\d{2})\.(\d{2}) (\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$/;

/**
 * Rules 2 and 3: absent parameters, and with them a timestamp of another form or of a day that does not exist, which
 * ESIA names as if it were absent. An unencoded `+` of the zone has become a space by now, so it ends here.
 * @throws EsiaRefusal 007014
 */
export function checkMandatory(parameters: Parameters, names: readonly string[]): void {
  const missing = parameters.missing(names);
  if (!missing.includes('timestamp') && readTimestamp(parameters.text('timestamp')) === null)
    missing.push('timestamp');
  if (missing.length > 0) throw EsiaRefusal.missing(missing);
}

/** Rule 4: `state` is a UUID in canonical lower case, else a bad value. @throws EsiaRefusal 007003 */
export function checkState(parameters: Parameters, switches: Switches): void {
  if (switches.stateMustBeUuid && !UUID.test(parameters.text('state'))) throw new EsiaRefusal('007003');
}

/** Rule 3: `yyyy.MM.dd HH:mm:ss ±HHMM` → milliseconds since 1970; null for another form or an impossible date. */
export function readTimestamp(text: string): number | null {
  const found = TIMESTAMP.exec(text);
  if (found === null) return null;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const asRead = new Date(local).toISOString().slice(0, 19);
  const [zoneHours, zoneMinutes] = [Number(found[8]), Number(found[9])];
  const asWritten = `${text.slice(0, 10).replaceAll('.', '-')}T${text.slice(11, 19)}`;
  if (asRead !== asWritten || zoneHours > 14 || zoneMinutes > 59) return null;
  const offset = (zoneHours * 60 + zoneMinutes) * 60_000;
  return found[7] === '+' ? local - offset : local + offset;
}
