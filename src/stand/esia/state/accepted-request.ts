import { type Permission } from '../checks/permissions.js';
import { type PersonFilter } from '../checks/user-filters.js';
import { type Client } from '../clients.js';

/** An authorize request that passed every check; the texts of `scope` and `scope_org` bind the code (rule 8). */
export interface AuthorizeRequest {
  readonly client: Client;
  readonly redirectUri: string;
  readonly state: string;
  readonly scope: string;
  readonly scopeOrg: string;
  readonly scopes: readonly string[];
  readonly orgScopes: readonly string[];
  readonly offline: boolean;
  readonly challenge: string | null;
  readonly personFilter: PersonFilter | null;
  readonly objType: string | null;
  readonly roles: readonly string[];
  readonly permissions: readonly Permission[];
}
