import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { EsiaPersons, type EsiaProfile, EsiaSignIn } from '../../esia/index.js';
import { dayIn } from '../../kernel/calendar-date.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LinkPerson } from '../../linking/index.js';
import { Territory } from '../../territory/index.js';
import { isAlive, type SignIn } from '../domain/sign-in.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';
import { OpenSession, type OpenedSession } from './open-session.js';
import { OwnSignIn, type SignInRequest } from './own-sign-in.js';
import { toSignInOutcome } from './outcomes.js';
import { signInMetrics } from './sign-in-metrics.js';

/**
 * What «Это я» came to. `seen`: look at the sign-in, it says the rest; `opened`: the browser gets a session of ours;
 * `stale`: there is nothing to confirm.
 */
export type ConfirmedSignIn =
  | { readonly kind: 'stale' }
  | { readonly kind: 'seen'; readonly signIn: SignIn }
  | { readonly kind: 'opened'; readonly signIn: SignIn; readonly session: OpenedSession };

const STALE: ConfirmedSignIn = { kind: 'stale' };

/**
 * «Это я»: keeps the person, links, and opens what the sign-in is for, in one transaction. Until then nothing of this
 * visit to ESIA is worth anything (EC-128). Two windows and a double click do it once: the second waits for the first
 * and finds the work done.
 */
@Injectable()
export class ConfirmSignIn {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(OwnSignIn) private readonly own: OwnSignIn,
    @Inject(SignInsRepository) private readonly signIns: SignInsRepository,
    @Inject(EsiaSignIn) private readonly esia: EsiaSignIn,
    @Inject(EsiaPersons) private readonly persons: EsiaPersons,
    @Inject(LinkPerson) private readonly linkPerson: LinkPerson,
    @Inject(OpenSession) private readonly openSession: OpenSession,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  async execute(request: SignInRequest): Promise<ConfirmedSignIn> {
    let told: readonly string[] = [];
    const confirmed = await this.unitOfWork.run<ConfirmedSignIn>(async (tx) => {
      told = [];
      const signIn = await this.own.lock(tx, request);
      if (signIn === null) return STALE;
      if (signIn.state !== 'matched') return { kind: 'seen', signIn };
      if (!isAlive(signIn, request.now) || signIn.attemptId === null) return STALE;
      const profile = await this.esia.takeProfile(tx, signIn.attemptId);
      if (profile === null) return STALE;
      await this.esia.wipe(tx, signIn.attemptId);
      const done = await this.confirm(tx, signIn, profile, request);
      if (done.kind !== 'stale') told = done.signIn.outcomes.map(({ code }) => code);
      return done;
    });
    // After the commit: what was rolled back happened to nobody.
    for (const code of told) signInMetrics.outcomes.inc({ code });
    return confirmed;
  }

  private async confirm(
    tx: EntityManager,
    signIn: SignIn,
    profile: EsiaProfile,
    { now, traceId }: SignInRequest,
  ): Promise<ConfirmedSignIn> {
    const region = await this.territory.region(tx, signIn.regionId);
    const today = dayIn(now, region.timeZone);
    const saved = await this.persons.save(tx, region.id, profile, now);
    const actor = { kind: 'person', id: saved.person.id } as const;
    const result = await this.linkPerson.execute(tx, { ...saved, now, today, actor, traceId });
    await this.audit.record(tx, {
      regionId: region.id,
      at: now,
      actor,
      action: 'sign_in.confirmed',
      subject: { kind: 'sign_in', id: signIn.id },
      facts: {
        purpose: signIn.purpose,
        linked: result.linked.length,
        outcomes: result.outcomes.map(({ code }) => code),
      },
      traceId: traceId ?? undefined,
    });
    const outcomes = result.outcomes.map(toSignInOutcome);
    const opened = await this.openSession.execute(tx, {
      ...{ signIn, region, today, now, outcomes },
      person: saved.person,
      accounts: result.linked,
      traceId: traceId ?? undefined,
    });
    return opened;
  }
}
