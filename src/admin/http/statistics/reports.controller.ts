import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { etagOf } from '../../../platform/http/etag.js';
import { idOfPath } from '../../../platform/http/validation.js';
import { ReadLegalEntity, ReadReports, SchoolReports } from '../../../statistics/index.js';
import { isDay, isUuid, keyOf } from '../cursor-key.js';
import { presentDetails, presentLegalEntity, presentReport } from './present-report.js';
import { ReportActs } from './report-acts.js';
import {
  LegalEntityDto,
  ReportDetailsDto,
  ReportRevisionsDto,
  ReportsPageDto,
  ReportsQuery,
  ReportStepsDto,
} from './reports.dto.js';

/** Reports of schools as those who may see them read them. */
@ApiTags('reports')
@ApiCookieAuth('admin')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ReportActs) private readonly acts: ReportActs,
    @Inject(SchoolReports) private readonly reports: SchoolReports,
    @Inject(ReadReports) private readonly reading: ReadReports,
    @Inject(ReadLegalEntity) private readonly entities: ReadLegalEntity,
  ) {}

  /** Отчёты школ: новые периоды сначала, внутри периода по названию школы. */
  @Get()
  @RequiresRight('reports.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ReportsQuery,
  ): Promise<ReportsPageDto> {
    const filter = {
      ...{ state: query.state ?? null, periodId: (query.period_id ?? null) as Uuid | null },
      municipalityId: (query.municipality_id ?? null) as Uuid | null,
      schoolId: (query.school_id ?? null) as Uuid | null,
    };
    const page = { limit: query.limit, after: keyOf(query, isDay, isUuid, () => true, isUuid) };
    const scope = reachOf(principal, 'reports.read');
    const found = await this.unitOfWork.direct((tx) => this.reports.list(tx, scope, filter, page));
    const { items, next_cursor } = pageOf(found, query.limit, ({ asOf, periodId, schoolName, id }) => [
      ...[asOf, periodId, schoolName, id],
    ]);
    const now = this.acts.now();
    return { items: items.map((report) => presentReport(report, now)), next_cursor };
  }

  /** Отчёт: столбцы по порядку формы, свои числа школы, проверки. ETag нужен, чтобы изменить, сдать, принять, вернуть. */
  @Get(':id')
  @RequiresRight('reports.read')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDetailsDto> {
    const scope = reachOf(principal, 'reports.read');
    const reading = await this.unitOfWork.direct((tx) => this.reading.one(tx, scope, id));
    response.setHeader('ETag', etagOf(reading.report.etag));
    return presentDetails(reading, this.acts.now());
  }

  /** Юридическое лицо: отчёты школы и её филиалов с тем же ИНН за период и их итог. */
  @Get(':id/legal-entity')
  @RequiresRight('reports.read')
  async legalEntity(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<LegalEntityDto> {
    const scope = reachOf(principal, 'reports.read');
    const reading = await this.unitOfWork.direct((tx) => this.entities.of(tx, scope, id));
    return presentLegalEntity(reading, this.acts.now());
  }

  /** Подписанные редакции: что именно было сдано, с отпечатком. Они не меняются. */
  @Get(':id/revisions')
  @RequiresRight('reports.read')
  async revisions(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<ReportRevisionsDto> {
    const scope = reachOf(principal, 'reports.read');
    const signed = await this.unitOfWork.direct((tx) => this.reading.revisions(tx, scope, id));
    return {
      items: signed.map(({ revision, snapshotId, content, contentHash, signedBy, signedAt, late }) => ({
        ...{ revision, snapshot_id: snapshotId, content: content as object, content_hash: contentHash },
        ...{ signed_by: signedBy, signed_at: signedAt, late },
      })),
    };
  }

  /** История: кто, когда и почему сделал с отчётом. */
  @Get(':id/steps')
  @RequiresRight('reports.read')
  async steps(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<ReportStepsDto> {
    const scope = reachOf(principal, 'reports.read');
    const steps = await this.unitOfWork.direct((tx) => this.reading.steps(tx, scope, id));
    return {
      items: steps.map(({ event, from, to, actor, reason, cellComments, revision, at }) => ({
        ...{ event, from, to, actor_kind: actor.kind, actor_id: actor.id, reason },
        ...{ cell_comments: cellComments, revision, at },
      })),
    };
  }
}
