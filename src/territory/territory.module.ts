import { Module } from '@nestjs/common';
import { Schools } from './store/schools.repository.js';
import { Territory } from './store/territory.repository.js';

@Module({ providers: [Territory, Schools], exports: [Territory, Schools] })
export class TerritoryModule {}
