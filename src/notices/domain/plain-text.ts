import type { Paper } from './paper.js';
import type { Block } from './template-text.js';

/** A paper as plain text: for messages and for those who read by ear. */
export function plainText({ title, blocks, code, qrAddress }: Paper, withTitle = true): string {
  const lines = blocks.flatMap((block) => textOf(block, code, qrAddress));
  return (withTitle ? [title, '', ...lines] : lines).join('\n').trim();
}

function textOf(block: Block, code: string | null, qrAddress: string | null): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return ['', block.text];
    case 'paragraph':
      return [block.text];
    case 'important':
      return ['', block.text, ''];
    case 'bullet':
      return [`— ${block.text}`];
    case 'step':
      return [`${block.number}. ${block.text}`];
    case 'code':
      return code === null ? [] : ['', `Код для входа: ${code}`];
    case 'qr':
      return qrAddress === null ? [] : [`Подробно по шагам: ${qrAddress}`, ''];
    case 'signature':
      return ['', 'Подпись: ____________   Дата: ____________'];
  }
}
