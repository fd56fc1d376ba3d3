import { type Parameters } from '../http/parameters.js';
import { type Switches } from '../switches.js';

/**
 * Strings that a client signs, rebuilt from decoded parameters (2.3, 2.7; rule 1). Written from the protocol alone:
 * nothing here may be shared with the client (rule 18).
 */
export const authorizeText = (p: Parameters): string =>
  [
    p.text('client_id'),
    p.text('scope'),
    p.text('scope_org'),
    p.text('timestamp'),
    p.text('state'),
    p.text('redirect_uri'),
  ].join('');

/** The code ends the string, so that the signature of the authorize request never fits (rule 8). */
export const codeText = (p: Parameters): string => authorizeText(p) + p.text('code');

/** The refresh token is not signed (ILI, VSE); AIS signs another string, accepted for study only (rule 9). */
export const refreshText = (p: Parameters, switches: Switches): string =>
  switches.refreshString === 'without_token'
    ? authorizeText(p)
    : ['client_id', 'scope', 'timestamp', 'state', 'refresh_token'].map((name) => p.text(name)).join('');
