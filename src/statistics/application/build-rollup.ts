import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ReportOfRollup, ReportsOfRollups } from '../store/reports-of-rollups.repository.js';
import { RollupHistory } from '../store/rollup-history.repository.js';
import { type Rollup, Rollups } from '../store/rollups.repository.js';
import { LevelFigures } from './level-figures.js';
import type { ReportsAct } from './reports-act.js';
import { RollupMoves, type SeenRollup } from './rollup-moves.js';

/** Puts the figures of a municipality together from the reports it has accepted (e.4, f.0.8). */
@Injectable()
export class BuildRollup {
  constructor(
    @Inject(Rollups) private readonly rollups: Rollups,
    @Inject(RollupMoves) private readonly moves: RollupMoves,
    @Inject(RollupHistory) private readonly history: RollupHistory,
    @Inject(ReportsOfRollups) private readonly reports: ReportsOfRollups,
    @Inject(LevelFigures) private readonly figures: LevelFigures,
  ) {}

  /** @throws DomainError NOT_FOUND, PRECONDITION_FAILED, ROLLUP_STATE_WRONG */
  async execute(tx: EntityManager, act: ReportsAct, seen: SeenRollup): Promise<Rollup> {
    const rollup = await this.moves.lock(tx, act, seen, 'build');
    const accepted = (await this.reports.of(tx, rollup.id)).filter((report) => report.accepted);
    const { period, municipality } = rollup;
    const level = { name: 'founder', unitId: municipality.id } as const;
    const place = { municipality: municipality.name, oktmo: municipality.oktmo, school: null, inn: null };
    const built = await this.figures.of(tx, { periodId: period.id, level, place }, accepted);
    await this.rollups.keepFigures(tx, rollup.id, { ...built, from: accepted.map(builtFrom), at: act.now });
    const { state, revision } = rollup;
    const step = {
      event: 'build',
      from: state,
      to: state,
      actor: act.actor,
      reason: null,
      revision,
    } as const;
    await this.history.addStep(tx, rollup.id, { ...step, at: act.now });
    await this.moves.tell(tx, act, rollup, {
      event: 'build',
      to: state,
      facts: { schools: accepted.length },
    });
    return this.moves.reread(tx, act, rollup.id);
  }
}

export function builtFrom({
  id,
  revision,
}: Pick<ReportOfRollup, 'id' | 'revision'>): Rollup['builtFrom'][number] {
  return { reportId: id, revision };
}
