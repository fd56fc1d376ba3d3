import type { PackCover } from './pack-cover.js';
import type { Filling, TemplateKind } from './template-kind.js';
import { type Block, blocksOf, fill } from './template-text.js';

/** A text for one reader: words filled in, and what stands beside them. */
export interface Paper {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** As it is printed: `7KMT-4WXA`; null where the paper has none. */
  readonly code: string | null;
  /** What the QR leads to; nothing in it is about the person. */
  readonly qrAddress: string | null;
}

/** A line of the sheet on which whoever takes a paper signs (NOT-05). */
export interface SheetLine {
  readonly name: string;
  /** «памятка ученику», «письмо родителям». */
  readonly what: string;
}

export interface SignatureSheet {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly lines: readonly SheetLine[];
}

/** Papers in the order in which they are handed out, and the sheet to sign on. */
export interface Pack {
  readonly title: string;
  /** What is left out; null when nothing is. */
  readonly cover: PackCover | null;
  readonly papers: readonly Paper[];
  readonly sheet: SignatureSheet | null;
  readonly size: PaperSize;
}

export const PAPER_SIZES = ['A4', 'A5'] as const;
export type PaperSize = (typeof PAPER_SIZES)[number];

/** The wording of a template, whatever its version. */
export interface Wording {
  readonly kind: TemplateKind;
  readonly title: string;
  readonly body: string;
}

/** A template filled in for one reader. Names of people are data: their signs never become marks of the text. */
export function paperOf(
  { title, body }: Wording,
  filling: Filling,
  { code, qrAddress }: Pick<Paper, 'code' | 'qrAddress'>,
): Paper {
  return {
    title: fill(title, filling),
    blocks: blocksOf(body).map((block) =>
      'text' in block ? { ...block, text: fill(block.text, filling) } : block,
    ),
    ...{ code, qrAddress },
  };
}
