import type { CoverageSeries } from '../domain/coverage-series.js';
import type { ReportTable } from '../domain/report-table.js';
import { type ChartSubject, coverageChart } from './coverage-chart.js';
import { writePdf } from './write-pdf.js';
import { writeXlsx } from './write-xlsx.js';

/** What a chart is drawn of. */
export interface ChartToDraw {
  readonly subject: ChartSubject;
  readonly series: CoverageSeries;
}

/** A file to be written; plain values, since they cross to another thread. */
export type FileTask =
  | { readonly kind: 'xlsx'; readonly table: ReportTable }
  | { readonly kind: 'pdf'; readonly table: ReportTable; readonly chart: ChartToDraw | null }
  | { readonly kind: 'svg'; readonly chart: ChartToDraw };

/** Writes one file. Runs in a worker thread: a region's report takes seconds of pure work. */
export default async function writeFile(task: FileTask): Promise<Uint8Array> {
  switch (task.kind) {
    case 'xlsx':
      return writeXlsx(task.table);
    case 'pdf':
      return writePdf(
        task.table,
        task.chart === null ? null : coverageChart(task.chart.subject, task.chart.series),
      );
    case 'svg':
      return new TextEncoder().encode(coverageChart(task.chart.subject, task.chart.series));
  }
}
