import { yearBegins } from './merge-classes.js';

/** The two kinds of place that a record may have in time: a pupil's enrolment, a member of staff's appointment. */
export interface PlaceTable {
  readonly table: 'enrollments' | 'staff_appointments';
  readonly kind: 'student' | 'staff';
  /** Columns that make it the same place. */
  readonly columns: readonly string[];
  /** Those of them that a link rests on: their change is told, and breaks a stay. */
  readonly reach: readonly string[];
  /**
   * SELECT items over s (staged row), sc (known school), kc (known class), d (who died): the columns, and what the
   * fragments below use.
   */
  readonly values: string;
  /** SQL: the first day of the class's year over `l` (newest place), null where there is none. */
  readonly latestBegins: string;
  /** Columns written with a new place, and their values over `w`, which is a wanted place or a next one. */
  readonly opened: Readonly<Record<string, { readonly first: string; readonly next: string }>>;
  /** Columns written when the next place ends the one before; values over `n` (next) and `t` (the place). */
  readonly closed: Readonly<Record<string, string>>;
  /** Columns written with a correction; values over `n` and `t`. */
  readonly mended: Readonly<Record<string, string>>;
}

/** SQL: how an enrolment in class `g` ends on `day` when nobody says. Who leaves a last year's class in June or later graduates. */
export const endedAs = (g: string, day: string) => `CASE WHEN ${g}.grade_level IN (9, 11, 12)
  AND ${day} >= make_date(right(${g}.academic_year, 4)::integer, 6, 1) THEN 'graduated' ELSE 'left' END`;

const ENROLLMENTS: PlaceTable = {
  table: 'enrollments',
  kind: 'student',
  columns: ['school_id', 'class_group_id', 'kind'],
  reach: ['school_id', 'kind'],
  values: `sc.id AS school_id, kc.id AS class_group_id, s.post AS kind, s.order_no, ${yearBegins('kc.academic_year')} AS begins,
    CASE WHEN d.deceased_on <= coalesce(s.valid_to, d.deceased_on) THEN 'deceased' ELSE s.end_kind END AS told_end,
    ${endedAs('kc', 's.valid_to')} AS likely_end`,
  latestBegins: `(SELECT ${yearBegins('g.academic_year')} FROM class_groups g WHERE g.id = l.class_group_id)`,
  opened: {
    order_no: { first: 'w.order_no', next: 'w.order_no' },
    end_kind: {
      first: 'CASE WHEN w.valid_to IS NOT NULL THEN coalesce(w.told_end, w.likely_end) END',
      next: 'CASE WHEN w.new_to IS NOT NULL THEN coalesce(w.told_end, w.likely_end) END',
    },
    stay_since: { first: 'NULL', next: 'w.stay_since' },
  },
  closed: {
    end_kind: `CASE WHEN t.valid_to = n.day AND t.end_kind NOT IN ('left', 'class_change') THEN t.end_kind
                    WHEN n.leaves_school THEN 'transfer' ELSE 'class_change' END`,
  },
  mended: {
    order_no: 'coalesce(n.order_no, t.order_no)',
    end_kind: `CASE WHEN n.new_to IS NOT NULL
      THEN coalesce(n.told_end, CASE WHEN t.valid_to = n.new_to THEN t.end_kind END, n.likely_end) END`,
    stay_since: 'CASE WHEN NOT n.moves THEN t.stay_since END',
  },
};

const APPOINTMENTS: PlaceTable = {
  table: 'staff_appointments',
  kind: 'staff',
  columns: ['school_id', 'position'],
  reach: ['school_id'],
  values: 'sc.id AS school_id, s.post AS position, NULL::date AS begins',
  latestBegins: 'NULL::date',
  opened: {},
  closed: {},
  mended: {},
};

export const PLACES: readonly PlaceTable[] = [ENROLLMENTS, APPOINTMENTS];
