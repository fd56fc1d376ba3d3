import { describe, expect, it } from '@jest/globals';
import { Lane } from '../../../src/platform/jobs/lane.js';

/** Works that last until they are let go, and what they saw. */
function works(lane: Lane, count: number) {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const done = Array.from({ length: count }, (_, n) =>
    lane.run(async () => {
      begun.push(n);
      await new Promise<void>((end) => ends.push(end));
    }),
  );
  return { begun, ends, done };
}

const aMoment = () => new Promise((done) => setImmediate(done));

describe('a lane of jobs', () => {
  it('lets so many in at once, and the others in their order as places become free', async () => {
    const { begun, ends, done } = works(new Lane(2), 4);
    await aMoment();
    expect(begun).toEqual([0, 1]);
    ends[0]?.();
    await aMoment();
    expect(begun).toEqual([0, 1, 2]);
    ends[1]?.();
    ends[2]?.();
    await aMoment();
    ends[3]?.();
    await Promise.all(done);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('a work that fails makes room too, and its failure is its own', async () => {
    const lane = new Lane(1);
    const failed = lane.run(() => Promise.reject(new Error('no disk')));
    const after = lane.run(() => Promise.resolve());
    await expect(failed).rejects.toThrow('no disk');
    await expect(after).resolves.toBeUndefined();
  });

  it('closed, it lets go whoever waits and begins nothing more', async () => {
    const lane = new Lane(1);
    const { begun, ends, done } = works(lane, 3);
    await aMoment();
    lane.close();
    ends[0]?.();
    await Promise.all(done);
    await lane.run(() => Promise.reject(new Error('never')));
    expect(begun).toEqual([0]);
  });
});
