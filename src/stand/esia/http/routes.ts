import { authorizeEndpoint } from '../authorize/authorize-endpoint.js';
import { controlEndpoint } from '../control/control-endpoint.js';
import { showConsent, submitConsent } from '../pages/consent-page.js';
import { showLogin, submitLogin } from '../pages/login-page.js';
import { logout } from '../pages/logout.js';
import { showOtp, submitOtp } from '../pages/otp-page.js';
import { publicFile } from '../pages/public-files.js';
import { restEndpoint } from '../rest/rest-endpoint.js';
import { type Endpoint } from '../state/faults.js';
import { type World } from '../state/world.js';
import { tokenEndpoint } from '../token/token-endpoint.js';
import { type Exchange } from './exchange.js';

export interface Route {
  readonly method: 'GET' | 'POST' | 'ANY';
  readonly path: RegExp;
  /** Name in the metrics. */
  readonly name: string;
  /** Where faults may strike; the pages and the control API have none. */
  readonly endpoint?: Endpoint;
  handle(world: World, exchange: Exchange): void | Promise<void>;
}

/** There is no discovery and no JWKS, since none are known of the real ESIA (4.4.6; rule 14). */
export const ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/aas\/oauth2\/v2\/ac$/,
    name: 'authorize',
    endpoint: 'authorize',
    handle: authorizeEndpoint,
  },
  {
    method: 'POST',
    path: /^\/aas\/oauth2\/v3\/te$/,
    name: 'token',
    endpoint: 'token',
    handle: tokenEndpoint,
  },
  { method: 'GET', path: /^\/rs\//, name: 'rest', endpoint: 'rest', handle: restEndpoint },
  { method: 'GET', path: /^\/login$/, name: 'login-page', handle: showLogin },
  { method: 'POST', path: /^\/login$/, name: 'login', handle: submitLogin },
  { method: 'GET', path: /^\/login\/otp$/, name: 'otp-page', handle: showOtp },
  { method: 'POST', path: /^\/login\/otp$/, name: 'otp', handle: submitOtp },
  { method: 'GET', path: /^\/consent$/, name: 'consent-page', handle: showConsent },
  { method: 'POST', path: /^\/consent$/, name: 'consent', handle: submitConsent },
  { method: 'GET', path: /^\/idp\/ext\/Logout$/, name: 'logout', handle: logout },
  { method: 'GET', path: /^\/public\/([a-z0-9-]+)\.(cer|pem)$/, name: 'public', handle: publicFile },
  { method: 'ANY', path: /^\/_control(?:\/.*)?$/, name: 'control', handle: controlEndpoint },
];
