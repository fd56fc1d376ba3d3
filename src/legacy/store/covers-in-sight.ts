/**
 * Two steps of a WITH: the accounts about which `exemption_of` (`maybe_exempt`) and `open_case_of` (`maybe_case`) may have an
 * answer at all. The rules themselves are long and stand in those functions alone; these few keys must only leave nobody out.
 * Counts over a whole region ask the rule about the accounts named here, and thereby cost one scan.
 */
export const COVERS_IN_SIGHT = `maybe_exempt AS MATERIALIZED (
    SELECT s.journal_account_id AS account_id
      FROM exemptions x JOIN journal_account_schools s ON s.school_id = x.school_id
     WHERE x.scope <> 'person' AND x.state IN ('approved', 'active')
    UNION SELECT a.id
      FROM exemptions x JOIN people p ON p.id = x.person_id
      JOIN journal_accounts a ON a.person_id IN (p.id, p.merged_into_id)
     WHERE x.scope = 'person' AND x.state IN ('approved', 'active')
  ), maybe_case AS MATERIALIZED (
    SELECT l.journal_account_id AS account_id FROM links l WHERE l.state IN ('pending_proof', 'awaiting_consent')
    UNION SELECT l.journal_account_id FROM link_reviews r JOIN links l ON l.id = r.link_id WHERE r.state = 'open'
    UNION SELECT unnest(r.candidate_account_ids) FROM link_reviews r WHERE r.state = 'open' AND r.link_id IS NULL
    UNION SELECT a.id
      FROM exemptions x JOIN people p ON p.id = x.person_id
      JOIN journal_accounts a ON a.person_id IN (p.id, p.merged_into_id)
     WHERE x.scope = 'person' AND x.state = 'requested'
  )`;
