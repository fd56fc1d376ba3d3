import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, type CalendarDate, formatRussianDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { type Region, type SchoolScope, Territory } from '../../territory/index.js';
import { pointsOfSources, statedBySchool, tableCells, tableColumns } from '../domain/form-table.js';
import { METHODOLOGY } from '../domain/indicator.js';
import { type Cells, cellsOf } from '../domain/report-cells.js';
import type { ReportForm } from '../domain/report-form.js';
import type {
  MissingSchool,
  ReportHeader,
  ReportPart,
  ReportRow,
  ReportTable,
} from '../domain/report-table.js';
import { statisticsDay } from '../domain/statistics-day.js';
import { type ExportPlace, type ExportReport, ExportRows } from '../store/export-rows.repository.js';
import { ReportCounts } from '../store/report-counts.repository.js';
import { ReportForms } from '../store/report-forms.repository.js';
import { type ReportPeriod, ReportPeriods } from '../store/report-periods.repository.js';
import { ReportPublications } from '../store/report-publications.repository.js';
import { SchoolReports } from '../store/school-reports.repository.js';
import { FillCells } from './fill-cells.js';

/** A unit whose coverage a chart shows. */
export interface ChartUnit {
  readonly level: 'region' | 'municipality' | 'founder' | 'school';
  readonly id: Uuid;
  readonly name: string;
}

/** A table to be written, and the unit whose chart goes with it. */
export interface ExportedTable {
  readonly table: ReportTable;
  readonly unit: ChartUnit | null;
  readonly schools: number;
}

/** The form whose columns f.7 lays down: a bare day is shown in its newest version. */
const FORM_OF_A_DAY = 'esia-transition';
const TOTAL = 'Итого по МО';
const DIRECT = {
  name: 'Отчитываются напрямую',
  oktmo: '',
  total: 'Итого по ОО, которые отчитываются напрямую',
};
const NOT_ACCEPTED = 'отчёт ещё не принят';
const UNSIGNED = { head: null, performer: null, phone: null };

/** Fills the tables that exports are written from: of a period, of one report, of a bare day. */
@Injectable()
export class ExportTables {
  constructor(
    @Inject(Territory) private readonly territory: Territory,
    @Inject(ReportPeriods) private readonly periods: ReportPeriods,
    @Inject(SchoolReports) private readonly reports: SchoolReports,
    @Inject(ReportForms) private readonly forms: ReportForms,
    @Inject(ReportPublications) private readonly publications: ReportPublications,
    @Inject(ReportCounts) private readonly counts: ReportCounts,
    @Inject(FillCells) private readonly filling: FillCells,
    @Inject(ExportRows) private readonly rows: ExportRows,
  ) {}

  /**
   * A period in scope. Locked: what its newest publication holds. Open: a school and a municipality see their drafts, the
   * region accepted figures only, all others are named as missing.
   *
   * @throws DomainError `NOT_FOUND` for a period in which the reader has no report
   */
  async ofPeriod(tx: EntityManager, scope: SchoolScope, periodId: Uuid): Promise<ExportedTable> {
    const period = found(await this.periods.find(tx, scope, periodId));
    const publication = await this.publications.newest(tx, scope.regionId, periodId);
    const isLocked = period.state === 'locked' && publication !== null;
    const all = isLocked
      ? await this.rows.published(tx, scope, publication.id)
      : await this.rows.reports(tx, scope, { periodId, reportId: null });
    const shown = all.filter(
      ({ cells, state }) => cells !== null && (!scope.wholeRegion || isAccepted(state)),
    );
    const form = await this.formOf(tx, period);
    const figures = isLocked
      ? new Map(
          (await this.publications.rollups(tx, scope, publication.id)).flatMap(
            ({ municipalityId, figures: of }) => (of === null ? [] : [[municipalityId, of] as const]),
          ),
        )
      : await this.rows.rollupFigures(tx, periodId);
    const given = (id: Uuid | null): Cells => (id === null ? {} : (figures.get(id) ?? {}));
    const region = await this.territory.region(tx, scope.regionId);
    const parts = partsOf(form, shown, given);
    const columns = tableColumns(form.columns);
    const unit = unitOf(scope, region, shown);
    return {
      unit,
      schools: shown.length,
      table: {
        ...{ columns, parts, footer: UNSIGNED },
        given: scope.wholeRegion ? tableCells(columns, isLocked ? publication.figures : {}) : onlyOne(parts),
        header: await this.header(tx, {
          ...{ region, form, period, snapshotId: isLocked ? publication.snapshotId : period.snapshotId },
          ...{ scope: unit?.name ?? region.name, isPublished: shown.every(({ state }) => isAccepted(state)) },
        }),
        missing: all.filter((report) => !shown.includes(report)).map(missing),
      },
    };
  }

