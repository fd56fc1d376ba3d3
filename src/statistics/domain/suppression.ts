/** A grade of a school as far as hiding it needs: how many classes it has, and how many pupils. */
export interface GradeCell {
  readonly gradeLevel: number;
  readonly classes: number;
  readonly students: number;
}

/**
 * The grades of one school that nobody outside it may see (STAT-08): a grade of one class is that class. When it is one only,
 * the school's total less the other grades would tell it, so the smallest other grade is hidden too.
 */
export function hiddenGrades(grades: readonly GradeCell[]): ReadonlySet<number> {
  const single = grades.filter(({ classes }) => classes < 2);
  const hidden = new Set(single.map(({ gradeLevel }) => gradeLevel));
  if (hidden.size !== 1) return hidden;
  const [smallest] = grades
    .filter(({ gradeLevel }) => !hidden.has(gradeLevel))
    .sort((a, b) => a.students - b.students || a.gradeLevel - b.gradeLevel);
  if (smallest !== undefined) hidden.add(smallest.gradeLevel);
  return hidden;
}
