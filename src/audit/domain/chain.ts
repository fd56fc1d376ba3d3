/**
 * The writing of which the chain's hashes are taken. The function `audit_event_content` of migration 1764600001410 writes the
 * same bytes in SQL; here they are written anew, so that the verification believes nothing that the database computes.
 */

/** The columns of an entry as texts, in the order of {@link ENTRY_FIELDS}, and {@link GRANTS_FIELD} where there is one. */
export type EntryFields = readonly (string | null)[];

export const ENTRY_FIELDS = [
  'id::text',
  'region_id::text',
  // The moment in microseconds since 1970.
  '(extract(epoch FROM at) * 1000000)::bigint::text',
  'actor_kind',
  'actor_id',
  'action',
  'subject_kind',
  'subject_id',
  'school_id::text',
  'reason',
  'facts::text',
  'trace_id',
] as const;

/**
 * What stands after them in an entry that says by which roles it was done, and in no other: entries sealed before there was such a
 * field are written as they were (migration 1764600001410).
 */
export const GRANTS_FIELD = 'by_grants::text';

/** A block of the chain without its entries. Hashes are 64 hexadecimal digits, `sealedAt` microseconds since 1970. */
export interface Block {
  readonly number: number;
  /** `2026-11` */
  readonly month: string;
  readonly events: number;
  readonly sealedAt: string;
  readonly content: string;
  readonly previous: string;
  readonly hash: string;
}

/** What a block holds: ids in their order, and the digest of each, 64 hexadecimal digits one after another. */
export interface Seal {
  readonly block: number;
  readonly ids: string;
  readonly digests: string;
}

/** SHA-256 of bytes, as hexadecimal digits. */
export type Digest = (bytes: Uint8Array) => string;

/** What stands before the first block. */
export const GENESIS = '0'.repeat(64);
/** The digest of an entry that was gone before it was sealed. */
const GONE = '0'.repeat(64);

/** A kind of damage; the texts are in `tellFault`. */
export type Fault =
  | { readonly kind: 'block_missing' | 'block_changed' | 'chain_broken'; readonly block: number }
  | {
      readonly kind: 'seal_missing' | 'seal_changed';
      readonly block: number;
      readonly month: string;
    }
  | {
      readonly kind: 'event_changed' | 'event_missing' | 'event_gone_unsealed';
      readonly block: number;
      readonly month: string;
      readonly eventId: string;
    }
  | { readonly kind: 'event_unsealed'; readonly month: string; readonly eventId: string }
  | { readonly kind: 'month_missing'; readonly month: string }
  | { readonly kind: 'anchor_unmatched'; readonly block: number };

/** The bytes of an entry: each field with its length before it, so that no two entries are written alike. */
export function writeEntry(fields: EntryFields): Uint8Array {
  let text = '';
  for (const field of fields) text += field === null ? '-' : `${Buffer.byteLength(field)}:${field}`;
  return Buffer.from(text);
}

/** The hash of what a block holds. */
function contentHash({ ids, digests }: Seal, digest: Digest): string {
  return digest(Buffer.concat([Buffer.from(`${ids}|`), Buffer.from(digests, 'hex')]));
}

/** The hash of a block, which the next one holds. */
export function blockHash(block: Omit<Block, 'hash'>, digest: Digest): string {
  const { number, month, events, sealedAt, previous, content } = block;
  const head = Buffer.from(`${[number, month, events, sealedAt].join('|')}|`);
  return digest(Buffer.concat([head, Buffer.from(previous, 'hex'), Buffer.from(content, 'hex')]));
}

/** What is wrong with the block itself and with its place after `before`; null `before`: the one before is missing. */
export function faultsOfBlock(block: Block, before: string | null, digest: Digest): readonly Fault[] {
  const faults: Fault[] = [];
  if (blockHash(block, digest) !== block.hash) faults.push({ kind: 'block_changed', block: block.number });
  if (before !== null && block.previous !== before)
    faults.push({ kind: 'chain_broken', block: block.number });
  return faults;
}

/** What is wrong with the entries of a block, by their fields under their ids. */
export function faultsOfEntries(
  { number, month, content }: Pick<Block, 'number' | 'month' | 'content'>,
  seal: Seal | undefined,
  entries: ReadonlyMap<string, EntryFields>,
  digest: Digest,
): readonly Fault[] {
  if (seal === undefined) return [{ kind: 'seal_missing', block: number, month }];
  const faults: Fault[] = [];
  if (contentHash(seal, digest) !== content) faults.push({ kind: 'seal_changed', block: number, month });
  for (const [place, eventId] of seal.ids.split(',').entries()) {
    const sealed = seal.digests.slice(place * 64, place * 64 + 64);
    const fields = entries.get(eventId);
    const kind = faultOfEntry(sealed, fields, digest);
    if (kind !== null) faults.push({ kind, block: number, month, eventId });
  }
  return faults;
}

function faultOfEntry(
  sealed: string,
  fields: EntryFields | undefined,
  digest: Digest,
): 'event_changed' | 'event_missing' | 'event_gone_unsealed' | null {
  if (sealed === GONE) return 'event_gone_unsealed';
  if (fields === undefined) return 'event_missing';
  return digest(writeEntry(fields)) === sealed ? null : 'event_changed';
}

/** A fault in Russian, for the console. */
export function tellFault(fault: Fault): string {
  switch (fault.kind) {
    case 'block_missing':
      return `нет блока ${fault.block}`;
    case 'block_changed':
      return `блок ${fault.block} изменён: его хеш не сходится`;
    case 'chain_broken':
      return `блок ${fault.block} не продолжает предыдущий: цепочка разорвана или блоки переставлены`;
    case 'seal_missing':
      return `блок ${fault.block} (${fault.month}): нет списка его записей`;
    case 'seal_changed':
      return `блок ${fault.block} (${fault.month}): список его записей изменён`;
    case 'event_changed':
      return `запись ${fault.eventId} (${fault.month}, блок ${fault.block}) изменена`;
    case 'event_missing':
      return `запись ${fault.eventId} (${fault.month}, блок ${fault.block}) удалена`;
    case 'event_gone_unsealed':
      return `запись ${fault.eventId} (${fault.month}, блок ${fault.block}) удалена до того, как вошла в цепочку`;
    case 'event_unsealed':
      return `запись ${fault.eventId} (${fault.month}) вставлена в обход цепочки`;
    case 'month_missing':
      return `записей месяца ${fault.month} нет, и в архив его никто не отправлял`;
    case 'anchor_unmatched':
      return `блок ${fault.block} не тот, что был сохранён вне базы: конец цепочки переписан или отрезан`;
  }
}

/** A block's hash as it was kept outside of the database. */
export interface Anchor {
  readonly block: number;
  readonly hash: string;
}

/** Lines of the server's log with the event `audit.anchor`, or «block hash»; other lines are not for us. */
export function parseAnchors(text: string): readonly Anchor[] {
  return text.split('\n').flatMap((line) => {
    const plain = /^\s*(\d{1,15})\s+([0-9a-f]{64})\s*$/.exec(line);
    const isLogged = line.includes('"audit.anchor"');
    const block = isLogged ? /"block":(\d{1,15})/.exec(line)?.[1] : plain?.[1];
    const hash = isLogged ? /"hash":"([0-9a-f]{64})"/.exec(line)?.[1] : plain?.[2];
    return block === undefined || hash === undefined ? [] : [{ block: Number(block), hash }];
  });
}
