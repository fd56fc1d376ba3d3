import type { INestApplication } from '@nestjs/common';
import { problemCodes } from '../../src/api-description/problem-answers.js';
import { ProblemFilter } from '../../src/platform/http/problem.filter.js';
import { problems } from '../../src/problems.js';
import { declaredRoutes } from './route-census.js';

/** Of Express's request: the route that took it, if one did. */
interface Asked {
  readonly method: string;
  readonly route?: { readonly path: string };
}

const API = /^\/(api|internal)\/v1\//;

/**
 * Reads every problem that the routes of an application answer with, and gives those that the description does not name. What
 * a test adds to the application is none of it.
 */
export function watchProblems(app: INestApplication): () => readonly string[] {
  const filter = app.get(ProblemFilter);
  const say = filter.catch.bind(filter);
  const undeclared = new Set<string>();
  let declared: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  filter.catch = (error, host) => {
    const { method, route } = host.switchToHttp().getRequest<Asked>();
    declared ??= codesOfRoutes(app);
    const codes = route === undefined ? undefined : declared.get(`${method} ${route.path}`);
    const { code } = filter.describe(error);
    if (codes?.has(code) === false) undeclared.add(`${method} ${route?.path ?? ''} answered ${code}`);
    say(error, host);
  };
  return () => [...undeclared].sort();
}

function codesOfRoutes(app: INestApplication): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    declaredRoutes(app)
      .filter(({ path }) => API.test(path))
      .map(({ method, path, operation, openToApiKeys }) => {
        const described = path.replace(/:(\w+)/g, '{$1}');
        const shape = { method: method.toLowerCase(), path: described, operation, openToApiKeys };
        // Of what is asked in which words the description knows more; here it is enough that the route may ask.
        const codes = problemCodes({ ...shape, takesInput: true, ifMatch: true }, problems);
        return [`${method} ${path}`, new Set([...codes.values()].flat())];
      }),
  );
}
