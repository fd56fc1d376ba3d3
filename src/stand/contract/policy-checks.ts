import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import {
  type BundleFrame,
  type BundleSchool,
  campaignOn,
  decideOffline,
} from '../journal/offline-decision.js';
import { ask, type Check, expectStatus, expectThat, Fault, type Subject } from './check.js';

const FIFTEEN_MINUTES = 15 * 60;
/** A region is read in some seventy parts. */
const MOST_PARTS = 1_000;

interface Part extends BundleFrame, JWTPayload {
  readonly exp: number;
  readonly iat: number;
  readonly cursor: number;
  readonly has_more: boolean;
  readonly schools: readonly BundleSchool[];
}

/** «Решения без связи». */
export const POLICY_CHECKS: readonly Check[] = [
  {
    title:
      'данные для решений без связи подписаны ключом из /oidc/jwks, выданы вам и действуют не дольше 15 минут',
    mend: 'сверьте issuer с издателем в /oidc/.well-known/openid-configuration и часы; ключи берите по kid, обновляя при незнакомом',
    holds: async (subject) => {
      const { exp, iat, usable_stale_until: stale } = await partAfter(subject, 0);
      expectThat(exp - iat <= FIFTEEN_MINUTES, `данные действуют ${exp - iat} секунд`);
      expectThat(stale > exp, 'usable_stale_until не позже exp');
    },
  },
  {
    title: 'данные читаются частями до конца; потом с cursor приходят только изменившиеся школы',
    mend: 'сохраняйте cursor каждого ответа и спрашивайте, пока has_more',
    holds: async (subject) => {
      const { pages, last } = await readAll(subject);
      expectThat(pages.length > 0, 'нет ни одной школы: загружены ли ваши записи?');
      const next = await partAfter(subject, last.cursor);
      expectThat(next.cursor >= last.cursor, 'cursor пошёл назад');
      expectThat(next.schools.length < pages.length || pages.length === 1, 'пришли все школы заново');
    },
  },
  {
    title: 'решение по этим данным совпадает с ответом сервера',
    mend: 'сверьте свою реализацию со списком правил в «Решения без связи» и с src/stand/journal/offline-decision.ts',
    holds: async (subject) => {
      const { pages, last } = await readAll(subject);
      const page = pages.find((known) => campaignOn(known, subject.account) !== null);
      expectThat(page !== undefined, 'вашей записи нет ни на одной странице');
      const asked = { account: subject.account, role: 'student', skipsUsed: 0, now: new Date() } as const;
      const offline = decideOffline(last, page, asked);
      const { body } = await ask(subject, 'sign-in-decisions', {
        body: { account: subject.account, channel: 'web', skips_used: 0 },
      });
      const here = `${offline.decision} ${offline.code ?? ''}`;
      const { decision, code } = body as { readonly decision?: string; readonly code?: string | null };
      const there = `${decision ?? 'без решения'} ${code ?? ''}`;
      expectThat(here === there, `по данным ${here}, сервер ${there}`);
    },
  },
  {
    title: 'If-None-Match отвечает 304, пока ничего не изменилось',
    mend: 'посылайте ETag того же запроса: с другим cursor он не значит ничего',
    holds: async (subject) => {
      const { last } = await readAll(subject);
      // Every five minutes the answer is signed anew: the second try cannot meet that moment again.
      const [first, second] = [await isKept(subject, last.cursor), await isKept(subject, last.cursor)];
      expectThat(first || second, 'неизменившийся ответ пришёл целиком');
    },
  },
  {
    title: 'cursor, которого мы не давали, — 400 POLICY_CURSOR_UNKNOWN: начните сначала',
    mend: 'на этот код забудьте cursor и страницы и прочитайте всё заново',
    holds: async (subject) => {
      const answer = await ask(subject, `policy?cursor=${Number.MAX_SAFE_INTEGER}`);
      expectStatus(answer, 400);
      expectThat(answer.body['code'] === 'POLICY_CURSOR_UNKNOWN', `код ${String(answer.body['code'])}`);
    },
  },
];

async function isKept(subject: Subject, cursor: number): Promise<boolean> {
  const { headers } = await ask(subject, `policy?cursor=${cursor}`);
  const etag = headers.get('etag') ?? '';
  const again = await ask(subject, `policy?cursor=${cursor}`, { headers: { 'if-none-match': etag } });
  return etag !== '' && again.status === 304 && again.text === '';
}

async function readAll(
  subject: Subject,
): Promise<{ readonly pages: readonly BundleSchool[]; readonly last: Part }> {
  const pages = new Map<string, BundleSchool>();
  let last = await partAfter(subject, 0);
  for (let parts = 1; ; parts += 1) {
    for (const page of last.schools) pages.set(page.school.id, page);
    if (!last.has_more) return { pages: [...pages.values()], last };
    expectThat(parts < MOST_PARTS, 'has_more не кончается');
    last = await partAfter(subject, last.cursor);
  }
}

async function partAfter(subject: Subject, cursor: number): Promise<Part> {
  const answer = await ask(subject, `policy?cursor=${cursor}&limit=25`);
  expectStatus(answer, 200);
  const keys = createRemoteJWKSet(new URL(`${subject.issuer}/jwks`));
  try {
    const { payload } = await jwtVerify(answer.text, keys, {
      ...{ issuer: subject.issuer, audience: subject.clientId, typ: 'sign-in-policy+jwt' },
      requiredClaims: ['exp', 'iat'],
    });
    return payload as Part;
  } catch (error) {
    throw new Fault(`JWS не принят: ${error instanceof errors.JOSEError ? error.message : 'это не JWS'}`);
  }
}
