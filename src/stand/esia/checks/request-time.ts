import { EsiaRefusal } from '../refusal.js';
import { type World } from '../state/world.js';
import { readTimestamp } from './mandatory.js';

/** Rule 3: the timestamp lies within the window round the emulator's clock, the edges included. @throws EsiaRefusal 007015 */
export function checkRequestTime(world: World, timestamp: string): void {
  const moment = readTimestamp(timestamp);
  const window = world.switches.timestampWindowSeconds * 1000;
  if (moment === null || Math.abs(world.clock.milliseconds() - moment) > window)
    throw new EsiaRefusal('007015');
}
