import type { Outcome } from '../outcome.js';
import type { Figures } from './figures.js';
import type { TokenAlgorithm } from './stand.js';

/** Sign-ins per second on two cores, the emulator's CPU subtracted (quality.md, speed and scale). */
const LEAST: Readonly<Record<TokenAlgorithm, number>> = { RS256: 150, GOST3410_2012_256: 90 };
const OWN_P95_MS = 300;
/** "Flat with the number of accounts": nothing of a sign-in may read more than its own rows, however many there are. */
const FLAT = 1.2;

/** The targets of quality.md against what was measured. `many`: the same sign-ins in the large region. */
export function outcomesOf(results: readonly Figures[], many: readonly Figures[]): readonly Outcome[] {
  const product = results.filter(({ work }) => work !== 'floor');
  return [
    ...product.map((figures) => rateOf(figures, results)),
    ...product.map((figures) => waitOf(figures, results)),
    ...many.flatMap((figures) => flatnessOf(figures, results)),
  ];
}

function rateOf(figures: Figures, results: readonly Figures[]): Outcome {
  const least = LEAST[figures.algorithm];
  const { withoutEmulator: ours } = figures.rate;
  const floor = floorOf(figures, results)?.rate.withoutEmulator;
  return {
    work: `${titleOf(figures)}, входов/с без эмулятора`,
    floor: floor === undefined ? '—' : String(floor),
    ours: String(ours),
    ratio: floor === undefined ? null : Number((ours / floor).toFixed(2)),
    target: `≥ ${least}`,
    met: ours >= least,
  };
}

function waitOf(figures: Figures, results: readonly Figures[]): Outcome {
  const { p95 } = figures.ownMs;
  const floor = floorOf(figures, results)?.ownMs.p95;
  return {
    work: `${titleOf(figures)}, своё время p95, мс`,
    floor: floor === undefined ? '—' : String(floor),
    ours: String(p95),
    ratio: floor === undefined ? null : Number((p95 / floor).toFixed(2)),
    target: `< ${OWN_P95_MS}`,
    met: p95 < OWN_P95_MS,
  };
}

function flatnessOf(figures: Figures, results: readonly Figures[]): Outcome[] {
  const same = results.find(
    ({ work, algorithm }) => work === figures.work && algorithm === figures.algorithm,
  );
  if (same === undefined) return [];
  const [few, many] = [cpuOf(same), cpuOf(figures)];
  const ratio = Number((many / few).toFixed(2));
  return [
    {
      work: `${titleOf(figures)}, CPU на вход, мс: ${same.accounts} → ${figures.accounts} учётных записей`,
      floor: few.toFixed(1),
      ours: many.toFixed(1),
      ratio,
      target: `≤ ${FLAT} ×`,
      met: ratio <= FLAT,
    },
  ];
}

function cpuOf({ cpu }: Figures): number {
  return cpu.server + cpu.postgres;
}

function floorOf({ algorithm }: Figures, results: readonly Figures[]): Figures | undefined {
  return results.find((one) => one.work === 'floor' && one.algorithm === algorithm);
}

function titleOf({ work, algorithm }: Figures): string {
  return `${work === 'first' ? 'Первый вход' : 'Повторный вход'}, маркеры ${algorithm}`;
}
