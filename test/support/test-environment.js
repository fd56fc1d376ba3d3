import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TestEnvironment } from 'jest-environment-node';

/**
 * Node for one test file, with a temporary folder of its own below that of the run: two files at once neither see nor clear
 * away what the other writes. It is set here because a test gets a copy of `process`, which Node itself does not read.
 */
export default class OwnFolder extends TestEnvironment {
  constructor(config, context) {
    const folder = join(process.env.PEREHOD_TEST_SCRATCH, randomBytes(4).toString('hex'));
    mkdirSync(folder);
    process.env.TMPDIR = folder;
    super(config, context);
  }
}
