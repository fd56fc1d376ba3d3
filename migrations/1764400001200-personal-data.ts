import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the operator of personal data keeps by 152-ФЗ: requests of the people (PD-06), how long what is kept and by which
 * right it is processed, as data (PD-05, PD-07), to whom processing is entrusted (PD-11), leaks and their clocks (PD-08).
 */
export class PersonalData1764400001200 implements MigrationInterface {
  name = 'PersonalData1764400001200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE subject_requests (
        id uuid CONSTRAINT subject_requests_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT subject_requests_region_fkey REFERENCES regions (id),
        kind text NOT NULL
          CONSTRAINT subject_requests_kind_known CHECK (kind IN ('access', 'correction', 'blocking', 'erasure')),
        state text NOT NULL CONSTRAINT subject_requests_state_known
          CHECK (state IN ('received', 'awaiting_second', 'answered', 'refused', 'withdrawn')),
        person_id uuid CONSTRAINT subject_requests_person_fkey REFERENCES people (id),
        document text NOT NULL,
        received_on date NOT NULL,
        due_on date NOT NULL,
        extended_because text,
        registered_by uuid NOT NULL,
        registered_at timestamptz NOT NULL,
        proposed_by uuid,
        answer text,
        closed_by uuid,
        closed_at timestamptz,
        changed_at timestamptz NOT NULL,
        CONSTRAINT subject_requests_closed_whole CHECK (
          (state IN ('answered', 'refused', 'withdrawn')) = (closed_at IS NOT NULL)
          AND (closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (answer IS NULL)),
        CONSTRAINT subject_requests_proposed_whole CHECK (state <> 'awaiting_second' OR proposed_by IS NOT NULL),
        CONSTRAINT subject_requests_four_eyes
          CHECK (kind <> 'erasure' OR state <> 'answered' OR proposed_by IS NULL OR proposed_by <> closed_by)
      );
      COMMENT ON COLUMN subject_requests.document IS 'number and date of the letter; what it says lies in the paper file';
      COMMENT ON COLUMN subject_requests.person_id IS 'null: nobody of the roster, which is an answer too';
      CREATE INDEX subject_requests_by_region ON subject_requests (region_id, received_on DESC, id DESC);
      CREATE INDEX subject_requests_by_person ON subject_requests (person_id);

      CREATE TABLE retention_rules (
        code text CONSTRAINT retention_rules_pkey PRIMARY KEY,
        what text NOT NULL,
        months smallint NOT NULL CONSTRAINT retention_rules_months_range CHECK (months BETWEEN 0 AND 1200),
        days smallint NOT NULL CONSTRAINT retention_rules_days_range CHECK (days BETWEEN 0 AND 3650),
        counted_from text NOT NULL,
        basis text NOT NULL,
        kept_by text NOT NULL
          CONSTRAINT retention_rules_kept_by_known CHECK (kept_by IN ('retention', 'own_job', 'not_stored', 'for_ever')),
        no smallint NOT NULL
      );
      COMMENT ON TABLE retention_rules IS 'how long what is kept (PD-07); kept_by retention: the job privacy.retain deletes, own_job: a job of its context, not_stored: a test holds that nothing is there';
      CREATE TABLE retention_runs (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT retention_runs_pkey PRIMARY KEY,
        code text NOT NULL CONSTRAINT retention_runs_rule_fkey REFERENCES retention_rules (code),
        ran_at timestamptz NOT NULL,
        outlived_before timestamptz NOT NULL,
        deleted integer NOT NULL
      );
      CREATE INDEX retention_runs_by_rule ON retention_runs (code, ran_at DESC);

