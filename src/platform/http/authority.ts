import type { EntityManager } from 'typeorm';

/** A role by which a right was used. */
export interface UsedGrant {
  readonly id: string;
  readonly role: string;
}

/** By which of their roles an administrator has the right that the request being served wants. */
export interface Authority {
  /** Our id of the administrator. */
  readonly actorId: string;
  /** The roles that give the right at a school, the narrowest first; null: wherever they give it. Never empty. */
  at(tx: EntityManager, schoolId: string | null): Promise<readonly UsedGrant[]>;
}
