/** The places of the demo region. They are few (one class for 25 pupils) and all that is kept in memory. */

export type SchoolKind =
  | 'primary'
  | 'basic'
  | 'secondary'
  | 'gymnasium'
  | 'lyceum'
  | 'boarding'
  | 'cadet'
  | 'special'
  | 'evening'
  | 'preschool'
  | 'vocational';

export type FounderType = 'municipal' | 'regional' | 'federal' | 'private';

/** `demo-college` serves the colleges, `demo-journal` everybody else. */
export type JournalSystem = 'demo-journal' | 'demo-college';

export interface Municipality {
  readonly sourceId: string;
  /** Eight digits in the shape of ОКТМО, illustrative. */
  readonly oktmo: string;
  readonly name: string;
  readonly kind: 'city_okrug' | 'municipal_okrug' | 'municipal_district';
}

export interface ClassGroup {
  readonly sourceId: string;
  /** 0 in a kindergarten; 10–12 are the first three years of a college. */
  readonly grade: number;
  readonly letter: string;
  readonly campus: string;
  /** Places that are not yet given to anybody; counts down while pupils are drawn. */
  free: number;
}

export interface School {
  readonly sourceId: string;
  readonly municipality: Municipality;
  readonly fullName: string;
  readonly shortName: string;
  readonly kind: SchoolKind;
  readonly founder: FounderType;
  readonly inn: string;
  readonly ogrn: string;
  readonly system: JournalSystem;
  readonly classes: readonly ClassGroup[];
  /** Staff still to be drawn. */
  staffWanted: number;
}

export interface Territory {
  /** `2026/2027`. */
  readonly academicYear: string;
  /** The calendar year in which the academic year began. */
  readonly startYear: number;
  readonly municipalities: readonly Municipality[];
  readonly schools: readonly School[];
}
