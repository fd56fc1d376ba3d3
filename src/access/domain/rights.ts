/** What a role may do. A right is a noun and a verb; each route of the administrators' API names one. */
export type Right =
  | 'schools.read'
  | 'schools.reorganise'
  | 'roster_imports.read'
  | 'roster_imports.create'
  | 'roster_imports.decide'
  | 'data_quality.read'
  | 'data_quality.counters'
  | 'people.read'
  | 'people.change'
  | 'family_ties.change'
  | 'consents.record'
  | 'roster_tasks.read'
  | 'roster_tasks.close'
  | 'link_reviews.read'
  | 'link_reviews.decide'
  | 'links.read'
  | 'links.end'
  | 'links.lock'
  | 'link_codes.issue'
  | 'cases.read'
  | 'delegates.appoint';

/** Roles of roles.md that administrators hold, and `ministry_admin`, who appoints the first of the others. */
export const ROLES = [
  'school_admin',
  'principal',
  'homeroom',
  'municipal_operator',
  'municipal_head',
  'ministry_analyst',
  'campaign_manager',
  'ministry_admin',
  'support_agent',
  'security_officer',
  'pd_officer',
] as const;

export type Role = (typeof ROLES)[number];

/** How far a role reaches. */
export type ScopeLevel = 'region' | 'municipality' | 'school';

/** The scope at which each role is given (roles.md, column «Scope»). */
export const SCOPE_OF_ROLE: Readonly<Record<Role, ScopeLevel>> = {
  school_admin: 'school',
  principal: 'school',
  homeroom: 'school',
  municipal_operator: 'municipality',
  municipal_head: 'municipality',
  ministry_analyst: 'region',
  campaign_manager: 'region',
  ministry_admin: 'region',
  support_agent: 'region',
  security_officer: 'region',
  pd_officer: 'region',
};

const OF_SCHOOL: readonly Right[] = [
  'schools.read',
  'roster_imports.read',
  'data_quality.read',
  'data_quality.counters',
  'people.read',
  'roster_tasks.read',
  'link_reviews.read',
  'links.read',
];

const RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  school_admin: [
    ...OF_SCHOOL,
    'roster_imports.create',
    'roster_imports.decide',
    'people.change',
    'family_ties.change',
    'consents.record',
    'roster_tasks.close',
    'link_reviews.decide',
    'links.end',
    'link_codes.issue',
  ],
  principal: OF_SCHOOL,
  homeroom: ['schools.read'],
  municipal_operator: ['schools.read', 'data_quality.counters', 'delegates.appoint'],
  municipal_head: ['schools.read', 'data_quality.counters'],
  ministry_analyst: [
    'schools.read',
    'roster_imports.read',
    'roster_imports.decide',
    'data_quality.counters',
    'delegates.appoint',
  ],
  campaign_manager: ['schools.read', 'data_quality.counters'],
  ministry_admin: ['schools.read', 'schools.reorganise', 'roster_imports.read', 'roster_imports.create'],
  support_agent: ['schools.read', 'cases.read', 'links.lock'],
  security_officer: ['links.lock'],
  pd_officer: ['consents.record'],
};

/** True when the role gives the right, somewhere. */
export function roleGives(role: Role, right: Right): boolean {
  return RIGHTS[role].includes(right);
}