  /**
   * One school's own report, accepted or not.
   *
   * @throws DomainError `NOT_FOUND` for a report out of scope
   */
  async ofReport(tx: EntityManager, scope: SchoolScope, reportId: Uuid): Promise<ExportedTable> {
    const { periodId } = found(await this.reports.find(tx, scope, reportId));
    const period = found(await this.periods.find(tx, scope, periodId));
    const [report] = await this.rows.reports(tx, scope, { periodId, reportId });
    const one = found(report ?? null);
    const form = await this.formOf(tx, period);
    const region = await this.territory.region(tx, scope.regionId);
    const shown = one.cells === null ? [] : [one];
    const parts = partsOf(form, shown, () => one.cells ?? {});
    const header = await this.header(tx, {
      ...{
        region,
        form,
        period,
        snapshotId: one.snapshotId,
        scope: one.name,
        isPublished: isAccepted(one.state),
      },
    });
    return {
      ...{ unit: { level: 'school', id: one.schoolId, name: one.name }, schools: shown.length },
      table: {
        ...{ header, columns: tableColumns(form.columns), parts, given: onlyOne(parts), footer: UNSIGNED },
        missing: one.cells === null ? [missing(one)] : [],
      },
    };
  }

  /**
   * A bare day in the layout of f.7, from the newest snapshot of that day.
   *
   * @throws DomainError `EXPORT_DAY_NOT_COUNTED` for a day without a snapshot
   */
  async ofDay(tx: EntityManager, scope: SchoolScope, asOf: CalendarDate): Promise<ExportedTable> {
    const { regionId } = scope;
    const form = found(await this.forms.find(tx, regionId, { code: FORM_OF_A_DAY, version: null }));
    const snapshot = await this.counts.newest(tx, { regionId, asOf, ageBasis: form.ageBasis });
    if (snapshot === null) {
      throw new DomainError('EXPORT_DAY_NOT_COUNTED', 'not_found', { day: formatRussianDate(asOf) });
    }
    const region = await this.territory.region(tx, regionId);
    const places = await this.rows.schools(tx, scope, snapshot);
    const ids = places.map(({ schoolId }) => schoolId);
    const sources = await this.filling.countsOf(tx, { regionId, form, snapshot }, ids);
    const level = await this.rows.level(tx, snapshot, scope.wholeRegion ? 'municipality' : 'founder');
    const columns = tableColumns(form.columns);
    const rowOf = (place: ExportPlace): ReportRow => {
      const of = { ...(sources.get(place.schoolId) ?? NOTHING), place: NO_PLACE };
      const cells = {
        ...tableCells(columns, cellsOf(form.columns, of)),
        ...pointsOfSources(form.columns, of),
      };
      return { ...rowPlace(place), cells, own: {} };
    };
    const givenOf = (counts: typeof level extends ReadonlyMap<Uuid, infer C> ? C | undefined : never) =>
      tableCells(columns, cellsOf(form.columns, { ...NOTHING, now: counts ?? null, place: NO_PLACE }));
    const isMunicipal = scope.wholeRegion || scope.municipalityIds.length > 0;
    const parts = grouped(places).map(([first, own]): ReportPart => ({
      ...{ name: first.partName ?? '', oktmo: first.partOktmo ?? '', total: TOTAL, rows: own.map(rowOf) },
      given: isMunicipal && first.partId !== null ? givenOf(level.get(first.partId)) : {},
    }));
    const unit = unitOf(scope, region, places);
    const whole = scope.wholeRegion
      ? (await this.rows.level(tx, snapshot, 'region')).get(regionId)
      : undefined;
    return {
      ...{ unit, schools: places.length },
      table: {
        header: {
          ...{ title: form.title, formCode: form.code, formVersion: form.version, period: null },
          ...{ scope: unit?.name ?? region.name, asOf, timeZone: region.timeZone },
          ...{ moment: statisticsDay(asOf, region.timeZone).moment, snapshotId: snapshot.id },
          ...{ revision: snapshot.revision, methodology: snapshot.methodology, status: 'published' },
        },
        ...{ columns, parts, footer: UNSIGNED, missing: [] },
        given: scope.wholeRegion ? givenOf(whole) : onlyOne(parts),
      },
    };
  }

