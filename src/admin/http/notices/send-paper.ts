import type { Response } from 'express';
import { PAGE_HEADERS } from '../../../platform/http/pages.js';
import { type MakePacks, type Paper, type PaperSize, writeHtml } from '../../../notices/index.js';
import { sendFile } from '../../../platform/http/send-file.js';

/** Formats of one paper. */
export const PAPER_FORMATS = ['pdf', 'html', 'txt'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

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
