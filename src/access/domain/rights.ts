/** What a role may do. A right is a noun and a verb; each route of the administrators' API names one. */
export type Right = 'schools.read' | 'roster_imports.read' | 'roster_imports.create';

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

const RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  school_admin: ['schools.read', 'roster_imports.read', 'roster_imports.create'],
  principal: ['schools.read', 'roster_imports.read'],
  homeroom: ['schools.read'],
  municipal_operator: ['schools.read'],
  municipal_head: ['schools.read'],
  ministry_analyst: ['schools.read', 'roster_imports.read'],
  campaign_manager: ['schools.read'],
  ministry_admin: ['schools.read', 'roster_imports.read', 'roster_imports.create'],
  support_agent: ['schools.read'],
  security_officer: [],
  pd_officer: [],
};

/** True when the role gives the right, somewhere. */
export function roleGives(role: Role, right: Right): boolean {
  return RIGHTS[role].includes(right);
}
