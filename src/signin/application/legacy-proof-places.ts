import { Injectable } from '@nestjs/common';

/** The page of an e-journal that checks an old password for us, by the code of the system; null when it has none. */
export type LegacyProofPlace = (journalSystemCode: string) => string | null;

/** Where people type an old password: never here. The journals' face, which knows their registrations, tells at start. */
@Injectable()
export class LegacyProofPlaces {
  private place: LegacyProofPlace = () => null;

  /** Called once, at start (`onModuleInit`). */
  know(place: LegacyProofPlace): void {
    this.place = place;
  }

  of(journalSystemCode: string): string | null {
    return this.place(journalSystemCode);
  }
}
