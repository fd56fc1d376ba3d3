import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  type Anchor,
  type Block,
  type Digest,
  type Fault,
  faultsOfBlock,
  faultsOfEntries,
  GENESIS,
  type Seal,
} from '../domain/chain.js';
import { type ChainHead, ChainRepository, type MonthPlace } from '../store/chain.repository.js';

/** How the chain was found. */
export interface Verdict {
  readonly blocks: number;
  readonly events: number;
  readonly head: ChainHead | null;
  /** Months of which only the blocks are here: their entries were taken away by the owner's command. */
  readonly monthsGone: readonly string[];
  /** The first of them, in the order of the chain. */
  readonly faults: readonly Fault[];
  readonly faultCount: number;
}

/** Blocks read at once, and entries held at once: what bounds the memory. */
const BLOCKS = 500;
const ENTRIES = 20_000;
const FAULTS_TOLD = 100;

const sha256: Digest = (bytes) => hash('sha256', bytes, 'hex');

interface Walk {
  before: string | null;
  last: number;
  events: number;
  readonly anchors: Map<number, string>;
  readonly places: Map<string, MonthPlace>;
  readonly damaged: Set<string>;
  readonly faults: Fault[];
  faultCount: number;
}

/**
 * Walks the whole chain and compares each entry with its seal. Whoever can write everything could also seal anew, which only
 * the anchors show: hashes of the chain's head that were kept elsewhere.
 */
@Injectable()
export class VerifyChain {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ChainRepository) private readonly chain: ChainRepository,
  ) {}

  /** While entries are being written and sealed: it looks at the blocks that there are when it begins. */
  async execute(anchors: readonly Anchor[] = []): Promise<Verdict> {
    const tx = this.dataSource.manager;
    const head = await this.chain.head(tx);
    const walk: Walk = {
      ...{ before: GENESIS, last: 0, events: 0, faultCount: 0, faults: [] },
      ...{ anchors: new Map(), places: new Map(), damaged: new Set() },
    };
    const kept = new Set(anchors.map(({ block }) => block));
    for (;;) {
      const page = await this.chain.blocks(tx, walk.last, head?.block ?? 0, BLOCKS);
      for (const block of page) lookAtBlock(walk, block, kept);
      for (const group of groupsOf(page)) await this.lookAtEntries(tx, walk, group);
      if (page.length < BLOCKS) break;
    }
    await this.lookPastTheChain(tx, walk);
    for (const { block, hash: wanted } of anchors)
      if (walk.anchors.get(block) !== wanted) note(walk, { kind: 'anchor_unmatched', block });
    const monthsGone = [...walk.places].filter(([, place]) => place === 'gone').map(([month]) => month);
    const { events, faults, faultCount } = walk;
    return { blocks: head?.block ?? 0, events, head, monthsGone, faults, faultCount };
  }

  /** `group` is of one month. */
  private async lookAtEntries(tx: EntityManager, walk: Walk, group: readonly Block[]): Promise<void> {
    const [first] = group;
    if (first === undefined) return;
    const place = await this.placeOf(tx, walk, first.month);
    if (place === 'gone') return;
    const seals = await this.chain.seals(
      tx,
      first.month,
      place,
      group.map(({ number }) => number),
    );
    const ids = [...seals.values()].flatMap((seal: Seal) => seal.ids.split(','));
    const entries = await this.chain.entries(tx, first.month, place, ids);
    walk.events += entries.size;
    for (const block of group)
      for (const fault of faultsOfEntries(block, seals.get(block.number), entries, sha256))
        note(walk, fault, first.month);
  }

  private async placeOf(tx: EntityManager, walk: Walk, month: string): Promise<MonthPlace> {
    const place = walk.places.get(month) ?? (await this.chain.placeOf(tx, month));
    walk.places.set(month, place);
    return place;
  }

  /** Entries that no block holds. A month with damage is looked at even when its numbers agree. */
  private async lookPastTheChain(tx: EntityManager, walk: Walk): Promise<void> {
    const uneven = new Map((await this.chain.unevenMonths(tx)).map(({ month, held }) => [month, held]));
    for (const month of new Set([...uneven.keys(), ...walk.damaged])) {
      if ((await this.placeOf(tx, walk, month)) !== 'live') continue;
      const unsealed = await this.chain.unsealed(tx, month, FAULTS_TOLD);
      for (const eventId of unsealed) note(walk, { kind: 'event_unsealed', month, eventId });
      if (uneven.get(month) === 0) note(walk, { kind: 'month_missing', month });
    }
  }
}

function lookAtBlock(walk: Walk, block: Block, kept: ReadonlySet<number>): void {
  if (block.number > walk.last + 1) {
    // One for the whole gap: whoever writes numbers by hand can make it as wide as they like.
    note(walk, { kind: 'block_missing', block: walk.last + 1 });
    walk.before = null;
  }
  for (const fault of faultsOfBlock(block, walk.before, sha256)) note(walk, fault, block.month);
  if (kept.has(block.number)) walk.anchors.set(block.number, block.hash);
  walk.before = block.hash;
  walk.last = block.number;
}

function note(walk: Walk, fault: Fault, month?: string): void {
  walk.faultCount += 1;
  if (walk.faults.length < FAULTS_TOLD) walk.faults.push(fault);
  if (month !== undefined) walk.damaged.add(month);
}

/** Neighbours of one month, together of so many entries as may be held at once. */
function groupsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const groups: Block[][] = [];
  let room = 0;
  for (const block of blocks) {
    const current = groups.at(-1);
    room -= block.events;
    if (current?.[0]?.month === block.month && room >= 0) current.push(block);
    else {
      groups.push([block]);
      room = ENTRIES - block.events;
    }
  }
  return groups;
}
