import { snilsControlNumber } from '../../../kernel/snils.js';
import { type IdentityDocument, type KidCard, type Person } from './person.js';

/** The password of every persona; theirs is a stand, there is nothing to guard. */
export const PERSONA_PASSWORD = 'Persona-2026';

/** A number of the range 000-…, which is never issued to people, with its control number. */
const testSnils = (number: number): string => {
  const nine = String(number).padStart(9, '0');
  return nine + snilsControlNumber(nine);
};

const SCHOOL = { orgOid: '1000099001', fullName: 'МБОУ «Школа № 1»', ogrn: '1026200000001', chief: false };

const birthCertificate = (number: string, issueDate: string, type = 'RF_BRTH_CERT'): IdentityDocument => ({
  type,
  series: type === 'RF_BRTH_CERT' ? 'I-ОБ' : 'AB',
  number,
  issueDate,
  issuedBy: type === 'RF_BRTH_CERT' ? 'отдел ЗАГС' : 'иностранное ведомство',
  ...(type === 'RF_BRTH_CERT' ? { actNo: number.slice(2), actDate: issueDate } : {}),
});

const passport = (number: string): IdentityDocument => ({
  type: 'RF_PASSPORT',
  series: '0000',
  number,
  issueDate: '2015-02-01',
  issueId: '000001',
  issuedBy: 'отделом внутренних дел',
});

type Draft = Pick<Person, 'oid' | 'login' | 'lastName' | 'firstName' | 'birthDate'> & Partial<Person>;

const persona = (draft: Draft): Person => ({
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

const kid = (draft: KidDraft): KidCard => ({
  oid: null,
  verified: true,
  lastName: 'Берёзов',
  middleName: 'Олегович',
  gender: 'M',
  snils: null,
  documents: [],
  ...draft,
});

const ACCOUNT_CHILD = {
  lastName: 'Берёзов',
  firstName: 'Пётр',
  middleName: 'Олегович',
  birthDate: '2014-09-14',
  gender: 'M',
  snils: testSnils(711),
  documents: [birthCertificate('100711', '2014-09-20')],
} as const;

/** People for every case of rule 11, always there, whatever the population file says; logins are fixed. */
export const PERSONAS: readonly Person[] = [
  persona({
    oid: '1000090001',
    login: 'parent',
    lastName: 'Берёзова',
    firstName: 'Мария',
    middleName: 'Петровна',
    birthDate: '1985-02-03',
    snils: testSnils(701),
    documents: [passport('000701')],
    contacts: [
      { type: 'MBT', value: '+7(900)0000701' },
      { type: 'EML', value: 'parent@example.ru' },
    ],
    addresses: [{ type: 'PLV', addressStr: 'г. Рязань, ул. Садовая', zipCode: '390000', countryId: 'RUS' }],
    kids: [
      kid({ id: 10433001, oid: '1000090011', ...ACCOUNT_CHILD }),
      kid({
        id: 10433002,
        firstName: 'Алёна',
        lastName: 'Берёзова',
        middleName: 'Олеговна',
        gender: 'F',
        birthDate: '2017-04-02',
        snils: testSnils(712),
        documents: [birthCertificate('100712', '2017-04-10')],
      }),
      kid({
        id: 10433003,
        verified: false,
        firstName: 'Иван',
        birthDate: '2018-06-01',
        snils: testSnils(713),
        documents: [{ ...birthCertificate('100713', '2018-06-09'), verified: false }],
      }),
    ],
  }),
  persona({
    oid: '1000090002',
    login: 'parent-simple',
    level: 'P',
    lastName: 'Рябинина',
    firstName: 'Ольга',
    middleName: 'Игоревна',
    birthDate: '1987-07-12',
    snils: testSnils(702),
  }),
  persona({
    oid: '1000090003',
    login: 'teacher',
    lastName: 'Дубравина',
    firstName: 'Анна',
    middleName: 'Сергеевна',
    birthDate: '1979-11-30',
    snils: testSnils(703),
    roles: [SCHOOL],
  }),
  persona({
    oid: '1000090004',
    login: 'parent-teacher',
    lastName: 'Кленов',
    firstName: 'Олег',
    middleName: 'Игоревич',
    gender: 'M',
    birthDate: '1983-01-19',
    snils: testSnils(704),
    otp: '123456',
    roles: [{ ...SCHOOL, chief: true }],
    kids: [
      kid({
        id: 10433004,
        lastName: 'Кленов',
        firstName: 'Лев',
        birthDate: '2013-03-03',
        snils: testSnils(714),
      }),
    ],
  }),
  persona({ oid: '1000090011', login: 'child', level: 'KD', ...ACCOUNT_CHILD }),
  persona({
    oid: '1000090012',
    login: 'child-no-consent',
    level: 'KD',
    lastName: 'Осокина',
    firstName: 'Вера',
    middleName: 'Павловна',
    birthDate: '2015-12-01',
    snils: testSnils(715),
    parentalConsent: false,
  }),
  persona({
    oid: '1000090013',
    login: 'teen',
    lastName: 'Сосновский',
    firstName: 'Игорь',
    middleName: 'Львович',
    gender: 'M',
    birthDate: '2010-10-10',
    snils: testSnils(716),
    documents: [passport('000716')],
  }),
  persona({
    oid: '1000090014',
    login: 'adult-pupil',
    lastName: 'Ольховская',
    firstName: 'Дарья',
    middleName: 'Юрьевна',
    birthDate: '2008-05-05',
    snils: testSnils(717),
    documents: [passport('000717')],
  }),
  persona({
    oid: '1000090015',
    login: 'no-middle-name',
    lastName: 'Ли',
    firstName: 'Мей',
    birthDate: '2011-08-08',
    snils: testSnils(718),
  }),
  persona({
    oid: '1000090016',
    login: 'no-snils',
    level: 'KD',
    lastName: 'Ивушкина',
    firstName: 'Яна',
    middleName: 'Олеговна',
    birthDate: '2016-02-29',
    documents: [birthCertificate('100719', '2016-03-09')],
  }),
  persona({
    oid: '1000090017',
    login: 'other-snils',
    level: 'KD',
    lastName: 'Липин',
    firstName: 'Егор',
    middleName: 'Ильич',
    gender: 'M',
    birthDate: '2014-01-20',
    // The stand's roster holds the same child with the number of testSnils(720).
    snils: testSnils(721),
  }),
  persona({
    oid: '1000090018',
    login: 'foreign-certificate',
    level: 'KD',
    lastName: 'Каримов',
    firstName: 'Рустам',
    gender: 'M',
    birthDate: '2013-09-09',
    citizenship: 'KAZ',
    documents: [birthCertificate('100722', '2013-09-19', 'FID_BRTH_CERT')],
  }),
  persona({
    oid: '1000090019',
    login: 'namesake-1',
    level: 'KD',
    lastName: 'Иванов',
    firstName: 'Иван',
    middleName: 'Иванович',
    gender: 'M',
    birthDate: '2014-04-04',
    snils: testSnils(723),
  }),
  persona({
    oid: '1000090020',
    login: 'namesake-2',
    level: 'KD',
    lastName: 'Иванов',
    firstName: 'Иван',
    middleName: 'Иванович',
    gender: 'M',
    birthDate: '2014-04-04',
    snils: testSnils(724),
  }),
  persona({
    oid: '1000090021',
    login: 'deleted',
    lastName: 'Вязова',
    firstName: 'Инна',
    middleName: 'Олеговна',
    birthDate: '1990-09-01',
    snils: testSnils(725),
    status: 'DELETED',
  }),
];
