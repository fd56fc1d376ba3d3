import type { IncomingMessage } from 'node:http';
import { DomainError } from '../../../kernel/domain-error.js';

const PATIENCE_MS = 60_000;

/**
 * The whole body of a request, which no parser has read.
 *
 * @throws DomainError `TOO_LARGE` above `limit` bytes, without reading on, or when it takes longer than a minute
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limit) throw tooLarge();
  const late = setTimeout(() => request.destroy(), PATIENCE_MS);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += (chunk as Buffer).length;
      if (size > limit) throw tooLarge();
      chunks.push(chunk as Buffer);
    }
  } finally {
    clearTimeout(late);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): DomainError {
  return new DomainError('TOO_LARGE', 'too_large');
}
