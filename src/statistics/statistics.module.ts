import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { TerritoryModule } from '../territory/index.js';
import { snapshots, snapshotsDoors } from './snapshots.providers.js';
import { growth, growthDoors } from './growth.providers.js';
import { declarations, declarationsDoors } from './declarations.providers.js';
import { process, processDoors } from './process.providers.js';
import { reports, reportsDoors } from './reports.providers.js';
import { rollups, rollupsDoors } from './rollups.providers.js';
import { exports, exportsDoors } from './exports.providers.js';
import { pull, pullDoors } from './pull.providers.js';

/** Indicators, snapshots, growth, reports and their submission, exports. Others' facts come as SQL views only. */
@Module({
  imports: [AuditModule, TerritoryModule],
  providers: [
    ...snapshots,
    ...growth,
    ...declarations,
    ...process,
    ...reports,
    ...rollups,
    ...exports,
    ...pull,
  ],
  exports: [
    ...snapshotsDoors,
    ...growthDoors,
    ...declarationsDoors,
    ...processDoors,
    ...reportsDoors,
    ...rollupsDoors,
    ...exportsDoors,
    ...pullDoors,
  ],
})
export class StatisticsModule {}
