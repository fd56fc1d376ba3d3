import { snilsControlNumber } from '../../../kernel/snils.js';
import { type IdentityDocument, type KidCard, type Person } from './person.js';

/** The password of every persona; theirs is a stand, there is nothing to guard. */
export const PERSONA_PASSWORD = 'Persona-2026';

/** A number of the range 000-…, which is never issued to people, with its control number. */
export const testSnils = (number: number): string => {
  const nine = String(number).padStart(9, '0');
  return nine + snilsControlNumber(nine);
};

export const SCHOOL = {
  orgOid: '1000099001',
  fullName: 'МБОУ «Школа № 1»',
  ogrn: '1026200000001',
  chief: false,
};

export const birthCertificate = (
  number: string,
  issueDate: string,
  type = 'RF_BRTH_CERT',
): IdentityDocument => ({
  type,
  series: type === 'RF_BRTH_CERT' ? 'I-ОБ' : 'AB',
  number,
  issueDate,
  issuedBy: type === 'RF_BRTH_CERT' ? 'отдел ЗАГС' : 'иностранное ведомство',
  ...(type === 'RF_BRTH_CERT' ? { actNo: number.slice(2), actDate: issueDate } : {}),
});

export const passport = (number: string): IdentityDocument => ({
  type: 'RF_PASSPORT',
  series: '0000',
  number,
  issueDate: '2015-02-01',
  issueId: '000001',
  issuedBy: 'отделом внутренних дел',
});

type Draft = Pick<Person, 'oid' | 'login' | 'lastName' | 'firstName' | 'birthDate'> & Partial<Person>;

export const persona = (draft: Draft): Person => ({
  password: PERSONA_PASSWORD,
  otp: null,
  level: 'PR',
  middleName: null,
  gender: 'F',
  snils: null,
  citizenship: 'RUS',
  status: 'REGISTERED',
  parentalConsent: true,
  kids: [],
  documents: [],
  contacts: [],
  roles: [],
  ...draft,
});

type KidDraft = Pick<KidCard, 'id' | 'firstName' | 'birthDate'> & Partial<KidCard>;

export const kid = (draft: KidDraft): KidCard => ({
  oid: null,
  verified: true,
  lastName: 'Берёзов',
  middleName: 'Олегович',
  gender: 'M',
  snils: null,
  documents: [],
  ...draft,
});
