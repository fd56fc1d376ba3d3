import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { ProcessReadings } from '../../../src/statistics/application/process-readings.js';
import { PROCESS_LEVELS } from '../../../src/statistics/domain/process-indicators.js';
import { ProcessDays } from '../../../src/statistics/store/process-days.repository.js';
import { textOf, type Told } from './counted-numbers.js';
import type { NumbersYear } from './numbers-year.js';
import type { Numbers } from './true-numbers.js';
import { beside } from './true-process.js';

/** Where the parts of a number stand that is told with them; an indicator that shares them with another is not named. */
const BESIDE = {
  ...{ channels: 'I-30 beside', waves: 'I-32 beside', codes: 'I-37 beside', review_levels: 'I-38 beside' },
  ...{ exemption_types: 'I-40.exemptions beside', leaky_channels: 'I-41 beside' },
} as const;

/** The process of a day as a reader of the whole region gets it, in the words of the truth. */
export async function countedProcess({ database, known }: NumbersYear, day: string): Promise<Told> {
  const towns = await database.query<{ key: string; id: Uuid }>(
    'SELECT source_id AS key, id FROM municipalities',
  );
  const names = new Map([...known.schools].map(([key, id]) => [id, key]));
  for (const { key, id } of towns) names.set(id, key);
  const scope = { regionId: known.regionId, wholeRegion: true, municipalityIds: [], schoolIds: [] };
  const readings = new ProcessReadings(new ProcessDays());
  const told: Told = {};
  for (const level of PROCESS_LEVELS) {
    const asked = { asOf: day as CalendarDate, level, unitId: null, limit: 500, after: null };
    const { units } = await database.unitOfWork.direct((tx) => readings.of(tx, scope, asked));
    for (const { unitId, indicators, breakdown } of units) {
      const numbers: Record<string, string> = {};
      for (const { id, numerator, denominator } of indicators)
        numbers[id] = textOf(numerator === null ? null : { numerator, denominator });
      for (const [part, id] of Object.entries(BESIDE))
        numbers[id] = beside(Object.entries(breakdown[part as keyof typeof BESIDE]));
      told[`${level} ${names.get(unitId) ?? 'region'}`] = numbers satisfies Numbers;
    }
  }
  return told;
}
