/**
 * SQL: ids of the schools whose rosters a sender brings in; `sender` is its id as SQL text. An e-journal: where it has open
 * accounts. A contingent system: those declared for it; a municipality's are its own schools, as for its operators.
 */
export const schoolsOfSender = (sender: string): string => `
  SELECT x.school_id FROM journal_accounts a
    JOIN journal_account_schools x ON x.journal_account_id = a.id
   WHERE a.journal_system_id = ${sender} AND a.closed_at IS NULL
  UNION
  SELECT h.id FROM contingent_reaches d JOIN schools h ON h.region_id = d.region_id AND CASE d.kind
      WHEN 'region' THEN true
      WHEN 'municipality' THEN h.municipality_id = d.municipality_id AND h.founder_type = 'municipal'
      ELSE h.id = d.school_id END
   WHERE d.contingent_system_id = ${sender} AND d.ended_at IS NULL`;
