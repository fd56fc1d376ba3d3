export { ensureRegion, type KnownRegion } from './store/region.store.js';
export { mergeJournalSystems, mergeMunicipalities, mergeSchools } from './store/merge-territory.js';
