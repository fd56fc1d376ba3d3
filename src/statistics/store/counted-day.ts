import { PARTIAL_COUNTS, PUPIL_COUNTS, type PupilCount } from '../domain/counts.js';

/** All that stands in a row of a snapshot beside its snapshot, in the order of {@link countedDay}. */
export const ROW_COLUMNS = [
  ...([
    'level',
    'unit_id',
    'grade_level',
    'school_id',
    'municipality_id',
    'school_kind',
    'founder_type',
  ] as const),
  ...(['general', 'pupils_digest', ...PUPIL_COUNTS, ...PARTIAL_COUNTS] as const),
] as const;

/** I-34, I-35: they describe the roster as it is when it is counted, so a past day has none. */
export const QUALITY_COUNTS = [
  ...(['ready', 'snils_missing', 'snils_invalid', 'snils_duplicate', 'birth_date_missing'] as const),
] as const;

const MINOR = `p.bucket IN ('under14', '14to17')`;
const IN_BUCKET = {
  under14: `p.bucket = 'under14'`,
  '14to17': `p.bucket = '14to17'`,
  '18plus': `p.bucket = '18plus'`,
} as const;

/** Which pupils a column counts: a condition upon `p`, a row of `statistics_pupils`. */
export const COUNTED: Readonly<Record<PupilCount, string>> = {
  students: 'true',
  students_under14: IN_BUCKET.under14,
  students_14to17: IN_BUCKET['14to17'],
  students_18plus: IN_BUCKET['18plus'],
  students_unknown: `p.bucket = 'unknown'`,
  ...ofSet('declared'),
  ...ofSet('linked'),
  ...ofSet('used'),
  impossible: 'p.impossible',
  refusals: 'p.refused',
  refusals_with_paper: 'p.refused AND p.refused_with_paper',
  out_of_reach_minors: `${MINOR} AND NOT p.linked AND (p.impossible OR p.refused)`,
  household_minors: `${MINOR} AND p.in_household`,
};

function ofSet<Set extends 'declared' | 'linked' | 'used'>(set: Set) {
  const under14 = `p.${set} AND ${IN_BUCKET.under14}`;
  const from14 = `p.${set} AND ${IN_BUCKET['14to17']}`;
  const from18 = `p.${set} AND ${IN_BUCKET['18plus']}`;
  return {
    [set]: `p.${set}`,
    [`${set}_under14`]: under14,
    [`${set}_14to17`]: from14,
    [`${set}_18plus`]: from18,
  } as Record<Extract<PupilCount, Set | `${Set}_${string}`>, string>;
}

/** The same for a row `q` of `person_quality`. */
export const QUALITY: Readonly<Record<(typeof QUALITY_COUNTS)[number], string>> = {
  ready: `q.snils_state = 'valid' AND NOT q.snils_shared AND q.has_birth_date`,
  snils_missing: `q.snils_state = 'missing'`,
  snils_invalid: `q.snils_state = 'invalid'`,
  snils_duplicate: `q.snils_state = 'valid' AND q.snils_shared`,
  birth_date_missing: 'NOT q.has_birth_date',
};

const SUMMED = [...PUPIL_COUNTS, ...QUALITY_COUNTS];
const DIGEST = 'bit_xor(uuid_hash_extended(p.person_id, 0)) AS pupils_digest';
const SUMS = [
  'bit_xor(pupils_digest) AS pupils_digest',
  ...SUMMED.map((column) => `sum(${column})::integer AS ${column}`),
].join(', ');
const SCHOOL = 'school_id, municipality_id, school_kind, founder_type, general';

/**
 * The SELECT that counts a day at every level, one wide row each, columns as {@link ROW_COLUMNS}. Pupils are counted once, class
 * by class; the levels above are sums of whole numbers, right because a pupil is in one class of one school (f.0.8). Adults are
 * distinct at each level, so each level counts them anew. Levels above the school hold general schools only (f.0.3). A school
 * that has handed over data and has no pupils is a row of zeros; one that has not has none (EC-140).
 *
 * Parameters: $1 region, $2 day, $3 T(D), $4 day of ages, $5 schools or null for the whole region. With schools named, the rows
 * above the school count these schools only.
 */
