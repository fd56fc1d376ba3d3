/** The topic that each step of a credential is told on, in the transaction of the step. */
export const CREDENTIAL_CHANGED = 'credential.changed';
