import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { LevelGround } from '../store/level-ground.repository.js';
import { type ReportOfRollup, ReportsOfRollups } from '../store/reports-of-rollups.repository.js';
import { RollupHistory } from '../store/rollup-history.repository.js';
import { type Rollup, Rollups } from '../store/rollups.repository.js';
import type { ReportsAct } from './reports-act.js';
import { RollupMoves, type SeenRollup } from './rollup-moves.js';
import { figuresOf } from '../domain/rollup-figures.js';

/** Puts the figures of a municipality together from the reports it has accepted (e.4, f.0.8). */
@Injectable()
export class BuildRollup {
  constructor(
    @Inject(Rollups) private readonly rollups: Rollups,
    @Inject(RollupMoves) private readonly moves: RollupMoves,
    @Inject(RollupHistory) private readonly history: RollupHistory,
    @Inject(ReportsOfRollups) private readonly reports: ReportsOfRollups,
    @Inject(LevelGround) private readonly ground: LevelGround,
  ) {}

  /** @throws DomainError NOT_FOUND, PRECONDITION_FAILED, ROLLUP_STATE_WRONG, ROLLUP_NOTHING_ACCEPTED */
  async execute(tx: EntityManager, act: ReportsAct, seen: SeenRollup): Promise<Rollup> {
    const rollup = await this.moves.lock(tx, act, seen, 'build');
    const accepted = (await this.reports.of(tx, rollup.id)).filter(({ state }) => state === 'accepted');
    if (accepted.length === 0) throw new DomainError('ROLLUP_NOTHING_ACCEPTED', 'conflict');
    const { snapshotId, columns, sources } = await this.ground.ofMunicipality(tx, rollup, accepted);
    await this.rollups.keepFigures(tx, rollup.id, {
      ...{ figures: figuresOf(columns, sources), from: accepted.map(builtFrom), snapshotId, at: act.now },
    });
    const { state, revision } = rollup;
    const step = { event: 'build', from: state, to: state, actor: act.actor, reason: null, revision } as const;
    await this.history.addStep(tx, rollup.id, { ...step, at: act.now });
    await this.moves.tell(tx, act, rollup, { event: 'build', to: state, facts: { schools: accepted.length } });
    return this.moves.reread(tx, act, rollup.id);
  }
}

export function builtFrom({ id, revision }: Pick<ReportOfRollup, 'id' | 'revision'>): Rollup['builtFrom'][number] {
  return { reportId: id, revision };
}
