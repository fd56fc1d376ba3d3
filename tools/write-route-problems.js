/** Writes src/api-description/problems-of-routes.ts from the sources: the codes of each route. Needs a build for the list of codes. */
import { writeFileSync } from 'node:fs';
import { problems } from '../dist/src/problems.js';
import { problemsOfRoutes } from './problems-of-routes.js';

const routes = problemsOfRoutes(new Set(Object.keys(problems)));
const lines = Object.entries(routes).map(([route, codes]) => `  ${route}: '${codes.join(' ')}',`);
writeFileSync(
  'src/api-description/problems-of-routes.ts',
  `/** The problem codes that stand in what each route calls, by operationId. Made from the code: \`npm run openapi\`. */
export const PROBLEMS_OF_ROUTES: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`,
);
