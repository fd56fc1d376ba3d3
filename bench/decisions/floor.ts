import { createServer } from 'node:http';
import pg from 'pg';

/**
 * The floor of the decision bench: bare `node:http` and `pg`, which read the same call, do one prepared single-row SELECT by
 * the account's key and answer in JSON, with the token, the rule and the notes cut out.
 */
const [url = '', port = '0', poolSize = '10'] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: Number(poolSize) });
const statement = {
  name: 'floor',
  text: `SELECT id, role FROM journal_accounts WHERE journal_system_id = $1 AND external_id = $2`,
};
const { rows: systems } = await pool.query<{ id: string }>('SELECT id FROM journal_systems');
const system = systems[0]?.id;

createServer((request, response) => {
  if (request.method === 'GET') {
    response.end('ok');
    return;
  }
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (text += chunk));
  request.on('end', () => {
    const { account } = JSON.parse(text) as { account: string };
    pool.query({ ...statement, values: [system, account] }).then(
      ({ rows }) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(rows[0]));
      },
      (error: unknown) => {
        console.error(error);
        response.writeHead(500).end();
      },
    );
  });
}).listen(Number(port), '127.0.0.1');
process.once('disconnect', () => process.exit(0));
