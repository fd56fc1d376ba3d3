/** Writes src/api-description/problems-of-routes.ts from the sources; with --check says whether it is as they are. */
import { readFileSync, writeFileSync } from 'node:fs';
import { problemsOfRoutes } from './problems-of-routes.js';

const FILE = 'src/api-description/problems-of-routes.ts';
const lines = Object.entries(problemsOfRoutes()).map(([route, codes]) => `  ${route}: '${codes.join(' ')}',`);
const text = `/** The problem codes that stand in what each route calls, by operationId. Made from the code: \`npm run openapi\`. */
// prettier-ignore
export const PROBLEMS_OF_ROUTES: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`;
if (!process.argv.includes('--check')) writeFileSync(FILE, text);
else if (readFileSync(FILE, 'utf8') !== text) {
  console.error(`${FILE} is not what the sources say: npm run openapi`);
  process.exit(1);
}
