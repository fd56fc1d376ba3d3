import type { SealedColumn } from '../../platform/crypto/sealed-column.js';

export const ADDRESS_PURPOSE = 'notice_address';
export const CONTENT_PURPOSE = 'notice_content';

const of = (bytes: string, purpose: string): SealedColumn => ({
  ...{ table: 'notice_deliveries', key: { id: 'uuid' }, shape: { kind: 'whole', bytes } },
  purpose: () => purpose,
});

/** Sealed columns of what is sent to people, for the change of keys. */
export const noticesSealed: readonly SealedColumn[] = [
  of('address_sealed', ADDRESS_PURPOSE),
  of('content_sealed', CONTENT_PURPOSE),
];
