/** Who did it: a job, a person on their own page, an administrator, an e-journal or another machine, an operator. */
export interface AuditActor {
  readonly kind: 'system' | 'person' | 'administrator' | 'client' | 'operator';
  /** Our own id of the actor; never a name, a СНИЛС or an oid. */
  readonly id: string | null;
}

/** What stands beside an event: codes, ids, counts, dates; no personal data. */
export type AuditFacts = Readonly<Record<string, unknown>>;

/** One entry of the trail. `action` is dotted: `link.activated`, `roster.imported`, `grant.given`. */
export interface AuditEvent {
  readonly regionId: string | null;
  readonly at: Date;
  readonly actor: AuditActor;
  readonly action: string;
  readonly subject?: { readonly kind: string; readonly id: string };
  readonly schoolId?: string;
  readonly reason?: string;
  readonly facts?: AuditFacts;
  /** The request's id; without it, that of the request that is being served. */
  readonly traceId?: string | undefined;
}
