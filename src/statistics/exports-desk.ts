/** What the administrators' face needs for files, charts and rankings. */
export { ExportFederal, FEDERAL_FORMATS, type FederalFormat } from './application/export-federal.js';
export {
  EXPORT_FORMATS,
  type ExportAct,
  type ExportedFile,
  type ExportFormat,
  type ExportSubject,
  MakeExport,
} from './application/make-export.js';
export {
  CHART_LEVELS,
  type ChartLevel,
  RANKING_LEVELS,
  type RankingLevel,
  ShowCoverage,
} from './application/show-coverage.js';
export type { RankedUnit } from './domain/ranking.js';
