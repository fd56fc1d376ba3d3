import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { hashOfContent } from '../../../src/statistics/application/content-hash.js';
import {
  type ReportEvent,
  reportMoves,
  type ReportState,
} from '../../../src/statistics/domain/report-moves.js';
import {
  type RollupEvent,
  rollupMoves,
  type RollupState,
} from '../../../src/statistics/domain/rollup-moves.js';
import { AS_OF, ReportScene } from '../../support/report-scene.js';
import { ReportingActs } from '../../support/reporting-acts.js';
import { aReportingRegion, levelRows, type ReportingRegion } from '../../support/rollup-scene.js';

const SCHOOLS = ['a1', 'a2', 'b1', 'direct'] as const;
type SchoolName = (typeof SCHOOLS)[number];

const school = fc.constantFrom(...SCHOOLS);
const town = fc.constantFrom('a', 'b');
/** One act of somebody. The whole way is there often enough that runs come to locks and corrections. */
const deed = fc.oneof(
  { weight: 6, arbitrary: fc.record({ on: fc.constant('hand_in'), school }) },
  { weight: 4, arbitrary: fc.record({ on: fc.constant('roll_up'), town }) },
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ on: fc.constant('report'), school },
      deed: fc.constantFrom('submit', 'recall', 'accept', 'return'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ on: fc.constant('rollup'), town },
      deed: fc.constantFrom('build', 'submit', 'recall', 'accept', 'return'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ on: fc.constant('lock'), ends: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ on: fc.constant('correction'), school },
      deed: fc.constantFrom('ask', 'agree', 'approve', 'approve', 'refuse'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ on: fc.constant('correct'), school }) },
  { weight: 1, arbitrary: fc.record({ on: fc.constant('restate'), more: fc.integer({ min: 1, max: 9 }) }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

interface Case {
  readonly period: Uuid;
  readonly asOf: CalendarDate;
  readonly reports: Readonly<Record<SchoolName, Uuid>>;
  readonly rollups: Readonly<Record<string, Uuid>>;
}

describe('whatever schools, municipalities and the ministry do', () => {
  let scene: ReportScene;
  let region: ReportingRegion;
  let acts: ReportingActs;
  let runs = 0;
  let republished = 0;
  const met = new Set<string>();

  beforeAll(async () => {
    scene = await ReportScene.open();
    region = await aReportingRegion(scene);
    acts = new ReportingActs(scene);
  });
  afterAll(() => scene.close());

  it('no state is off the table, what was signed never changes, a locked period only by a correction, Σ published = Σ accepted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 25, maxLength: 60 }), async (deeds) => {
        const found = await aCase();
        const signed = new Map<string, string>();
        let before = await publicationsOf(found);
        for (const one of deeds) {
          const outcome = await carryOut(found, one);
          met.add(`${one.on} ${'deed' in one ? one.deed : ''} ${outcome}`);
          const after = await publicationsOf(found);
          expect(one.on === 'lock' ? before : after).toBe(before);
          before = after;
          if (one.on !== 'rollup') await expectSignedStays(found, signed);
        }
        await expectStepsOnTheTable(found);
        await expectPublished(found);
      }),
      { numRuns: 8, seed: 20261122 },
    );
    // The runs came to the rare ways too.
    expect(republished).toBeGreaterThan(0);
    expect([...met]).toEqual(
      expect.arrayContaining(['lock  done', 'correct  done', 'rollup return done', 'roll_up  done']),
    );
  });

  async function aCase(): Promise<Case> {
    const asOf = addDays(AS_OF as CalendarDate, -7 * (runs += 1));
    await snapshotOf(asOf, 0);
    const period = await acts.openPeriod(asOf);
    const rows = await scene.database.query<{ id: Uuid; school_id: Uuid }>(
      'SELECT id, school_id FROM school_reports WHERE period_id = $1',
      [period],
    );
    const idOf = (name: SchoolName) =>
      rows.find(({ school_id }) => school_id === region.schools[name])?.id as Uuid;
    const rollups = await scene.database.query<{ id: Uuid; town: Uuid }>(
      'SELECT id, municipality_id AS town FROM rollups WHERE period_id = $1',
      [period],
    );
    const ofTown = (id: Uuid) => rollups.find(({ town: one }) => one === id)?.id as Uuid;
    return {
      ...{ period, asOf, rollups: { a: ofTown(region.towns.a), b: ofTown(region.towns.b) } },
      reports: { a1: idOf('a1'), a2: idOf('a2'), b1: idOf('b1'), direct: idOf('direct') },
    };
  }

  async function snapshotOf(asOf: CalendarDate, more: number): Promise<void> {
    const numbers = { students: [60 + more, 40, 5, 0] as const };
    const { a1, a2, b1, direct } = region.schools;
    const id = await scene.aSnapshot(asOf, { [a1]: numbers, [a2]: {}, [b1]: numbers, [direct]: numbers });
    await levelRows(scene, id, region.towns, asOf);
  }

  const officeOf = (name: SchoolName) =>
    name === 'direct'
      ? ({ kind: 'ministry' } as const)
      : ({ kind: 'town', id: name === 'b1' ? region.towns.b : region.towns.a } as const);
  const townOf = (name: string) =>
    ({ kind: 'town', id: name === 'a' ? region.towns.a : region.towns.b }) as const;
  const MINISTRY = { kind: 'ministry' } as const;

  async function carryOut(found: Case, one: Deed): Promise<string> {
    switch (one.on) {
      case 'hand_in':
      case 'report': {
        const { school: name } = one as { school: SchoolName };
        const [id, own] = [found.reports[name], { kind: 'school', id: region.schools[name] } as const];
        if (one.on === 'hand_in') {
          await acts.report(id, own, 'submit');
          return acts.report(id, officeOf(name), 'accept');
        }
        const what = (one as { deed: 'submit' | 'recall' | 'accept' | 'return' }).deed;
        return acts.report(id, what === 'submit' || what === 'recall' ? own : officeOf(name), what);
      }
      case 'roll_up':
      case 'rollup': {
        const { town: name } = one as { town: 'a' | 'b' };
        const id = found.rollups[name] as Uuid;
        if (one.on === 'roll_up') {
          await acts.rollup(id, townOf(name), 'build');
          await acts.rollup(id, townOf(name), 'submit');
          return acts.rollup(id, MINISTRY, 'accept');
        }
        const what = (one as { deed: 'build' | 'submit' | 'recall' | 'accept' | 'return' }).deed;
        const office = what === 'accept' || what === 'return' ? MINISTRY : townOf(name);
        const accepted = await scene.database.query<{ school_id: Uuid }>(
          `SELECT school_id FROM school_reports WHERE rollup_id = $1 AND state = 'accepted' LIMIT 1`,
          [id],
        );
        return acts.rollup(
          id,
          office,
          what,
          accepted.map(({ school_id }) => school_id),
        );
      }
      case 'lock':
        return acts.lock(found.period, (one as { ends: boolean }).ends);
      case 'correction': {
        const { school: name, deed: what } = one as {
          school: SchoolName;
          deed: 'ask' | 'agree' | 'approve' | 'refuse';
        };
        if (what === 'ask') return acts.askCorrection(found.reports[name], region.schools[name]);
        const office = what === 'agree' ? officeOf(name) : MINISTRY;
        return acts.correction(found.reports[name], office, what);
      }
      case 'correct': {
        const { school: name } = one as { school: SchoolName };
        await acts.askCorrection(found.reports[name], region.schools[name]);
        await acts.correction(found.reports[name], officeOf(name), 'agree');
        return acts.correction(found.reports[name], MINISTRY, 'approve');
      }
      case 'restate':
        await snapshotOf(found.asOf, (one as { more: number }).more);
        return 'done';
    }
  }

  /** All that was published, as one text. */
  async function publicationsOf({ period }: Case): Promise<string> {
    const [row] = await scene.database.query<{ all: string }>(
      `SELECT coalesce(jsonb_agg(to_jsonb(b) || jsonb_build_object('rows',
                (SELECT jsonb_agg(to_jsonb(l) ORDER BY l.school_id) FROM published_reports l WHERE l.publication_id = b.id))
                ORDER BY b.number), '[]')::text AS all
         FROM report_publications b WHERE b.period_id = $1`,
      [period],
    );
    return row?.all ?? '';
  }

  async function expectSignedStays({ period }: Case, signed: Map<string, string>): Promise<void> {
    const rows = await scene.database.query<{ id: string; content: object; hash: string }>(
      `SELECT v.id, v.content, encode(v.content_hash, 'hex') AS hash FROM report_revisions v
         LEFT JOIN school_reports q ON q.id = v.report_id LEFT JOIN rollups r ON r.id = v.rollup_id
        WHERE coalesce(q.period_id, r.period_id) = $1`,
      [period],
    );
    for (const { id, content, hash } of rows) {
      expect(hashOfContent(content)).toBe(hash);
      expect(signed.get(id) ?? hash).toBe(hash);
      signed.set(id, hash);
    }
    expect(rows.length).toBe(signed.size);
  }

  async function expectStepsOnTheTable({ period }: Case): Promise<void> {
    const steps = await scene.database.query<{
      of: string;
      kind: string;
      event: string;
      from: string | null;
      to: string;
      now: string;
    }>(
      `SELECT coalesce(t.report_id, t.rollup_id) AS of, CASE WHEN t.report_id IS NULL THEN 'rollup' ELSE 'report' END AS kind,
              t.event, t.from_state AS "from", t.to_state AS to, coalesce(q.state, r.state) AS now
         FROM report_steps t LEFT JOIN school_reports q ON q.id = t.report_id LEFT JOIN rollups r ON r.id = t.rollup_id
        WHERE coalesce(q.period_id, r.period_id) = $1 ORDER BY t.id`,
      [period],
    );
    const stands = new Map<string, string>();
    for (const { of, kind, event, from, to } of steps) {
      if (event !== 'open') {
        expect(stands.get(of)).toBe(from);
        const allowed =
          kind === 'report'
            ? reportMoves[from as ReportState][event as ReportEvent]
            : rollupMoves[from as RollupState][event as RollupEvent];
        expect([kind, from, event, allowed]).toEqual([kind, from, event, to]);
      }
      stands.set(of, to);
    }
    for (const { of, now } of steps) expect(stands.get(of)).toBe(now);
  }

  async function expectPublished({ period }: Case): Promise<void> {
    const [counts] = await scene.database.query<{ publications: number; approved: number }>(
      `SELECT (SELECT count(*)::integer FROM report_publications WHERE period_id = $1) AS publications,
              (SELECT count(*)::integer FROM report_corrections k JOIN school_reports q ON q.id = k.report_id
                WHERE q.period_id = $1 AND k.state = 'approved') AS approved`,
      [period],
    );
    if ((counts?.publications ?? 0) > 1) republished += 1;
    expect(counts?.publications ?? 0).toBeLessThanOrEqual(1 + (counts?.approved ?? 0));
    const newest = `SELECT id FROM report_publications WHERE period_id = $1 ORDER BY number DESC LIMIT 1`;
    const rows = await scene.database.query<{
      students: number | null;
      signed: number | null;
      accepted: boolean;
    }>(
      `SELECT (b.cells #>> '{students,numerator}')::integer AS students,
              (v.content #>> '{cells,students,numerator}')::integer AS signed,
              EXISTS (SELECT FROM report_steps t WHERE t.report_id = b.report_id AND t.event = 'accept'
                AND t.revision = b.revision) AS accepted
         FROM published_reports b
         LEFT JOIN report_revisions v ON v.report_id = b.report_id AND v.revision = b.revision
        WHERE b.publication_id = (${newest})`,
      [period],
    );
    const published = rows.filter(({ students }) => students !== null);
    for (const row of published) expect(row).toEqual({ ...row, signed: row.students, accepted: true });
    const [figures] = await scene.database.query<{
      region: number | null;
      towns: { own: number; sum: number }[];
    }>(
      `SELECT (p.figures #>> '{students,numerator}')::integer AS region,
              (SELECT coalesce(jsonb_agg(jsonb_build_object('own', (l.figures #>> '{students,numerator}')::integer, 'sum',
                 (SELECT sum((b.cells #>> '{students,numerator}')::integer) FROM published_reports b
                   WHERE b.publication_id = p.id AND b.municipality_id = l.municipality_id))), '[]')
                 FROM published_rollups l WHERE l.publication_id = p.id AND l.figures IS NOT NULL) AS towns
         FROM report_publications p WHERE p.id = (${newest})`,
      [period],
    );
    if (figures === undefined) return;
    const sum = published.reduce((total, { students }) => total + (students ?? 0), 0);
    expect(figures.region ?? 0).toBe(sum);
    for (const { own, sum: ofSchools } of figures.towns) expect(own).toBe(ofSchools);
  }
});
