import {
  GATE_BOUNDS,
  GATE_THRESHOLDS,
  type GateThresholds,
  gateThresholds,
  isThreshold,
} from '../../legacy/index.js';
import { InvalidInput } from '../../platform/http/validation.js';

/** Thresholds by their names; every wrong one is named with its bounds. */
export function thresholdsOf(given: Readonly<Record<string, unknown>>): GateThresholds {
  const unknown = Object.keys(given)
    .filter((name) => !(GATE_THRESHOLDS as readonly string[]).includes(name))
    .map((name) => ({
      field: `gates.${name}`,
      message: `такого порога нет; есть ${GATE_THRESHOLDS.join(', ')}`,
    }));
  const wrong = GATE_THRESHOLDS.filter((name) => name in given && !isThreshold(name, given[name])).map(
    (name) => {
      const { least, most, whole } = GATE_BOUNDS[name];
      const kind = whole ? 'целое число' : 'число';
      return { field: `gates.${name}`, message: `нужно ${kind} от ${least} до ${most}` };
    },
  );
  if (unknown.length + wrong.length > 0) throw new InvalidInput([...unknown, ...wrong]);
  return gateThresholds(given);
}
