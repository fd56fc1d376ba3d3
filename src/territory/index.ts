export { mergeJournalSystems, mergeMunicipalities, mergeSchools } from './store/merge-territory.js';
export { ensureRegion } from './store/region.store.js';
export {
  type School,
  SCHOOL_IN_SCOPE,
  Schools,
  type SchoolScope,
  scopeParameters,
} from './store/schools.repository.js';
export { type JournalSystem, type Region, Territory } from './store/territory.repository.js';
export { TerritoryModule } from './territory.module.js';
