import { Module } from '@nestjs/common';
import { TerritoryModule } from '../territory/index.js';
import { SchoolsController } from './http/schools.controller.js';

/** The administrators' REST API: HTTP only, it calls the doors of the contexts below. */
@Module({ imports: [TerritoryModule], controllers: [SchoolsController] })
export class AdminModule {}
