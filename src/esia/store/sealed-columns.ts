import type { SealedColumn } from '../../platform/crypto/sealed-column.js';
import { SNILS_PURPOSE } from '../../platform/crypto/snils-vault.js';

/** What the answer of ESIA and the code verifier are sealed for: one attempt. */
export const profilePurpose = (attemptId: string): string => `esia-profile:${attemptId}`;
export const verifierPurpose = (attemptId: string): string => `esia-verifier:${attemptId}`;

const ID = { id: 'uuid' } as const;
const ofAttempt = (bytes: string, purpose: (id: string) => string): SealedColumn => ({
  table: 'esia_login_attempts',
  key: ID,
  shape: { kind: 'whole', bytes },
  purpose: ([id = '']) => purpose(id),
});

/** Sealed columns of sign-in through ESIA, for the change of keys. */
export const esiaSealed: readonly SealedColumn[] = [
  ...['snils', 'new_snils'].map((name): SealedColumn => ({
    table: 'esia_persons',
    key: ID,
    shape: { kind: 'beside', bytes: `${name}_enc`, keyId: `${name}_key_id` },
    purpose: () => SNILS_PURPOSE,
  })),
  ofAttempt('profile_enc', profilePurpose),
  ofAttempt('code_verifier_enc', verifierPurpose),
];
