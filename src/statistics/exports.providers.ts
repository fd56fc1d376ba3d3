import type { Provider } from '@nestjs/common';
import { ExportFederal } from './application/export-federal.js';
import { ExportTables } from './application/export-tables.js';
import { MakeExport } from './application/make-export.js';
import { ShowCoverage } from './application/show-coverage.js';
import { ReportFiles } from './gateway/report-files.js';
import { ExportRows } from './store/export-rows.repository.js';

/** What the administrators' API calls of exports. */
export const exportsDoors: readonly Provider[] = [MakeExport, ExportFederal, ShowCoverage];

export const exports: readonly Provider[] = [...exportsDoors, ExportTables, ExportRows, ReportFiles];
