/** What the administrators' face needs for files, charts and rankings. */
export { ExportFederal, FEDERAL_FORMATS } from './application/export-federal.js';
export { EXPORT_FORMATS, type ExportAct, MakeExport } from './application/make-export.js';
export { ShowCoverage } from './application/show-coverage.js';