      INSERT INTO retention_rules (no, code, what, months, days, counted_from, basis, kept_by) VALUES
        (1, 'link_evidence', 'Основания привязок и их история, oid Госуслуг', 36, 0, 'окончание последней привязки человека, у которого нет места в школе',
          'доказательство правильности привязки; ГК РФ, ст. 196', 'retention'),
        (2, 'sign_in_events', 'События входов от журналов', 0, 100, 'день события',
          'меры безопасности: 152-ФЗ, ст. 19; предел — 13 месяцев (PD-07)', 'own_job'),
        (3, 'sign_in_days', 'Дни входов по учётным записям', 0, 400, 'день входа',
          'меры безопасности: 152-ФЗ, ст. 19; тринадцать месяцев (PD-07) и запас на их подсчёт', 'own_job'),
        (4, 'sign_ins', 'Случаи входа с номером обращения', 0, 180, 'последнее изменение',
          'ответ на обращение человека', 'own_job'),
        (5, 'esia_answers', 'Ответ Госуслуг до «Это я» (зашифрован)', 0, 0, 'решение человека или десять минут',
          'цель достигнута: 152-ФЗ, ст. 5, ч. 7', 'own_job'),
        (6, 'esia_attempts', 'Попытки входа через Госуслуги', 0, 1, 'истечение попытки', 'разбор сбоев', 'own_job'),
        (7, 'esia_tokens', 'Маркеры доступа и обновления ЕСИА', 0, 0, 'не хранятся', 'не нужны для цели: 152-ФЗ, ст. 5, ч. 5', 'not_stored'),
        (8, 'esia_kids', 'Карточки детей из профиля родителя', 12, 0, 'последний вход родителя',
          'подтверждение полномочий представителя: ПП 111', 'retention'),
        (9, 'uploaded_files', 'Загруженные файлы контингента (зашифрованы)', 0, 7, 'загрузка',
          'исправление ошибок тем, кто загрузил (PD-07)', 'own_job'),
        (10, 'before_images', 'Строки до загрузки, чтобы её отменить', 0, 1, 'конец загрузки', 'отмена ошибочной загрузки', 'own_job'),
        (11, 'legacy_proofs', 'Подтверждения старого пароля', 0, 1, 'истечение', 'одноразовые', 'own_job'),
        (12, 'link_codes', 'Коды привязки (отпечатки)', 12, 0, 'истечение', 'учёт выданных памяток', 'retention'),
        (13, 'admin_sessions', 'Сеансы администраторов', 12, 0, 'конец сеанса', 'меры безопасности: 152-ФЗ, ст. 19', 'retention'),
        (14, 'outbox', 'Доставленные новости между частями системы', 0, 30, 'создание', 'повтор доставки', 'own_job'),
        (15, 'journal_events', 'События для электронных журналов', 0, 90, 'создание', 'повтор доставки', 'own_job'),
        (16, 'subject_requests', 'Обращения субъектов и ответы', 36, 0, 'ответ', 'ГК РФ, ст. 196', 'retention'),
        (17, 'consents', 'Согласия и отзывы', 36, 0, 'отзыв', '152-ФЗ, ст. 9, ч. 3', 'retention'),
        (18, 'audit', 'Журнал событий: номера и коды', 36, 0, 'событие', '152-ФЗ, ст. 19, ч. 2, п. 8; не менее трёх лет (PD-01)', 'for_ever');

