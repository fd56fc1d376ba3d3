export { mergeJournalSystems, mergeMunicipalities, mergeSchools } from './store/merge-territory.js';
export { ensureRegion, type KnownRegion } from './store/region.store.js';
export { type School, type SchoolScope, Schools } from './store/schools.repository.js';
export { type JournalSystem, type Region, Territory } from './store/territory.repository.js';
export { TerritoryModule } from './territory.module.js';
