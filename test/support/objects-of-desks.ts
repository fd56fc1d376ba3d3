/** What the ministry writes and what families are told, at a school: $1 region, $2 municipality, $3 school, $4 who wrote. */
export const LETTERS = `WITH l AS (
    INSERT INTO letters (region_id, title, text, due_on, created_by, created_at, sent_by, sent_at)
    VALUES ($1, 'Письмо', 'текст', '2026-12-01', $4, now(), $4, now()) RETURNING id
  ), r AS (
    INSERT INTO letter_recipients (letter_id, municipality_id, school_id, received_at)
    SELECT l.id, unit.municipality_id, unit.school_id, now()
      FROM l, (VALUES ($2::uuid, NULL::uuid), (NULL, $3::uuid)) AS unit (municipality_id, school_id)
  ), a AS (
    INSERT INTO announcements (region_id, school_id, title, text, starts_at, ends_at, created_by, created_at)
    VALUES ($1, $3, 'Объявление', 'текст', '2026-11-21', '2026-12-21', $4, now()) RETURNING id
  )
  SELECT l.id AS letters, a.id AS announcements FROM l, a`;

/** A notice with its text and a message of it: $1 region, $2 school, $3 class, $4 person, $5 account, $6 campaign, $7 a number. */
export const NOTICES = `WITH t AS (
    INSERT INTO notice_templates (region_id, kind, version, state, title, body, written_at)
    VALUES ($1, 'leaflet_14to17', 100 + $7::int, 'draft', 'Памятка', 'Текст', now()) RETURNING id
  ), n AS (
    INSERT INTO notice_issues (region_id, campaign_id, person_id, journal_account_id, school_id, class_group_id, template_id,
      cutover_on, state, state_since, created_at)
    SELECT $1, $6, $4, $5, $2, $3, id, '2027-02-01', 'generated', now(), now() FROM t RETURNING id
  ), d AS (
    INSERT INTO notice_deliveries (id, region_id, person_id, notice_issue_id, channel, mandatory, state, not_before, created_at,
      sent_at, changed_at)
    SELECT gen_random_uuid(), $1, $4, id, 'email', true, 'sent', now(), now(), now(), now() FROM n RETURNING id
  )
  SELECT t.id AS "notice-templates", n.id AS notices, d.id AS deliveries FROM t, n, d`;

/** What the officers of data and of security keep: $1 region, $2 school, $3 person, $4 who acted. */
export const OFFICES = `WITH q AS (
    INSERT INTO subject_requests (region_id, kind, state, person_id, document, received_on, due_on, registered_by, registered_at,
      changed_at)
    VALUES ($1, 'access', 'received', $3, 'письмо № 1', '2026-11-20', '2026-12-04', $4, now(), now()) RETURNING id
  ), p AS (
    INSERT INTO processor_agreements (region_id, party, party_kind, document, purposes, signed_on, recorded_by, recorded_at)
    VALUES ($1, 'Оператор', 'operator', 'договор № 1', '{linking}', '2026-09-01', $4, now()) RETURNING id
  ), l AS (
    INSERT INTO leaks (region_id, what, found_at, from_at, to_at, school_id, recorded_by, recorded_at)
    VALUES ($1, 'выгрузка ушла не туда', '2026-11-20', '2026-11-19', '2026-11-20', $2, $4, now()) RETURNING id
  ), e AS (
    INSERT INTO audit_events (region_id, at, actor_kind, actor_id, action, subject_kind, subject_id, school_id, facts, trace_id)
    VALUES ($1, '2026-11-20', 'administrator', $4::uuid::text, 'person.card_read', 'person', $3::uuid::text, $2, '{}',
      gen_random_uuid()::text) RETURNING trace_id
  )
  SELECT q.id AS "subject-requests", p.id AS "processor-agreements", l.id AS leaks, e.trace_id AS requests FROM q, p, l, e`;
