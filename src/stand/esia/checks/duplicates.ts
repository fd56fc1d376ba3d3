import { type Parameters } from '../http/parameters.js';
import { EsiaRefusal } from '../refusal.js';

/** Rule 2: no parameter may stand twice, known or not. @throws EsiaRefusal 007003 */
export function checkDuplicates(parameters: Parameters): void {
  const names = parameters.names();
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new EsiaRefusal('007003');
}
