import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { Territory } from '../../territory/index.js';
import type { BrownoutPlace } from '../domain/brownout-plan.js';
import { Calendar } from '../store/calendar.repository.js';
import { LessonHoursRepository } from '../store/lesson-hours.repository.js';

/** What the calendar of one region says to windows at a school; without one, what holds for all schools. */
export type PlaceOfSchool = (schoolId: Uuid | null) => BrownoutPlace;

/** Reads the clocks, the calendar and the lessons of a region in three statements, however many schools are asked for. */
@Injectable()
export class BrownoutGround {
  constructor(
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(LessonHoursRepository) private readonly lessons: LessonHoursRepository,
  ) {}

  async ofRegion(tx: EntityManager, regionId: Uuid): Promise<PlaceOfSchool> {
    const { timeZone } = await this.territory.region(tx, regionId);
    const calendar = await this.calendar.ofRegion(tx, regionId);
    const lessons = await this.lessons.ofRegion(tx, regionId);
    return (schoolId) => ({
      timeZone,
      periods: schoolId === null ? calendar.ofRegion() : calendar.ofSchool(schoolId),
      lessons: lessons.ofSchool(schoolId),
    });
  }
}
