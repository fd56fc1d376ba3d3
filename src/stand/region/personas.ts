import { type CalendarDate } from '../../kernel/calendar-date.js';
import { type Household } from './household.js';
import { administrators, strangers } from './persona-adults.js';
import { PersonaBuilder } from './persona-builder.js';
import {
  oneSchoolFamily,
  parentOnPupilFamily,
  teacherFamily,
  twoSchoolsFamily,
  unconfirmedFamily,
} from './persona-families.js';
import {
  childOfFourteen,
  childWithoutConsent,
  classmates,
  foreigner,
  missingSnils,
  swappedBirthDate,
  twins,
} from './persona-pupils.js';
import { type Persona } from './persona.js';
import { type Territory } from './territory.js';

/** How many pupils the personas bring; the plan of the schools leaves room for them. */
export const PERSONA_PUPILS = 16;

/** The personas and the households that hold them. */
export interface PersonaCast {
  readonly personas: readonly Persona[];
  readonly households: readonly Household[];
}

/** The personas are the same for every seed; only their birth dates follow the day, so that ages stay. */
export function castPersonas(territory: Territory, today: CalendarDate): PersonaCast {
  const builder = new PersonaBuilder(territory, today);
  const scenes = [
    oneSchoolFamily,
    twoSchoolsFamily,
    teacherFamily,
    unconfirmedFamily,
    parentOnPupilFamily,
    childOfFourteen,
    childWithoutConsent,
    foreigner,
    swappedBirthDate,
    missingSnils,
    classmates,
    twins,
    strangers,
    administrators,
  ].map((scene) => scene(builder));
  return {
    personas: scenes.flatMap(({ personas }) => personas),
    households: scenes.map(({ household }) => household),
  };
}
