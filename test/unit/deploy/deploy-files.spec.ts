import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');
const text = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
const built = (script: string): string => /dist\/[\w/-]+\.js/.exec(script)?.[0] ?? '';
const programs = new Set(Object.values(scripts).map(built));
const sourceOf = (file: string): string => file.replace(/^dist\//, '').replace(/\.js$/, '.ts');

describe('the files for a host', () => {
  const units = readdirSync(join(ROOT, 'deploy/systemd'));

  it('every program that a unit or the image starts is one of package.json, and is in the source', () => {
    const texts = [...units.map((unit) => text('deploy/systemd', unit)), text('deploy/Dockerfile')];
    const started = texts.flatMap((one) => [...one.matchAll(/dist\/[\w/-]+\.js/g)].map(([file]) => file));
    expect(new Set(started).size).toBeGreaterThanOrEqual(4);
    expect(started.filter((file) => !programs.has(file))).toEqual([]);
    expect(started.filter((file) => !existsSync(join(ROOT, sourceOf(file))))).toEqual([]);
  });

  it('the options that a timer gives are known to the command', () => {
    const [, options = ''] = /backup\.js \S+(.*)/.exec(text('deploy/systemd/perehod-backup.service')) ?? [];
    for (const [option] of options.matchAll(/--[\w-]+/g))
      expect(text('src/commands/backup.ts')).toContain(option);
  });

  it('every service gives up what it does not need, and a timer has its service', () => {
    for (const unit of units.filter((name) => name.endsWith('.service'))) {
      const said = text('deploy/systemd', unit);
      for (const line of [
        'NoNewPrivileges=yes',
        'ProtectSystem=strict',
        'CapabilityBoundingSet=\n',
        'User=perehod',
      ])
        expect(`${unit}: ${said}`).toContain(line);
    }
    const timers = units.filter((name) => name.endsWith('.timer'));
    expect(timers.filter((name) => !units.includes(name.replace('.timer', '.service')))).toEqual([]);
  });

  describe('the image', () => {
    const lines = text('deploy/Dockerfile')
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM')));

    it('is built in one stage and runs in another, not as root, with a probe, and ends by a signal', () => {
      expect(lines.filter((line) => line.startsWith('FROM'))).toHaveLength(2);
      expect(last.find((line) => line.startsWith('USER'))).toMatch(/^USER [1-9]\d*:[1-9]\d*$/);
      expect(last.some((line) => line.startsWith('HEALTHCHECK'))).toBe(true);
      expect(last.at(-1)).toMatch(/^CMD \["node"/);
      expect(lines.some((line) => /^ADD|latest|curl|wget|sudo/.test(line))).toBe(false);
    });

    it('takes from the project only what is named, all of which exists and passes its ignore list', () => {
      const allowed = text('deploy/Dockerfile.dockerignore')
        .split('\n')
        .filter((line) => line.startsWith('!'))
        .map((line) => line.slice(1));
      const copied = lines
        .filter((line) => line.startsWith('COPY') && !line.includes('--from'))
        .flatMap((line) => line.split(/\s+/).slice(1, -1));
      expect([...copied].sort()).toEqual([...allowed].sort());
      expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    });

    it('holds no secret: only the names of the environment are set', () => {
      const set = lines.filter((line) => line.startsWith('ENV')).join(' ');
      expect(set).toBe('ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080');
    });
  });

  describe('the proxy', () => {
    const conf = text('deploy/nginx/perehod.conf');
    it('shows the outside no metrics and no probes, and tells the server the address that it saw itself', () => {
      expect(conf).toMatch(/location ~ \^\/\(metrics\|healthz\|readyz\)\$ \{\s+return 404;/);
      expect(conf).toContain('proxy_set_header X-Forwarded-For $remote_addr;');
      expect(conf).not.toContain('$proxy_add_x_forwarded_for');
    });

    it('writes no query into its log: ESIA returns codes in it', () => {
      const [format = ''] = /log_format perehod '[^']*'/.exec(conf) ?? [];
      expect(format).toContain('$uri');
      expect(format).not.toMatch(/\$request(?!_)|\$args|\$query_string|\$http_referer|\$request_uri/);
    });

    it('lets as much of a roster through as the server takes, and only journals to the internal API', () => {
      expect(conf.match(/client_max_body_size 512m/g)).toHaveLength(2);
      expect(conf).toMatch(/location \/internal\/v1\/ \{\s+allow [^}]+deny all;/);
    });
  });
});