      CREATE TABLE processing_purposes (
        code text CONSTRAINT processing_purposes_pkey PRIMARY KEY,
        name text NOT NULL,
        basis_kind text NOT NULL
          CONSTRAINT processing_purposes_basis_kind_known CHECK (basis_kind IN ('law', 'public_authority', 'consent')),
        basis text NOT NULL,
        subjects text NOT NULL,
        categories text NOT NULL,
        recipients text NOT NULL,
        retention_codes text[] NOT NULL,
        no smallint NOT NULL
      );
      COMMENT ON TABLE processing_purposes IS 'by which right what is processed (PD-05; 152-ФЗ, ст. 6)';
      INSERT INTO processing_purposes (no, code, name, basis_kind, basis, subjects, categories, recipients, retention_codes) VALUES
        (1, 'identification', 'Узнавание вошедшего через Госуслуги', 'law',
          '152-ФЗ, ст. 6, ч. 1, п. 2; ПП 584, п. 2; ПП 1516, п. 2; 273-ФЗ, ст. 98', 'ученики, законные представители, работники школ',
          'oid, СНИЛС, ФИО, дата рождения, уровень записи', 'никому', '{esia_answers,esia_attempts,esia_tokens,sign_ins}'),
        (2, 'linking', 'Привязка записи журнала и её проверка школой', 'public_authority',
          '152-ФЗ, ст. 6, ч. 1, п. 4; 273-ФЗ, ст. 16, ч. 3.1; ПП 111', 'ученики, законные представители, работники школ',
          'данные контингента, oid, СНИЛС, основания', 'электронный журнал: псевдоним и номер записи', '{link_evidence,link_codes,legacy_proofs,esia_kids}'),
        (3, 'minor_sign_in', 'Вход ученика, где регион требует согласия', 'consent', '152-ФЗ, ст. 6, ч. 1, п. 1; ст. 9; ПП 111', 'ученики до 18 лет',
          'согласие, редакция текста, кто дал', 'никому', '{consents}'),
        (4, 'roster', 'Контингент: сверка и исправление ошибок', 'law', '152-ФЗ, ст. 6, ч. 1, п. 2; 273-ФЗ, ст. 98', 'ученики, законные представители, работники школ',
          'ФИО, дата рождения, СНИЛС, пол, гражданство, школа, класс, связи', 'школа, которая их прислала', '{uploaded_files,before_images}'),
        (5, 'decommissioning', 'Отключение паролей и исключения', 'public_authority', '152-ФЗ, ст. 6, ч. 1, п. 4; ПП 584, п. 2', 'ученики, законные представители, работники школ',
          'состояние пароля, исключения, отказы, даты входов', 'электронный журнал', '{sign_in_events,sign_in_days,journal_events}'),
        (6, 'statistics', 'Статистика перехода', 'law', '152-ФЗ, ст. 6, ч. 1, п. 9: обезличенно', 'ученики, представители, работники школ',
          'числа', 'школы, муниципалитеты, министерство, федеральный орган: только числа', '{}'),
        (7, 'security', 'Учёт действий и безопасность', 'law', '152-ФЗ, ст. 18.1, 19; приказ ФСТЭК 117', 'все, включая администраторов',
          'номера, коды, время', 'ответственный за безопасность', '{audit,admin_sessions,outbox}'),
        (8, 'subject_rights', 'Ответы на обращения субъектов', 'law', '152-ФЗ, ст. 14, 20, 21', 'обратившиеся', 'обращение, ответ', 'никому', '{subject_requests}');

      CREATE TABLE processor_agreements (
        id uuid CONSTRAINT processor_agreements_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT processor_agreements_region_fkey REFERENCES regions (id),
        party text NOT NULL,
        party_kind text NOT NULL CONSTRAINT processor_agreements_party_kind_known
          CHECK (party_kind IN ('operator', 'journal_vendor', 'school', 'municipality', 'other')),
        document text NOT NULL,
        purposes text[] NOT NULL,
        signed_on date NOT NULL,
        valid_to date,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        ended_on date,
        ended_by uuid,
        end_reason text,
        CONSTRAINT processor_agreements_in_order CHECK (valid_to IS NULL OR valid_to >= signed_on),
        CONSTRAINT processor_agreements_end_whole
          CHECK ((ended_on IS NULL) = (ended_by IS NULL) AND (ended_on IS NULL) = (end_reason IS NULL))
      );
      COMMENT ON TABLE processor_agreements IS 'to whom the processing is entrusted (152-ФЗ, ст. 6, ч. 3; PD-11)';
      CREATE INDEX processor_agreements_by_region ON processor_agreements (region_id, signed_on DESC, id DESC);