  private async formOf(
    tx: EntityManager,
    { regionId, formCode, formVersion }: ReportPeriod,
  ): Promise<ReportForm> {
    return found(await this.forms.find(tx, regionId, { code: formCode, version: formVersion }));
  }

  private async header(
    tx: EntityManager,
    of: {
      readonly region: Region;
      readonly form: ReportForm;
      readonly period: ReportPeriod;
      readonly snapshotId: Uuid;
      readonly scope: string;
      readonly isPublished: boolean;
    },
  ): Promise<ReportHeader> {
    const { region, form, period } = of;
    const snapshot = await this.counts.byId(tx, of.snapshotId);
    return {
      ...{ title: form.title, formCode: form.code, formVersion: form.version, period: period.name },
      ...{ scope: of.scope, asOf: period.asOf, timeZone: region.timeZone },
      ...{ moment: statisticsDay(period.asOf, region.timeZone).moment, snapshotId: of.snapshotId },
      ...{ revision: snapshot?.revision ?? 1, methodology: snapshot?.methodology ?? METHODOLOGY },
      status: of.isPublished ? 'published' : 'draft',
    };
  }
}

/** From when a chart beside a table begins. */
export const chartBegin = (asOf: CalendarDate): CalendarDate => addDays(asOf, -365);

const NO_PLACE = { municipality: null, oktmo: null, school: null, inn: null };
const NOTHING = { now: null, bases: { week: null, month: null, accepted: null } };

const isAccepted = (state: ExportReport['state']): boolean => state === 'accepted' || state === 'locked';

function found<T>(one: T | null): T {
  if (one === null) throw new DomainError('NOT_FOUND', 'not_found');
  return one;
}

/** Schools of one municipality together, in the order in which they come. */
function grouped<P extends ExportPlace>(places: readonly P[]): readonly (readonly [P, readonly P[]])[] {
  const parts = new Map<Uuid | null, [P, P[]]>();
  for (const place of places) {
    const part = parts.get(place.partId);
    if (part === undefined) parts.set(place.partId, [place, [place]]);
    else part[1].push(place);
  }
  return [...parts.values()];
}

function partsOf(
  form: ReportForm,
  reports: readonly ExportReport[],
  givenOf: (municipalityId: Uuid | null) => Cells,
): readonly ReportPart[] {
  const columns = tableColumns(form.columns);
  return grouped(reports).map(([{ partId, partName, partOktmo }, own]) => ({
    ...(partId === null ? DIRECT : { name: partName ?? '', oktmo: partOktmo ?? '', total: TOTAL }),
    rows: own.map((report) => {
      const stated = statedBySchool(form.columns, report.own);
      const cells = { ...tableCells(columns, report.cells ?? {}), ...stated.words };
      return { ...rowPlace(report), cells, own: stated.own };
    }),
    given: tableCells(columns, givenOf(partId)),
  }));
}

const rowPlace = ({ schoolId, municipality, oktmo, name, inn }: ExportPlace) => ({
  ...{ schoolId, municipality, oktmo, name, inn },
});

/** The whole of a table of one part is that part. */
const onlyOne = (parts: readonly ReportPart[]): ReportPart['given'] =>
  parts.length === 1 ? (parts[0]?.given ?? {}) : {};

/** Whose coverage a chart beside the table shows; null for a reader of several places. */
function unitOf(scope: SchoolScope, region: Region, places: readonly ExportPlace[]): ChartUnit | null {
  if (scope.wholeRegion) return { level: 'region', id: region.id, name: region.name };
  const [first] = places;
  const [municipality] = scope.municipalityIds;
  if (municipality !== undefined && scope.municipalityIds.length === 1 && scope.schoolIds.length === 0) {
    return { level: 'founder', id: municipality, name: first?.partName ?? first?.municipality ?? '' };
  }
  if (first === undefined || places.length !== 1) return null;
  return { level: 'school', id: first.schoolId, name: first.name };
}

function missing({ name, municipality, missingReason }: ExportReport): MissingSchool {
  return { name, municipality, reason: missingReason ?? NOT_ACCEPTED };
}
