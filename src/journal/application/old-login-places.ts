import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LegacyProofPlaces } from '../../signin/index.js';
import { JournalConfiguration } from '../journal-configuration.js';

/** Tells the pages of sign-in which e-journals check an old password for us. */
@Injectable()
export class OldLoginPlaces implements OnModuleInit {
  constructor(
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
    @Inject(LegacyProofPlaces) private readonly places: LegacyProofPlaces,
  ) {}

  onModuleInit(): void {
    const { clients } = this.configuration;
    this.places.know((code) => clients.find(({ clientId }) => clientId === code)?.legacyProofUri ?? null);
  }
}
