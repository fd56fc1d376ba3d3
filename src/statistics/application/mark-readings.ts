import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { SchoolScope } from '../../territory/index.js';
import { METHODOLOGY } from '../domain/indicator.js';
import type { AgeBasis } from '../domain/statistics-day.js';
import { Changes } from '../store/changes.repository.js';
import { Marks, type ReadingMark } from '../store/marks.repository.js';
import type { AskedUnit } from '../store/units.repository.js';
import type { DayAsked } from './read-statistics.js';

/**
 * Marks of readings: as long as a mark stays the same, so do the numbers. Who pulls every minute costs one indexed read each
 * time, however many rows the answer has. A mark is made for a scope; the caller puts the scope itself into its entity tag.
 */
@Injectable()
export class MarkReadings {
  constructor(
    @Inject(Marks) private readonly marks: Marks,
    @Inject(Changes) private readonly changes: Changes,
  ) {}

  /**
   * The mark of a unit on a day, and of what lies below it; null where nothing is kept, so that it is counted each time.
   *
   * @throws DomainError `NOT_FOUND` for a unit out of scope
   */
  async ofDay(
    tx: EntityManager,
    scope: SchoolScope,
    asked: AskedUnit,
    day: DayAsked,
  ): Promise<string | null> {
    return written(await this.marks.ofDay(tx, scope, asked, day));
  }

  /**
   * The mark of a unit over days.
   *
   * @throws DomainError `NOT_FOUND` for a unit out of scope
   */
  async ofHistory(
    tx: EntityManager,
    scope: SchoolScope,
    asked: AskedUnit,
    basis: AgeBasis,
  ): Promise<string | null> {
    return written(await this.marks.ofHistory(tx, scope, asked, basis));
  }

  /** The mark of the feed of changes: the newest snapshot. */
  async ofChanges(tx: EntityManager, { regionId }: SchoolScope, basis: AgeBasis): Promise<string> {
    return `${METHODOLOGY}\0${await this.changes.newest(tx, regionId, basis)}`;
  }
}

function written(mark: ReadingMark | null): string | null {
  if (mark === null) throw new DomainError('NOT_FOUND', 'not_found');
  return mark.of === null ? null : [METHODOLOGY, mark.of, mark.name, mark.isOwn].join('\0');
}
