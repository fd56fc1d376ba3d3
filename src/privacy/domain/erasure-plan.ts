import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';

/** What the database knows that decides whether the purpose of the processing has ended. */
export interface ErasureFacts {
  /** Enrolments and appointments that last on the day. */
  readonly openPlaces: number;
  /** Ties, as a representative, to children who are enrolled on the day. */
  readonly childrenAtSchool: number;
  /** Links that have not ended, and cases that wait for a decision. */
  readonly openLinks: number;
  readonly openCases: number;
  /** A role in the administration that holds on the day. */
  readonly openGrants: number;
  /** Links of the past, whose evidence is kept. */
  readonly endedLinks: number;
  /** The last day of the last enrolment, appointment or link; null when there never was one. */
  readonly purposeEndedOn: CalendarDate | null;
  readonly consents: number;
  readonly auditEvents: number;
}

/** Why a person may not be erased now. */
export type ErasureObstacle =
  'enrolled_or_employed' | 'represents_a_pupil' | 'link_not_ended' | 'case_open' | 'administrator';

/** One line of the dry run: what happens to it, and by which right it stays. */
export interface ErasureLine {
  readonly what: string;
  readonly fate: 'erased' | 'stays' | 'depersonalised';
  readonly basis: string;
  /** The last day on which it stays; null: not for a time, or not known beforehand. */
  readonly until: CalendarDate | null;
}

export interface ErasurePlan {
  readonly obstacles: readonly ErasureObstacle[];
  readonly lines: readonly ErasureLine[];
}

/** Three years (PD-07: link evidence; ГК РФ, ст. 196: limitation). */
const EVIDENCE_DAYS = 3 * 365 + 1;

/**
 * What an erasure would do (152-ФЗ, ст. 21, ч. 4: after the purpose is reached). What proves that a link was right, a consent
 * was given and who saw what stays, without what names the person wherever it can do without.
 */
export function erasurePlan(facts: ErasureFacts, day: CalendarDate): ErasurePlan {
  const obstacles: ErasureObstacle[] = [];
  if (facts.openPlaces > 0) obstacles.push('enrolled_or_employed');
  if (facts.childrenAtSchool > 0) obstacles.push('represents_a_pupil');
  if (facts.openLinks > 0) obstacles.push('link_not_ended');
  if (facts.openCases > 0) obstacles.push('case_open');
  if (facts.openGrants > 0) obstacles.push('administrator');
  return { obstacles, lines: [...erased(), ...staying(facts, day)] };
}

/** The day until which evidence of ended links is kept; null when nothing is to be proved any more. */
export function evidenceUntil(facts: ErasureFacts, day: CalendarDate): CalendarDate | null {
  if (facts.endedLinks === 0 || facts.purposeEndedOn === null) return null;
  const until = addDays(facts.purposeEndedOn, EVIDENCE_DAYS);
  return until > day ? until : null;
}

function erased(): readonly ErasureLine[] {
  const purpose = '152-ФЗ, ст. 21, ч. 4: цель обработки достигнута';
  return [
    'фамилия, имя, отчество',
    'дата рождения, пол, гражданство',
    'СНИЛС и его отпечаток',
    'прежние значения: исправления, снимки до загрузок',
    'карточки детей из профиля Госуслуг',
    'коды привязки и подтверждения старого пароля',
  ].map((what) => ({ what, fate: 'erased', basis: purpose, until: null }));
}

function staying(facts: ErasureFacts, day: CalendarDate): readonly ErasureLine[] {
  const lines: ErasureLine[] = [
    {
      what: 'зачисления, назначения, учётные записи журнала: строки без имени',
      fate: 'depersonalised',
      basis: '152-ФЗ, ст. 6, ч. 1, п. 9: статистика, обезличенно',
      until: null,
    },
  ];
  if (facts.endedLinks > 0) {
    const until = evidenceUntil(facts, day);
    lines.push(
      until === null
        ? {
            ...{ what: 'основания прежних привязок и oid Госуслуг', fate: 'erased', until },
            basis: 'три года прошли',
          }
        : {
            ...{ what: 'основания прежних привязок и oid Госуслуг', fate: 'stays', until },
            basis: 'доказательство правильности привязки: три года после окончания (PD-07)',
          },
    );
  }
  if (facts.consents > 0)
    lines.push({
      ...{ what: 'записи о согласиях: номер, редакция, дата', fate: 'stays', until: null },
      basis: '152-ФЗ, ст. 9, ч. 3: оператор доказывает, что согласие было',
    });
  if (facts.auditEvents > 0)
    lines.push({
      ...{ what: 'журнал событий: номера и коды без персональных данных', fate: 'stays', until: null },
      basis: '152-ФЗ, ст. 19, ч. 2, п. 8: учёт действий, не менее трёх лет (PD-01)',
    });
  return lines;
}
