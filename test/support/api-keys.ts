import type { TestAdministrator } from './administrators.js';
import type { TestApplication } from './application.js';

/** A key that a test had made, as the machine holds it and as administrators see it. */
export interface TestApiKey {
  readonly secret: string;
  readonly id: string;
  readonly etag: string;
}

/** Has a `ministry_admin` make a key: of the region, for statistics, for three months, unless told otherwise. */
export async function anApiKey(
  { url }: Pick<TestApplication, 'url'>,
  { cookie }: Pick<TestAdministrator, 'cookie'>,
  overrides: {
    readonly municipality_id?: string;
    readonly rights?: readonly string[];
    readonly allowed_addresses?: readonly string[];
    readonly expires_on?: string;
  } = {},
): Promise<TestApiKey> {
  const body = {
    ...{ name: 'Система округа', basis: 'письмо № 1', rights: ['statistics.read'], expires_on: '2027-02-01' },
    ...overrides,
  };
  const answer = await fetch(`${url}/api/v1/api-keys`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const made = (await answer.json()) as { secret: string; key: { id: string; etag: string } };
  if (answer.status !== 201) throw new Error(JSON.stringify(made));
  return { secret: made.secret, id: made.key.id, etag: made.key.etag };
}
