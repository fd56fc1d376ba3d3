import type { Paper } from '../domain/paper.js';
import type { Block } from '../domain/template-text.js';
import { qrPicture } from './qr-picture.js';

/** A paper as a page of its own within our style sheet; every word is escaped, nothing runs. */
export function writeHtml(paper: Paper): string {
  const { title, blocks } = paper;
  return [
    '<!doctype html><html lang="ru"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="robots" content="noindex"><title>${escaped(title)}</title>`,
    '<link rel="stylesheet" href="/static/perehod.css"></head><body><main>',
    `<h1>${escaped(title)}</h1>`,
    ...blocks.map((block, index) => partOf(block, index, paper)),
    '</main></body></html>',
  ].join('\n');
}

function partOf(block: Block, index: number, { blocks, code, qrAddress }: Paper): string {
  const before = blocks[index - 1]?.kind;
  const after = blocks[index + 1]?.kind;
  switch (block.kind) {
    case 'heading':
      return `<h2>${escaped(block.text)}</h2>`;
    case 'paragraph':
      return `<p>${escaped(block.text)}</p>`;
    case 'important':
      return `<p><strong>${escaped(block.text)}</strong></p>`;
    case 'bullet':
      return listed('ul', block.text, before === 'bullet', after === 'bullet');
    case 'step':
      return listed('ol', block.text, before === 'step', after === 'step');
    case 'code':
      return code === null ? '' : `<p>Код для входа: <strong>${escaped(code)}</strong></p>`;
    case 'qr':
      return qrAddress === null
        ? ''
        : `<figure>${qrPicture(qrAddress).replace('<svg ', '<svg width="140" height="140" role="img" aria-label="Подробно по шагам" ')}<figcaption><a href="${escaped(qrAddress)}">Подробно по шагам</a></figcaption></figure>`;
    case 'signature':
      return '<p>Подпись: ____________________ Дата: ____________________</p>';
  }
}

function listed(tag: 'ul' | 'ol', text: string, goesOn: boolean, hasNext: boolean): string {
  return `${goesOn ? '' : `<${tag}>`}<li>${escaped(text)}</li>${hasNext ? '' : `</${tag}>`}`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
