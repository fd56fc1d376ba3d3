/** The topic of changes that a link may rest on. */
export const PEOPLE_CHANGED = 'roster.people_changed';
/** So many people stand in one event at most. */
export const PEOPLE_PER_EVENT = 500;
