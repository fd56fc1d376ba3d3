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
  | 'cases.act'
  | 'delegates.appoint'
  | 'campaigns.read'
  | 'campaigns.plan'
  | 'campaigns.request'
  | 'campaigns.agree'
  | 'campaigns.confirm'
  | 'campaign_tasks.close'
  | 'calendar.change'
  | 'brownouts.plan'
  | 'exemptions.read'
  | 'exemptions.request'
  | 'exemptions.approve'
  | 'exemptions.decide'
  | 'refusals.record'
  | 'refusals.confirm'
  | 'reenable.decide'
  | 'reenable.school'
  | 'credentials.read'
  | 'credentials.order'
  | 'credentials.lock'
  | 'credentials.unlock'
  | 'emergencies.declare'
  | 'incidents.read'
  | 'incidents.close'
  | 'probes.change'
  | 'statistics.read'
  | 'statistics.people'
  | 'statistics.export'
  | 'statistics.policy'
  | 'declarations.read'
  | 'declarations.record'
  | 'report_forms.read'
  | 'report_forms.publish'
  | 'reports.read'
  | 'reports.fill'
  | 'reports.submit'
  | 'reports.accept'
  | 'reports.open'
  | 'reports.lock'
  | 'reports.agree'
  | 'reports.approve'
  | 'reports.export'
  | 'rollups.read'
  | 'rollups.build'
  | 'rollups.submit'
  | 'rollups.accept'
  | 'statistics.federal'
  | 'api_keys.manage'
  | 'api_keys.read'
  | 'api_keys.revoke'
  | 'grants.read'
  | 'grants.change'
  | 'sessions.own'
  | 'today.read'
  | 'deliveries.read'
  | 'deliveries.counters'
  | 'deliveries.opt_out'
  | 'letters.read'
  | 'letters.send'
  | 'letters.forward'
  | 'letters.acknowledge'
  | 'announcements.read'
  | 'announcements.post'
  | 'subject_requests.read'
  | 'subject_requests.decide'
  | 'personal_data.registers'
  | 'processors.change'
  | 'leaks.read'
  | 'leaks.record'
  | 'leaks.people'
  | 'audit.read'
  | 'audit.export'
  | 'notices.read'
  | 'notices.print'
  | 'notices.hand_out'
  | 'notice_templates.read'
  | 'notice_templates.write'
  | 'notice_templates.approve';

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
export type ScopeLevel = 'region' | 'municipality' | 'school' | 'class';

/** The scope at which each role is given (roles.md, column «Scope»). */
export const SCOPE_OF_ROLE: Readonly<Record<Role, ScopeLevel>> = {
  school_admin: 'school',
  principal: 'school',
  homeroom: 'class',
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
  'campaigns.read',
  'exemptions.read',
  'credentials.read',
  'statistics.read',
  'declarations.read',
  'report_forms.read',
  'reports.read',
  'reports.export',
];

