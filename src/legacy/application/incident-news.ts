import type { Uuid } from '../../kernel/ids.js';
import type { News } from '../../platform/outbox/outbox.js';
import type { Incident } from '../store/incidents.repository.js';

const INCIDENT_CHANGED = 'incident.changed';

/** The part of an incident that its e-journal is told. */
export type ToldIncident = Pick<
  Incident,
  'id' | 'regionId' | 'systemId' | 'schoolId' | 'channel' | 'foundBy' | 'signIns'
>;

/**
 * A password that still works, for its e-journal: told when it is found, every week while it stays open, and when it is closed.
 * The body: `{ incident_id, journal_system_id, school_id, channel, found_by, sign_ins, state }`.
 */
export function incidentNews(
  incident: ToldIncident,
  state: 'opened' | 'reminded' | 'closed',
  at: Date,
): News {
  const { id, regionId, systemId, schoolId, channel, foundBy, signIns } = incident;
  const body: Record<string, Uuid | string | number> = {
    ...{ incident_id: id, journal_system_id: systemId, school_id: schoolId, channel },
    ...{ found_by: foundBy, sign_ins: signIns, state },
  };
  return { regionId, topic: INCIDENT_CHANGED, body, at };
}
