import { type IdentityDocument } from '../population/person.js';
import { resource, writtenDate, type Fields } from './shape.js';

/** The scope that shows each type of document (5.4). */
const SCOPE_OF_TYPE: Readonly<Record<string, string>> = {
  RF_PASSPORT: 'id_doc',
  FID_DOC: 'id_doc',
  FRGN_PASS: 'foreign_passport_doc',
  RF_DRIVING_LICENSE: 'drivers_licence_doc',
  MLTR_ID: 'military_doc',
  MDCL_PLCY: 'medical_doc',
  BRTH_CERT: 'birth_cert_doc',
  RF_BRTH_CERT: 'birth_cert_doc',
  FID_BRTH_CERT: 'birth_cert_doc',
  OLD_BRTH_CERT: 'birth_cert_doc',
  FATHERHOOD_CERT: 'birth_cert_doc',
};

export const DOCUMENT_SCOPES: readonly string[] = [...new Set(Object.values(SCOPE_OF_TYPE))];

/** A child's passport comes with the certificate scope: there is no `kid_id_doc` among known names (5.6, 5.8). */
export const KID_DOCUMENT_SCOPES: readonly string[] = ['kid_birth_cert_doc', 'kid_medical_doc'];

export interface NumberedDocument {
  readonly id: number;
  readonly document: IdentityDocument;
}

/** Documents that the scopes show, each with its number in the profile, which no scope changes. */
export function visibleDocuments(
  documents: readonly IdentityDocument[],
  scopes: ReadonlySet<string>,
  ofKid: boolean,
): NumberedDocument[] {
  const scopeOf = ({ type }: IdentityDocument): string => {
    if (!ofKid) return SCOPE_OF_TYPE[type] ?? 'id_doc';
    return type === 'MDCL_PLCY' ? 'kid_medical_doc' : 'kid_birth_cert_doc';
  };
  return documents
    .map((document, index) => ({ id: index + 1, document }))
    .filter(({ document }) => scopes.has(scopeOf(document)));
}

/** A document as 5.4 shows it. */
export function documentResource({ id, document }: NumberedDocument): Fields {
  const { type, series, number, issueDate, issueId, issuedBy, actNo, actDate, verified = true } = document;
  return resource('EntityRoot', {
    id,
    type,
    vrfStu: verified ? 'VERIFIED' : 'NOT_VERIFIED',
    series,
    number,
    issueDate: writtenDate(issueDate),
    issueId,
    issuedBy,
    actNo,
    actDate: writtenDate(actDate),
  });
}
