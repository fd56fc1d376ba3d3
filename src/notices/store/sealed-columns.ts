import type { SealedColumn } from '../../platform/crypto/sealed-column.js';

export const ADDRESS_PURPOSE = 'notice_address';
export const CONTENT_PURPOSE = 'notice_content';
export const CONTACT_PURPOSE = 'notice_contact';
export const LETTER_FILE_PURPOSE = 'letter_file';

const of = (table: string, bytes: string, purpose: string): SealedColumn => ({
  ...{ table, key: { id: 'uuid' }, shape: { kind: 'whole', bytes } },
  purpose: () => purpose,
});

/** Sealed columns of what is sent to people, for the change of keys. */
export const noticesSealed: readonly SealedColumn[] = [
  of('notice_deliveries', 'address_sealed', ADDRESS_PURPOSE),
  of('notice_deliveries', 'content_sealed', CONTENT_PURPOSE),
  of('person_contacts', 'address_sealed', CONTACT_PURPOSE),
  // A file of up to ten megabytes each.
  { ...of('letters', 'file_sealed', LETTER_FILE_PURPOSE), atOnce: 2 },
];
