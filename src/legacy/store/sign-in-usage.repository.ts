import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { SignInChannel } from '../domain/sign-in-event.js';

/** I-30 of one channel, or of all of them. */
export interface ChannelShare {
  readonly channel: SignInChannel | 'all';
  readonly numerator: number;
  readonly denominator: number;
}

/** An account of a school with its password sign-ins of the window. */
export interface AccountUsage {
  readonly accountId: Uuid;
  readonly role: string;
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly isProtected: boolean;
  readonly signIns: number;
  readonly channels: readonly SignInChannel[];
  readonly lastPasswordAt: Date | null;
  readonly isLinked: boolean;
  /** The cut-over of the campaign that governs the account; null when none is planned. */
  readonly cutoverOn: CalendarDate | null;
}

/** How many accounts of a school do what. */
export interface SchoolUsage {
  readonly schoolId: Uuid;
  readonly schoolName: string;
  /** Open accounts. */
  readonly accounts: number;
  readonly passwordAccounts: number;
  /** Of those, without an active link: for them the end of passwords would be the end of access. */
  readonly passwordOnlyAccounts: number;
  readonly passwordSignIns: number;
  readonly allSignIns: number;
}

/** Days of the region, both included. */
export interface UsageWindow {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

const USAGE_OF_SCHOOLS = `
  SELECT school.id AS "schoolId", school.short_name AS "schoolName", count(a.id)::int AS accounts,
         count(a.id) FILTER (WHERE used.passwords > 0)::int AS "passwordAccounts",
         count(a.id) FILTER (WHERE used.passwords > 0 AND NOT EXISTS (
           SELECT FROM links l WHERE l.journal_account_id = a.id AND l.state = 'active'))::int AS "passwordOnlyAccounts",
         coalesce(sum(used.passwords), 0)::int AS "passwordSignIns", coalesce(sum(used.every), 0)::int AS "allSignIns"
    FROM schools school
    LEFT JOIN journal_account_schools s ON s.school_id = school.id
    LEFT JOIN journal_accounts a ON a.id = s.journal_account_id AND a.closed_at IS NULL
    LEFT JOIN LATERAL (SELECT sum(d.sign_ins) FILTER (WHERE d.method = 'password') AS passwords, sum(d.sign_ins) AS every
                         FROM sign_in_days d WHERE d.journal_account_id = a.id AND d.day BETWEEN $5 AND $6) used ON true`;

/** Who still signs in by password, and who never does: the lists and counters that a campaign is led by (LEG-17, I-30, I-31). */
@Injectable()
export class SignInUsage {
  /** The counters of one school; null when it is out of scope. */
  async ofSchool(
    tx: EntityManager,
    scope: SchoolScope,
    schoolId: Uuid,
    window: UsageWindow,
  ): Promise<SchoolUsage | null> {
    const [found] = await tx.query<SchoolUsage[]>(
      `${USAGE_OF_SCHOOLS} WHERE (${SCHOOL_IN_SCOPE}) AND school.id = $7 GROUP BY school.id`,
      [...scopeParameters(scope), window.from, window.to, schoolId],
    );
    return found ?? null;
  }

  /** The counters of at most `limit + 1` schools in the order of their short names, after the given (name, id). */
  ofSchools(
    tx: EntityManager,
    scope: SchoolScope,
    window: UsageWindow,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<readonly SchoolUsage[]> {
    return tx.query(
      `${USAGE_OF_SCHOOLS}
        WHERE school.id IN (
          SELECT school.id FROM schools school
           WHERE (${SCHOOL_IN_SCOPE}) AND school.closed_on IS NULL
             AND ($7::text IS NULL OR (school.short_name, school.id) > ($7, $8::uuid))
           ORDER BY school.short_name, school.id LIMIT $9)
        GROUP BY school.id ORDER BY school.short_name, school.id`,
      [
        ...[...scopeParameters(scope), window.from, window.to],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }

  /** I-30 of the schools of a scope, by channel and for all. */
  shares(tx: EntityManager, scope: SchoolScope, window: UsageWindow): Promise<readonly ChannelShare[]> {
    return tx.query(
      `SELECT channel, numerator, denominator
         FROM legacy_login_share($1, CASE WHEN $2 THEN NULL ELSE
                ARRAY(SELECT school.id FROM schools school WHERE (${SCHOOL_IN_SCOPE})) END, $5, $6)
        ORDER BY array_position(ARRAY['all', 'web', 'mobile', 'api', 'integration'], channel)`,
      [...scopeParameters(scope), window.from, window.to],
    );
  }

  /** I-30 of one school. */
  sharesOfSchool(
    tx: EntityManager,
    school: { readonly regionId: Uuid; readonly id: Uuid },
    window: UsageWindow,
  ): Promise<readonly ChannelShare[]> {
    return tx.query(
      `SELECT channel, numerator, denominator FROM legacy_login_share($1, ARRAY[$2::uuid], $3, $4)
        ORDER BY array_position(ARRAY['all', 'web', 'mobile', 'api', 'integration'], channel)`,
      [school.regionId, school.id, window.from, window.to],
    );
  }

  /**
   * At most `limit + 1` accounts of a school of the scope: those that used a password in the window, the most often first, or
   * those that did not though they have one.
   */
  accounts(
    tx: EntityManager,
    scope: SchoolScope,
    schoolId: Uuid,
    asked: {
      readonly window: UsageWindow;
      readonly use: 'active' | 'unused';
      readonly channel: SignInChannel | null;
      readonly limit: number;
      readonly after: readonly string[] | null;
    },
  ): Promise<readonly AccountUsage[]> {
    const { window, use, channel, limit, after } = asked;
    return tx.query(
      `SELECT a.id AS "accountId", a.role, p.last_name AS "lastName", p.first_name AS "firstName",
              p.middle_name AS "middleName", coalesce(p.protected, false) AS "isProtected", used.passwords AS "signIns",
              used.channels, k.last_password_at AS "lastPasswordAt", c.cutover_on AS "cutoverOn",
              EXISTS (SELECT FROM links l WHERE l.journal_account_id = a.id AND l.state = 'active') AS "isLinked"
         FROM schools school
         JOIN journal_account_schools s ON s.school_id = school.id
         JOIN journal_accounts a ON a.id = s.journal_account_id AND a.closed_at IS NULL
         LEFT JOIN people p ON p.id = a.person_id
         LEFT JOIN legacy_credentials k ON k.journal_account_id = a.id
         LEFT JOIN campaigns c ON c.id = k.campaign_id
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(d.sign_ins), 0)::int AS passwords,
                 coalesce(array_agg(DISTINCT d.channel ORDER BY d.channel), '{}') AS channels
            FROM sign_in_days d
           WHERE d.journal_account_id = a.id AND d.method = 'password' AND d.day BETWEEN $6 AND $7
             AND ($8::text IS NULL OR d.channel = $8)) used
        WHERE (${SCHOOL_IN_SCOPE}) AND school.id = $5
          AND CASE $9 WHEN 'active' THEN used.passwords > 0
                ELSE used.passwords = 0 AND (k.state IS NULL OR k.state NOT IN ('never_issued', 'purged')) END
          AND ($10::int IS NULL OR used.passwords < $10 OR used.passwords = $10 AND a.id > $11::uuid)
        ORDER BY used.passwords DESC, a.id LIMIT $12`,
      [
        ...[...scopeParameters(scope), schoolId, window.from, window.to, channel, use],
        ...[after?.[0] ?? null, after?.[1] ?? null, limit + 1],
      ],
    );
  }
}
