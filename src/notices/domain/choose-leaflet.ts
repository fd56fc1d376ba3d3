import { ageOn, type CalendarDate } from '../../kernel/calendar-date.js';
import type { TemplateKind } from './template-kind.js';

/** Of whom the leaflet is chosen. */
export interface Reader {
  readonly wave: 'staff' | 'representatives' | 'pupils_14plus' | 'pupils_under14';
  readonly born: CalendarDate | null;
  /** ISO 3166-1 alpha-3; null where the school has not said. */
  readonly citizenship: string | null;
}

/**
 * The leaflet for a person by role and by age on the day (NOT-02). Before the birth date is known a pupil gets the leaflet of
 * the youngest: the parents read it. A minor with a foreign certificate goes to a service centre first (NOT-03).
 */
export function leafletFor({ wave, born, citizenship }: Reader, day: CalendarDate): TemplateKind {
  switch (wave) {
    case 'staff':
      return 'leaflet_staff';
    case 'representatives':
      return 'letter_parents';
    case 'pupils_14plus':
    case 'pupils_under14':
      return leafletOfPupil(born, citizenship, day);
  }
}

function leafletOfPupil(
  born: CalendarDate | null,
  citizenship: string | null,
  day: CalendarDate,
): TemplateKind {
  const age = born === null ? 0 : ageOn(day, born);
  if (age >= 18) return 'leaflet_adult';
  if (citizenship !== null && citizenship !== 'RUS') return 'leaflet_foreign';
  return age >= 14 ? 'leaflet_14to17' : 'leaflet_under14';
}
