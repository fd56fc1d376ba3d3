export {
  type DecompositionReading,
  type GrowthAsked,
  type GrowthDays,
  type GrowthReading,
  ReadGrowth,
} from './application/read-growth.js';
export { type Growth, roundedGrowth } from './domain/growth.js';
export { type Decomposed, FLOWS, GROWTH_BUCKETS, INFLOWS, OUTFLOWS } from './domain/growth-decomposition.js';
export { GROWTH_WINDOWS, type GrowthWindow } from './domain/growth-windows.js';
