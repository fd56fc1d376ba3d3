/** Names of personal scopes seen with the real ESIA (esia-protocol.md, 5.8), each with what a person reads on the consent page. */
export const PERSON_SCOPES: Readonly<Record<string, string>> = {
  openid: 'Вход под вашей учётной записью',
  fullname: 'Фамилия, имя, отчество',
  birthdate: 'Дата рождения',
  gender: 'Пол',
  snils: 'СНИЛС',
  inn: 'ИНН',
  id_doc: 'Документ, удостоверяющий личность',
  birthplace: 'Место рождения',
  birth_cert_doc: 'Свидетельство о рождении',
  medical_doc: 'Полис обязательного медицинского страхования',
  military_doc: 'Военный билет',
  foreign_passport_doc: 'Заграничный паспорт',
  drivers_licence_doc: 'Водительское удостоверение',
  residence_doc: 'Вид на жительство',
  temporary_residence_doc: 'Разрешение на временное проживание',
  vehicles: 'Транспортные средства',
  email: 'Адрес электронной почты',
  mobile: 'Номер мобильного телефона',
  contacts: 'Контакты',
  addresses: 'Адреса',
  usr_org: 'Организации, в которых вы работаете',
  usr_avt: 'Фотография профиля',
  self_employed: 'Сведения о самозанятости',
  kid_fullname: 'Фамилия, имя, отчество ребёнка',
  kid_birthdate: 'Дата рождения ребёнка',
  kid_gender: 'Пол ребёнка',
  kid_snils: 'СНИЛС ребёнка',
  kid_inn: 'ИНН ребёнка',
  kid_birth_cert_doc: 'Свидетельство о рождении ребёнка',
  kid_medical_doc: 'Полис ребёнка',
  kid_mobile: 'Телефон ребёнка',
  kid_email: 'Электронная почта ребёнка',
  kid_school_data: 'Сведения об обучении ребёнка',
  educational_doc: 'Документ об образовании',
  student_ticket: 'Студенческий билет',
  bio: 'Биометрические данные',
};

/** Organisation scopes (5.7). */
export const ORG_SCOPES: ReadonlySet<string> = new Set([
  'org_shortname',
  'org_fullname',
  'org_type',
  'org_ogrn',
  'org_inn',
  'org_leg',
  'org_kpp',
  'org_ctts',
  'org_addrs',
  'org_emps',
  'org_grps',
  'org_brhs',
  'org_invts',
]);

/** These stand bare in a granted scope; all others carry `?oid=` (3.1). */
const BARE = new Set(['openid', 'bio']);

export interface OrgScope {
  readonly name: string;
  readonly orgOid: string | null;
}

/**
 * One item of `scope_org`. Its syntax in v2 is unknown [?]: a bare name, `name?org_oid=…` and v1's address form
 * (always with ESIA's production host) are read. Null for anything else.
 */
export function readOrgScope(item: string): OrgScope | null {
  const found = /^(?:http:\/\/esia\.gosuslugi\.ru\/)?([a-z_]+)(?:\?org_oid=(\d+))?$/.exec(item);
  const name = found?.[1];
  return name !== undefined && ORG_SCOPES.has(name) ? { name, orgOid: found?.[2] ?? null } : null;
}

/**
 * Granted scopes as tokens write them: `name?oid=<OID>`, alphabetical, because ESIA does not keep the asked order and a
 * client must not rely on it (3.1).
 */
export function grantedScope(scopes: readonly string[], orgScopes: readonly string[], oid: string): string {
  const own = scopes.map((name) => (BARE.has(name) ? name : `${name}?oid=${oid}`));
  return [...own, ...orgScopes].sort().join(' ');
}