/** What everybody who is signed in may do. */
const OF_ALL: readonly Right[] = ['sessions.own'];

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
    'campaign_tasks.close',
    'exemptions.request',
    'refusals.record',
    'reenable.decide',
    'credentials.order',
    'credentials.unlock',
    'statistics.people',
    'statistics.export',
    'declarations.record',
    'reports.fill',
    'today.read',
    'deliveries.read',
    'deliveries.counters',
    'deliveries.opt_out',
    'letters.read',
    'letters.acknowledge',
    'announcements.read',
    'announcements.post',
    'notices.read',
    'notices.print',
    'notices.hand_out',
    'notice_templates.read',
  ],
  principal: [
    ...OF_SCHOOL,
    'campaigns.request',
    'campaigns.confirm',
    'exemptions.approve',
    'refusals.confirm',
    'statistics.people',
    'statistics.export',
    'reports.fill',
    'reports.submit',
    'grants.read',
    'grants.change',
    'today.read',
    'deliveries.counters',
    'letters.read',
    'letters.acknowledge',
    'announcements.read',
    'announcements.post',
    'notices.read',
    'notice_templates.read',
  ],
  homeroom: [
    'schools.read',
    'declarations.read',
    'declarations.record',
    'today.read',
    'announcements.read',
    'notices.read',
    'notices.hand_out',
  ],
  municipal_operator: [
    'schools.read',
    'data_quality.counters',
    'delegates.appoint',
    'campaigns.read',
    'campaigns.agree',
    'statistics.read',
    'statistics.export',
    'report_forms.read',
    'reports.read',
    'reports.accept',
    'reports.agree',
    'reports.export',
    'rollups.read',
    'rollups.build',
    'today.read',
    'deliveries.counters',
    'letters.read',
    'letters.acknowledge',
    'announcements.read',
    'letters.forward',
    'announcements.post',
  ],
  municipal_head: [
    'schools.read',
    'data_quality.counters',
    'campaigns.read',
    'campaigns.agree',
    'campaigns.confirm',
    'statistics.read',
    'statistics.export',
    'report_forms.read',
    'reports.read',
    'reports.export',
    'rollups.read',
    'rollups.build',
    'rollups.submit',
    'today.read',
    'letters.read',
    'letters.acknowledge',
    'announcements.read',
    'letters.forward',
  ],
  ministry_analyst: [
    'schools.read',
    'roster_imports.read',
    'roster_imports.decide',
    'data_quality.counters',
    'delegates.appoint',
    'campaigns.read',
    'incidents.read',
    'statistics.read',
    'statistics.export',
    'statistics.policy',
    'report_forms.read',
    'report_forms.publish',
    'reports.read',
    'reports.accept',
    'reports.open',
    'reports.lock',
    'reports.approve',
    'reports.export',
    'rollups.read',
    'rollups.accept',
    'statistics.federal',
    'today.read',
    'deliveries.counters',
    'letters.read',
    'letters.send',
    'announcements.read',
    'announcements.post',
    'notice_templates.read',
    'notice_templates.write',
    'notice_templates.approve',
  ],
  campaign_manager: [
    'schools.read',
    'data_quality.counters',
    'campaigns.read',
    'campaigns.plan',
    'campaign_tasks.close',
    'calendar.change',
    'brownouts.plan',
    'exemptions.read',
    'exemptions.decide',
    'reenable.school',
    'emergencies.declare',
    'incidents.read',
    'incidents.close',
    'probes.change',
    'statistics.read',
    'today.read',
    'deliveries.counters',
    'letters.read',
    'letters.send',
    'announcements.read',
    'announcements.post',
    'notice_templates.read',
    'notice_templates.write',
    'notice_templates.approve',
  ],
  ministry_admin: [
    'schools.read',
    'schools.reorganise',
    'roster_imports.read',
    'roster_imports.create',
    'api_keys.manage',
    'api_keys.read',
    'api_keys.revoke',
    'grants.read',
    'grants.change',
  ],
  // By ticket and for a while (roles.md, 13): nothing that takes the id of a link or an account.
  support_agent: ['schools.read', 'cases.read', 'cases.act', 'announcements.read'],
  security_officer: [
    'links.lock',
    'credentials.lock',
    'credentials.unlock',
    'incidents.read',
    'api_keys.read',
    'api_keys.revoke',
    'today.read',
    'personal_data.registers',
    'leaks.read',
    'leaks.record',
    'audit.read',
    'audit.export',
  ],
  pd_officer: [
    'consents.record',
    'deliveries.opt_out',
    'subject_requests.read',
    'subject_requests.decide',
    'personal_data.registers',
    'processors.change',
    'leaks.read',
    'leaks.record',
    'leaks.people',
  ],
};

/** True when the role gives the right, somewhere. */
export function roleGives(role: Role, right: Right): boolean {
  return OF_ALL.includes(right) || RIGHTS[role].includes(right);
}
