import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { VoidEvidence } from '../../linking/index.js';
import {
  CredentialsRepository,
  type CredentialStep,
  type MovedCredentials,
} from '../store/credentials.repository.js';

/** The one way in which old logins change state, besides the first look at them and the moves of campaigns. */
@Injectable()
export class MoveCredentials {
  constructor(
    @Inject(CredentialsRepository) private readonly credentials: CredentialsRepository,
    @Inject(VoidEvidence) private readonly voidEvidence: VoidEvidence,
  ) {}

  /**
   * Puts an event to accounts, in two statements whatever their number: those that the table of e.2 does not move stay as
   * they are, the others move, with history and `credential.changed`. The rows are locked first, so of two that race the
   * second sees what the first did.
   *
   * @returns the accounts that moved
   */
  async execute(tx: EntityManager, step: CredentialStep): Promise<readonly Uuid[]> {
    const moved = await this.credentials.move(tx, step);
    return this.settle(tx, moved, step.at);
  }

  /** Proofs of a password that no longer works prove nothing (quality.md, security 2). */
  private async settle(tx: EntityManager, moved: MovedCredentials, at: Date): Promise<readonly Uuid[]> {
    if (moved.shut.length > 0) {
      await this.voidEvidence.execute(tx, moved.shut, 'credentials_changed', at);
    }
    return moved.all;
  }
}