export function countedDay(withQuality: boolean): string {
  return `
    WITH cells AS MATERIALIZED (
      SELECT ${SCHOOL}, class_group_id, grade_level, ${DIGEST}, ${countsOf(withQuality)}
        FROM statistics_pupils($1::uuid, $2::date, $3::timestamptz, $4::date, $5::uuid[]) p
        ${withQuality ? 'LEFT JOIN person_quality($1::uuid) q ON q.person_id = p.person_id' : ''}
       WHERE p.has_data
       GROUP BY ${SCHOOL}, class_group_id, grade_level
      UNION ALL
      SELECT s.school_id, s.municipality_id, s.school_kind, s.founder_type, s.general, NULL, NULL, 0,
             ${SUMMED.map((column) => (isQuality(column) && !withQuality ? 'NULL' : '0')).join(', ')}
        FROM statistics_schools($1::uuid, $2::date) s JOIN schools o ON o.id = s.school_id
       WHERE s.has_data AND (o.closed_on IS NULL OR o.closed_on > $2::date) AND ($5::uuid[] IS NULL OR s.school_id = ANY ($5))
    ), units AS (
      SELECT CASE WHEN grouping(municipality_id) = 1 THEN 'region' WHEN grouping(founder_type) = 1 THEN 'municipality'
                  ELSE 'founder' END AS level,
             coalesce(municipality_id, $1::uuid) AS unit_id, -1 AS grade_level, NULL::uuid AS school_id, municipality_id,
             NULL::text AS school_kind, founder_type, true AS general, ${SUMS}
        FROM cells WHERE general
       GROUP BY GROUPING SETS ((), (municipality_id), (municipality_id, founder_type))
      HAVING count(*) > 0 AND (grouping(founder_type) = 1 OR founder_type = 'municipal')
      UNION ALL
      SELECT CASE WHEN grouping(class_group_id) = 0 THEN 'class' WHEN grouping(grade_level) = 0 THEN 'grade' ELSE 'school' END,
             CASE WHEN grouping(class_group_id) = 0 THEN class_group_id ELSE school_id END,
             CASE WHEN grouping(class_group_id) = 1 AND grouping(grade_level) = 0 THEN grade_level ELSE -1 END,
             ${SCHOOL}, ${SUMS}
        FROM cells
       GROUP BY GROUPING SETS ((${SCHOOL}), (${SCHOOL}, grade_level), (${SCHOOL}, grade_level, class_group_id))
      HAVING (grouping(class_group_id) = 1 OR class_group_id IS NOT NULL)
         AND (grouping(grade_level) = 1 OR grade_level IS NOT NULL)
    ), ${ADULTS}
    SELECT u.level, u.unit_id, u.grade_level::smallint, u.school_id, u.municipality_id, u.school_kind, u.founder_type, u.general,
           u.pupils_digest,
           ${PUPIL_COUNTS.map((column) => `u.${column}`).join(', ')},
           ${ADULT_COUNTS.map((column) => `CASE WHEN u.level NOT IN ('grade', 'class') THEN coalesce(a.${column}, 0) END AS ${column}`).join(', ')},
           CASE WHEN u.level = 'region' THEN (SELECT count(*)::integer FROM unplaced_lately($1::uuid, $2::date)) END AS unplaced,
           ${QUALITY_COUNTS.map((column) => `CASE WHEN u.level NOT IN ('grade', 'class') THEN u.${column} END AS ${column}`).join(', ')}
      FROM units u LEFT JOIN adults_of a ON a.level = u.level AND a.unit_id = u.unit_id`;
}

const ADULT_COUNTS = ['representatives', 'representatives_linked', 'staff', 'staff_linked'] as const;

const ADULTS = `adults AS MATERIALIZED (
      SELECT a.kind, a.person_id, a.school_id, a.municipality_id, a.founder_type, a.general, a.linked
        FROM statistics_adults($1::uuid, $2::date, $3::timestamptz, $5::uuid[]) a WHERE a.has_data
    ), persons AS (
      SELECT 'school' AS level, school_id AS unit_id, kind, linked FROM adults
      UNION ALL
      SELECT 'municipality', municipality_id, kind, bool_or(linked) FROM adults WHERE general
       GROUP BY municipality_id, kind, person_id
      UNION ALL
      SELECT 'founder', municipality_id, kind, bool_or(linked) FROM adults WHERE general AND founder_type = 'municipal'
       GROUP BY municipality_id, kind, person_id
      UNION ALL
      SELECT 'region', $1::uuid, kind, bool_or(linked) FROM adults WHERE general GROUP BY kind, person_id
    ), adults_of AS (
      SELECT level, unit_id,
             (count(*) FILTER (WHERE kind = 'representative'))::integer AS representatives,
             (count(*) FILTER (WHERE kind = 'representative' AND linked))::integer AS representatives_linked,
             (count(*) FILTER (WHERE kind = 'staff'))::integer AS staff,
             (count(*) FILTER (WHERE kind = 'staff' AND linked))::integer AS staff_linked
        FROM persons GROUP BY level, unit_id
    )`;

function countsOf(withQuality: boolean): string {
  return [
    ...PUPIL_COUNTS.map((column) => counted(COUNTED[column], column)),
    ...QUALITY_COUNTS.map((column) =>
      withQuality ? counted(QUALITY[column], column) : `NULL::integer AS ${column}`,
    ),
  ].join(', ');
}

const counted = (condition: string, column: string): string =>
  `(count(*) FILTER (WHERE ${condition}))::integer AS ${column}`;

const isQuality = (column: string): boolean => QUALITY_COUNTS.some((quality) => quality === column);
