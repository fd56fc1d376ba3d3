export { type JournalSystem, type Region, Territory } from './store/territory.repository.js';
export { type School, type SchoolScope, Schools } from './store/schools.repository.js';
export { TerritoryModule } from './territory.module.js';
