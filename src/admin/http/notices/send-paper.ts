import type { Response } from 'express';
import { PAGE_HEADERS } from '../../../platform/http/pages.js';
import { type MakePacks, type Paper, type PaperSize, writeHtml } from '../../../notices/index.js';
import { dispositionOf } from '../statistics/send-export.js';

/** Formats of one paper. */
export const PAPER_FORMATS = ['pdf', 'html', 'txt'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

export const FILE = { schema: { type: 'string', format: 'binary' } };

/** Sends a paper as a file, or as a page to look at; nothing between may keep it. */
export async function sendPaper(
  response: Response,
  packs: MakePacks,
  paper: Paper,
  { format, size }: { readonly format: PaperFormat; readonly size: PaperSize },
): Promise<void> {
  if (format === 'html') {
    response.set(PAGE_HEADERS).type('html').end(writeHtml(paper));
    return;
  }
  const content = await packs.file(paper, format, size);
  sendFile(response, { name: `${paper.title}.${format}`, format, content });
}

export function sendFile(
  response: Response,
  {
    name,
    format,
    content,
  }: { readonly name: string; readonly format: 'pdf' | 'txt'; readonly content: Buffer },
): void {
  headersOf(response, name, format, format === 'pdf' ? 'application/pdf' : 'text/plain; charset=utf-8');
  response.end(content);
}

/** The headers of a file under its Russian name. */
export function headersOf(response: Response, name: string, format: string, type: string): void {
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Disposition', dispositionOf(name, format));
  response.setHeader('Cache-Control', 'private, no-store');
}
