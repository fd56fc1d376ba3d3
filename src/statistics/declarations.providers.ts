import type { Provider } from '@nestjs/common';
import { DeclarationReadings } from './application/declaration-readings.js';
import { DeclareAccounts } from './application/declare-accounts.js';
import { DeclareOwnChild } from './application/declare-own-child.js';
import { DeclaredAndLinked } from './store/declared-and-linked.repository.js';
import { Declarations } from './store/declarations.repository.js';
import { PupilsOfDay } from './store/pupils-of-day.repository.js';

export const declarations: readonly Provider[] = [
  ...[Declarations, PupilsOfDay, DeclaredAndLinked],
  ...[DeclareAccounts, DeclareOwnChild, DeclarationReadings],
];
export const declarationsDoors: readonly Provider[] = [DeclareAccounts, DeclareOwnChild, DeclarationReadings];
