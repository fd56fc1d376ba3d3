import type { Pack } from '../domain/paper.js';
import { writePack } from './write-pack.js';

/** Writes one pack. Runs in a worker thread: a class takes half a second of pure work. */
export default function writeFile(pack: Pack): Promise<Uint8Array> {
  return writePack(pack);
}
