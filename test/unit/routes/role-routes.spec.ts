import { readFileSync } from 'node:fs';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { OpenToApiKeys, RequiresRight } from '../../../src/access/index.js';
import { everyRoute } from '../../../src/every-route.js';
import { ForJournalSystems, ForRosterSources } from '../../../src/journal/index.js';
import { Public } from '../../../src/platform/http/public.decorator.js';
import { withRoleRoutes } from '../../../src/role-routes.js';
import { routesOfModule, undeclaredRoutes } from '../../../src/routes.js';

@Controller('api/v1/things')
class ThingsController {
  @Get()
  forgotten(): void {
    // No word of who may use it.
  }
  @Get('named')
  @RequiresRight('schools.read')
  named(): void {
    // A right, as the administrators' API wants.
  }
  @Get('open')
  @Public()
  open(): void {
    // Open, where a right is wanted.
  }
}

@ForJournalSystems()
@Controller('internal/v1/things')
class InternalThingsController {
  @Get()
  guarded(): void {
    // Behind the journals' guard.
  }
  @Post('for-administrators')
  @RequiresRight('schools.read')
  mixed(): void {
    // An administrator's right has no say here.
  }
}

@ForRosterSources()
@Controller('internal/v1/rosters')
class RostersController {
  @Get()
  guarded(): void {
    // Behind the guard of contingent systems.
  }
  @Post('for-administrators')
  @RequiresRight('schools.read')
  mixed(): void {
    // An administrator's right has no say here.
  }
}

@ForRosterSources()
@ForJournalSystems()
@Controller('internal/v1/both')
class BothController {
  @Get()
  ambiguous(): void {
    // Two guards: nobody would know whose it is.
  }
}

@Controller('internal/v1/unguarded')
@Public()
class UnguardedController {
  @Get()
  open(): void {
    // No guard at all.
  }
}

@Controller(['pages', 'leaves'])
class PagesController {
  @Get(['a', 'b'])
  @Public()
  page(): void {
    // Four addresses of one handler.
  }
  @Get('keys')
  @Public()
  @OpenToApiKeys()
  keys(): void {
    // A key has no right here.
  }
}

@Module({ controllers: [PagesController] })
class PagesModule {}

@Module({
  imports: [PagesModule, { module: PagesModule, controllers: [UnguardedController] }],
  controllers: [ThingsController, InternalThingsController, RostersController, BothController],
})
class ThingsModule {}

describe('the table of roles and routes', () => {
  it('in docs/security.md is the one that follows from the code', () => {
    const text = readFileSync('docs/security.md', 'utf8');
    expect(text).toBe(withRoleRoutes(text, everyRoute()));
  });

  it('has a role for each right of a route, so that nothing is closed to all by a slip', () => {
    const rows = readFileSync('docs/security.md', 'utf8')
      .split('\n')
      .filter((line) => /^\| `\w+ \/api\/v1\//.test(line));
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter((row) => !/\| [РМШК] \|/.test(row))).toEqual([]);
  });
});

describe('a route that somebody adds', () => {
  it('is told when it declares nothing, or something else than its API wants', () => {
    expect([...undeclaredRoutes(routesOfModule(ThingsModule))].sort()).toEqual([
      'GET /api/v1/things',
      'GET /api/v1/things/open',
      'GET /internal/v1/both',
      'GET /internal/v1/unguarded',
      'GET /leaves/keys',
      'GET /pages/keys',
      'POST /internal/v1/rosters/for-administrators',
      'POST /internal/v1/things/for-administrators',
    ]);
  });

  it('is found in imported modules, once, with each of its addresses', () => {
    const paths = routesOfModule(ThingsModule).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toEqual(expect.arrayContaining(['/pages/a', '/pages/b', '/leaves/a', '/leaves/b']));
  });

  it('of ours declares who may use it, each', () => {
    expect(undeclaredRoutes(everyRoute())).toEqual([]);
  });
});
