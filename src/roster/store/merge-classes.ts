import type { ClientBase } from 'pg';
import { mergeTable, type MergeCounts } from '../../platform/database/merge-table.js';
import type { ImportScope } from './import-scope.js';

/** Merges classes from stage_classes; schools must be in already. */
export function mergeClasses(client: ClientBase, scope: ImportScope): Promise<MergeCounts> {
  return mergeTable(client, {
    target: 'class_groups',
    keys: ['region_id', 'source', 'source_id'],
    columns: ['school_id', 'academic_year', 'grade_level', 'letter', 'campus'],
    from: `SELECT x.region_id, x.source, s.source_id, x.id AS school_id, s.academic_year, s.grade_level, s.letter, s.campus
             FROM stage_classes s
             JOIN schools x ON x.region_id = $1 AND x.source = $2 AND x.source_id = s.school_source_id
            WHERE NOT s.aside`,
    parameters: [scope.regionId, scope.source],
  });
}
