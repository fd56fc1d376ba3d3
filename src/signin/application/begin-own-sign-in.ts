import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Territory } from '../../territory/index.js';
import { BeginSignIn, type BeginSignInRequest, type BegunSignIn } from './begin-sign-in.js';

/** A sign-in that no e-journal asked for: its region is the one that this server serves. */
@Injectable()
export class BeginOwnSignIn {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(BeginSignIn) private readonly begin: BeginSignIn,
    @Inject(PlatformSettings) private readonly settings: PlatformSettings,
  ) {}

  /** @throws DomainError `REGION_UNKNOWN` while the region of REGION_CODE has never been imported */
  async execute(request: Omit<BeginSignInRequest, 'regionId' | 'journalSystemId'>): Promise<BegunSignIn> {
    const region = await this.unitOfWork.run((tx) =>
      this.territory.regionByCode(tx, this.settings.regionCode),
    );
    if (region === null)
      throw new DomainError('REGION_UNKNOWN', 'unavailable', { region_code: this.settings.regionCode });
    return this.begin.execute({ ...request, regionId: region.id });
  }
}