      CREATE TABLE leaks (
        id uuid CONSTRAINT leaks_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT leaks_region_fkey REFERENCES regions (id),
        what text NOT NULL,
        found_at timestamptz NOT NULL,
        from_at timestamptz NOT NULL,
        to_at timestamptz NOT NULL,
        actor_kind text,
        actor_id text,
        school_id uuid CONSTRAINT leaks_school_fkey REFERENCES schools (id),
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        first_notice_at timestamptz,
        inquiry_notice_at timestamptz,
        closed_at timestamptz,
        conclusion text,
        CONSTRAINT leaks_in_order CHECK (to_at > from_at),
        CONSTRAINT leaks_of_somebody CHECK (actor_id IS NOT NULL OR school_id IS NOT NULL),
        CONSTRAINT leaks_actor_whole CHECK ((actor_kind IS NULL) = (actor_id IS NULL)),
        CONSTRAINT leaks_closed_whole CHECK ((closed_at IS NULL) = (conclusion IS NULL))
      );
      COMMENT ON TABLE leaks IS 'what may have got out: through whom or where, and when; whom it touches is counted from the audit';
      CREATE INDEX leaks_by_region ON leaks (region_id, found_at DESC, id DESC);
      CREATE INDEX leaks_by_school ON leaks (school_id);

      ALTER TABLE person_protections DROP CONSTRAINT person_protections_kind_known;
      ALTER TABLE person_protections ADD CONSTRAINT person_protections_kind_known
        CHECK (kind IN ('adoption', 'state_protection', 'court', 'blocking'));
      ALTER TABLE people ADD COLUMN erased_at timestamptz;
      COMMENT ON COLUMN people.erased_at IS 'nothing that names the person is here any more (152-ФЗ, ст. 21); the row stands for statistics';
      ALTER TABLE esia_persons ADD COLUMN erased_at timestamptz;
    `);
    await runner.query(VIEWS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW subject_facts;
      DROP VIEW audit_accesses;
      DROP VIEW subject_places;
      DROP VIEW subject_esia_persons;
      DROP VIEW region_holidays;
      ALTER TABLE esia_persons DROP COLUMN erased_at;
      ALTER TABLE people DROP COLUMN erased_at;
      DELETE FROM person_protections WHERE kind = 'blocking';
      ALTER TABLE person_protections DROP CONSTRAINT person_protections_kind_known;
      ALTER TABLE person_protections ADD CONSTRAINT person_protections_kind_known
        CHECK (kind IN ('adoption', 'state_protection', 'court'));
      DROP TABLE leaks;
      DROP TABLE processor_agreements;
      DROP TABLE processing_purposes;
      DROP TABLE retention_runs;
      DROP TABLE retention_rules;
      DROP TABLE subject_requests;
    `);
  }
}

/** What is shown of another human in somebody's report: a letter and a letter. */
const MASK = (alias: string): string =>
  `concat_ws(' ', left(${alias}.last_name, 1) || '***', left(${alias}.first_name, 1) || '.', left(${alias}.middle_name, 1) || '.')`;

/**
 * All that is known of a person, in lines for the person themselves (152-ФЗ, ст. 14). Ties that an adoption ended and its
 * protection are not there: nobody is to find the former name by the report on the new one (EC-054).
 */
