import { children, expectTag, readOid, sequenceFields, TAG, type DerNode } from './der.js';
import { derOid, derPrintable, derSequence, derSet, derUtf8 } from './der-writer.js';

/** Attribute types with the names that certificates of Russian authorities are shown with (Order 795 of the FSB, 2011). */
const NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'T',
  '2.5.4.42': 'G',
  '1.2.840.113549.1.9.1': 'E',
  '1.2.643.3.131.1.1': 'INN',
  '1.2.643.100.1': 'OGRN',
  '1.2.643.100.3': 'SNILS',
  '1.2.643.100.4': 'INNLE',
  '1.2.643.100.5': 'OGRNIP',
};

function textOf({ tag, content }: DerNode): string {
  switch (tag) {
    case TAG.utf8String:
      return new TextDecoder('utf-8').decode(content);
    case TAG.bmpString:
      return new TextDecoder('utf-16le').decode(
        Buffer.from(content.subarray(0, content.length & ~1)).swap16(),
      );
    case TAG.numericString:
    case TAG.printableString:
    case TAG.teletexString:
    case TAG.ia5String:
      return new TextDecoder('latin1').decode(content);
    default:
      return `#${Buffer.from(content).toString('hex')}`;
  }
}

/** A Name in the order of the certificate: `C=RU, O=…, CN=…`; commas and backslashes of values are escaped. */
export function distinguishedName(name: DerNode | undefined): string {
  return sequenceFields(name)
    .flatMap((set) => children(expectTag(set, TAG.set)))
    .map((attribute) => {
      const [type, value] = sequenceFields(attribute);
      const oid = readOid(type);
      return `${NAMES[oid] ?? oid}=${value === undefined ? '' : textOf(value).replace(/[\\,]/g, '\\$&')}`;
    })
    .join(', ');
}

/** The attributes that our own certificates need. */
export interface SubjectName {
  readonly country?: string;
  readonly organization?: string;
  readonly commonName: string;
}

/** Encodes a Name: the country as PrintableString, the rest as UTF8String (RFC 5280, 4.1.2.4). */
export function writeName(subject: SubjectName): Uint8Array {
  const attribute = (oid: string, value: Uint8Array): Uint8Array => derSet(derSequence(derOid(oid), value));
  const parts: Uint8Array[] = [];
  if (subject.country !== undefined) parts.push(attribute('2.5.4.6', derPrintable(subject.country)));
  if (subject.organization !== undefined) parts.push(attribute('2.5.4.10', derUtf8(subject.organization)));
  parts.push(attribute('2.5.4.3', derUtf8(subject.commonName)));
  return derSequence(...parts);
}
