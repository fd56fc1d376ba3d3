/**
 * `npm run openapi`: writes the description of the API to dist/openapi.json and, from it, the types of the client that the
 * tests speak with, test/support/api-schema.ts. With --check it writes nothing and fails when the types are not those of the
 * description. The generator refuses a document that is not OpenAPI 3.1.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const TYPES = 'test/support/api-schema.ts';

execFileSync(process.execPath, ['dist/src/commands/openapi.js', 'dist/openapi.json'], { stdio: 'inherit' });
const document = JSON.parse(readFileSync('dist/openapi.json', 'utf8'));
// Every refusal has one shape, which `default` describes: a client needs it once, not under every status and code.
for (const operation of Object.values(document.paths).flatMap((methods) => Object.values(methods))) {
  for (const status of Object.keys(operation.responses)) {
    if (/^[45]/.test(status)) delete operation.responses[status];
  }
  delete operation.description;
}
delete document.components.examples;
const types = `// Made by \`npm run openapi\`.\n${astToString(await openapiTS(document, { defaultNonNullable: false }))}`;
if (!process.argv.includes('--check')) writeFileSync(TYPES, types);
else if (readFileSync(TYPES, 'utf8') !== types) {
  console.error(`${TYPES} is not what the API describes: npm run openapi`);
  process.exit(1);
}