const VIEWS = `
  CREATE VIEW region_holidays AS
  SELECT region_id, starts_on, ends_on FROM calendar_days WHERE kind = 'holiday' AND school_id IS NULL;

  CREATE VIEW subject_places AS
  SELECT person_id, school_id, valid_to FROM enrollments
  UNION ALL SELECT person_id, school_id, valid_to FROM staff_appointments
  UNION ALL SELECT t.representative_id, e.school_id, e.valid_to FROM family_ties t JOIN enrollments e ON e.person_id = t.child_id
   WHERE t.state <> 'ended';
  COMMENT ON VIEW subject_places IS 'which schools know a person: as a pupil, as staff, as the representative of a pupil';

  CREATE VIEW audit_accesses AS
  SELECT id, region_id, at, actor_kind, actor_id, action, subject_kind, subject_id, school_id, reason, facts FROM audit_events;
  COMMENT ON VIEW audit_accesses IS 'the audit for the officer of personal data: who had access to whom (PD-06, PD-08)';

  CREATE VIEW subject_esia_persons AS
  SELECT p.id AS person_id, e.id AS esia_person_id FROM people p
    JOIN esia_persons e ON e.region_id = p.region_id AND e.snils_hmac = p.snils_hmac AND e.birth_date = p.birth_date
  UNION
  SELECT a.person_id, l.esia_person_id FROM links l JOIN journal_accounts a ON a.id = l.journal_account_id
   WHERE a.person_id IS NOT NULL AND l.state IN ('active', 'suspended', 'superseded');
  COMMENT ON VIEW subject_esia_persons IS 'which accounts of ESIA are a person of the roster: the same number and birthday, or a link that held';

  CREATE VIEW subject_facts AS
  SELECT p.id AS person_id, 1 AS no, 'Контингент' AS section, 'Фамилия, имя, отчество' AS item,
         concat_ws(' ', p.last_name, p.first_name, p.middle_name) AS value, p.updated_at AS at
    FROM people p WHERE p.erased_at IS NULL
  UNION ALL SELECT id, 2, 'Контингент', 'Дата рождения', to_char(birth_date, 'DD.MM.YYYY'), updated_at FROM people WHERE birth_date IS NOT NULL
  UNION ALL SELECT id, 3, 'Контингент', 'Пол', CASE gender WHEN 'M' THEN 'мужской' ELSE 'женский' END, updated_at FROM people WHERE gender IS NOT NULL
  UNION ALL SELECT id, 4, 'Контингент', 'Гражданство', citizenship, updated_at FROM people WHERE citizenship IS NOT NULL
  UNION ALL SELECT id, 5, 'Контингент', 'СНИЛС', '***-***-*** ' || snils_last2, updated_at FROM people WHERE snils_last2 IS NOT NULL
  UNION ALL SELECT r.person_id, 6, 'Откуда получено', 'Запись источника',
         concat_ws(', ', r.source, CASE r.kind WHEN 'student' THEN 'ученик' WHEN 'staff' THEN 'работник' ELSE 'законный представитель' END, 'номер ' || r.source_id), r.removed_at
    FROM person_records r
  UNION ALL SELECT h.person_id, 7, 'Откуда получено', 'Исправлено школой', h.attribute, h.decided_at FROM attributes_by_hand h
  UNION ALL SELECT e.person_id, 8, 'Учёба и работа', 'Зачисление',
         concat_ws(', ', s.short_name, c.grade_level || c.letter, 'с ' || to_char(e.valid_from, 'DD.MM.YYYY'), 'по ' || to_char(e.valid_to, 'DD.MM.YYYY')), NULL
    FROM enrollments e JOIN schools s ON s.id = e.school_id LEFT JOIN class_groups c ON c.id = e.class_group_id
  UNION ALL SELECT t.person_id, 9, 'Учёба и работа', 'Назначение',
         concat_ws(', ', s.short_name, t.position, 'с ' || to_char(t.valid_from, 'DD.MM.YYYY'), 'по ' || to_char(t.valid_to, 'DD.MM.YYYY')), NULL
    FROM staff_appointments t JOIN schools s ON s.id = t.school_id
  UNION ALL SELECT t.child_id, 10, 'Семья', 'Законный представитель',
         concat_ws(', ', ${MASK('o')}, CASE t.state WHEN 'ended' THEN 'прекращена' ELSE 'действует' END), NULL
    FROM family_ties t JOIN people o ON o.id = t.representative_id WHERE t.end_reason IS DISTINCT FROM 'adoption' AND o.erased_at IS NULL
  UNION ALL SELECT t.representative_id, 11, 'Семья', 'Ребёнок',
         concat_ws(', ', ${MASK('o')}, CASE t.state WHEN 'ended' THEN 'прекращена' ELSE 'действует' END), NULL
    FROM family_ties t JOIN people o ON o.id = t.child_id
   WHERE t.end_reason IS DISTINCT FROM 'adoption' AND o.erased_at IS NULL AND NOT o.protected
  UNION ALL SELECT a.person_id, 12, 'Электронный журнал', 'Учётная запись',
         concat_ws(', ', j.name, 'номер ' || a.external_id, a.role, CASE WHEN a.closed_at IS NULL THEN 'действует' ELSE 'закрыта' END), a.closed_at
    FROM journal_accounts a JOIN journal_systems j ON j.id = a.journal_system_id WHERE a.person_id IS NOT NULL
  UNION ALL SELECT a.person_id, 13, 'Электронный журнал', 'Пароль журнала', concat_ws(', ', 'номер ' || a.external_id, k.state), k.changed_at
    FROM legacy_credentials k JOIN journal_accounts a ON a.id = k.journal_account_id WHERE a.person_id IS NOT NULL
  UNION ALL SELECT a.person_id, 14, 'Электронный журнал', 'Вход', concat_ws(', ', 'номер ' || a.external_id, d.method, d.channel, 'раз: ' || d.sign_ins), d.last_at
    FROM sign_in_days d JOIN journal_accounts a ON a.id = d.journal_account_id WHERE a.person_id IS NOT NULL
  UNION ALL SELECT a.person_id, 15, 'Привязки', 'Привязка к Госуслугам', concat_ws(', ', 'номер ' || a.external_id, l.state, l.rule), l.changed_at
    FROM links l JOIN journal_accounts a ON a.id = l.journal_account_id WHERE a.person_id IS NOT NULL
  UNION ALL SELECT s.person_id, 16, 'Госуслуги', 'Учётная запись',
         concat_ws(', ', 'oid ' || e.oid, e.level, concat_ws(' ', e.last_name, e.first_name, e.middle_name), to_char(e.birth_date, 'DD.MM.YYYY'),
                   'СНИЛС ***-***-*** ' || e.snils_last2), e.seen_at
    FROM subject_esia_persons s JOIN esia_persons e ON e.id = s.esia_person_id WHERE e.erased_at IS NULL
  UNION ALL SELECT s.person_id, 17, 'Госуслуги', 'Карточки детей из профиля', count(*)::text, max(k.seen_at)
    FROM subject_esia_persons s JOIN esia_kids k ON k.esia_person_id = s.esia_person_id GROUP BY s.person_id
  UNION ALL SELECT s.person_id, 18, 'Администрирование', 'Роль', concat_ws(', ', g.role, g.basis, 'с ' || to_char(g.valid_from, 'DD.MM.YYYY'), 'по ' || to_char(g.valid_to, 'DD.MM.YYYY')), g.granted_at
    FROM subject_esia_persons s JOIN role_grants g ON g.esia_person_id = s.esia_person_id
  UNION ALL SELECT c.subject_id, 19, 'Согласия', 'Согласие',
         concat_ws(', ', c.purpose, 'редакция ' || c.text_version, CASE c.giver_kind WHEN 'self' THEN 'дал сам' ELSE 'дал представитель' END,
                   'отозвано ' || to_char(c.withdrawn_at, 'DD.MM.YYYY')), c.given_at
    FROM consents c
  UNION ALL SELECT x.person_id, 20, 'Решения', 'Исключение', concat_ws(', ', x.type, x.state, 'до ' || to_char(x.ends_on, 'DD.MM.YYYY')), x.requested_at
    FROM exemptions x WHERE x.person_id IS NOT NULL
  UNION ALL SELECT r.person_id, 21, 'Решения', 'Отказ от Госуслуг', to_char(r.refused_on, 'DD.MM.YYYY'), r.recorded_at FROM esia_refusals r
  UNION ALL SELECT d.person_id, 22, 'Решения', 'Отметка «УЗ создана»', d.declared_by, d.recorded_at FROM declarations d
  UNION ALL SELECT x.person_id, 23, 'Решения', 'Полная дееспособность до 18', x.kind, x.recorded_at FROM capacity_exceptions x
  UNION ALL SELECT q.person_id, 24, 'Обращения', q.kind, concat_ws(', ', q.document, q.state), q.registered_at FROM subject_requests q WHERE q.person_id IS NOT NULL
  UNION ALL SELECT b.person_id, 25, 'Обращения', 'Обработка приостановлена', CASE WHEN b.ended_at IS NULL THEN 'действует' ELSE 'снято' END, b.recorded_at
    FROM person_protections b WHERE b.kind = 'blocking';
  COMMENT ON VIEW subject_facts IS 'what is held of a person of the roster, line by line, for the report to themselves (PD-06); of others a mask';
`;
