import type { Content, TableCell } from 'pdfmake';
import { writeDocument } from '../../platform/pdf/write-document.js';
import type { PackCover } from '../domain/pack-cover.js';
import type { Pack, Paper, PaperSize, SignatureSheet } from '../domain/paper.js';
import type { Block } from '../domain/template-text.js';
import { qrPicture } from './qr-picture.js';

/** How large things are on a sheet, in points. */
interface Measures {
  readonly margins: [number, number, number, number];
  readonly text: number;
  readonly title: number;
  readonly gap: number;
  readonly qr: number;
  readonly code: number;
}

const MEASURES: Readonly<Record<PaperSize, Measures>> = {
  A4: { margins: [56, 48, 48, 48], text: 11, title: 17, gap: 5, qr: 104, code: 26 },
  A5: { margins: [34, 26, 28, 26], text: 8, title: 12, gap: 2.5, qr: 78, code: 19 },
};
const GREY = '#e7e7e7';
const LINE = '_______________________________';

/** Papers and their signature sheet as one PDF; each paper begins a sheet of its own. Runs in a worker thread. */
export function writePack({ title, cover, papers, sheet, size }: Pack): Promise<Uint8Array> {
  const measures = MEASURES[size];
  const pages = [
    ...(cover === null ? [] : [coverOn(cover, measures)]),
    ...papers.map((paper) => paperOn(paper, measures)),
    ...(sheet === null ? [] : [sheetOn(sheet, measures)]),
  ];
  return writeDocument({
    ...{ pageSize: size, pageMargins: measures.margins },
    info: { title, creator: 'Переход' },
    defaultStyle: { fontSize: measures.text, lineHeight: 1.12 },
    content: pages.map((page, index): Content => ({
      stack: page,
      ...(index > 0 ? { pageBreak: 'before' as const } : {}),
    })),
  });
}

function coverOn({ title, lines }: PackCover, { title: size, gap }: Measures): Content[] {
  return [
    { text: title, fontSize: size, bold: true, margin: [0, 0, 0, gap * 2] },
    ...lines.map((text): Content => ({ text, margin: [0, 0, 0, gap * 2] })),
  ];
}

function paperOn(paper: Paper, measures: Measures): Content[] {
  const { title, gap } = measures;
  return [
    { text: paper.title, fontSize: title, bold: true, lineHeight: 1.05, margin: [0, 0, 0, gap * 2] },
    ...paper.blocks.flatMap((block, index) => blockOn(block, paper, index, measures)),
  ];
}

function blockOn(block: Block, paper: Paper, index: number, measures: Measures): Content[] {
  const { gap, text } = measures;
  switch (block.kind) {
    case 'heading':
      return [{ text: block.text, bold: true, fontSize: text + 1.5, margin: [0, gap, 0, gap * 0.6] }];
    case 'paragraph':
      return [{ text: block.text, margin: [0, 0, 0, gap] }];
    case 'bullet':
      return [marked('•', block.text, measures)];
    case 'step':
      return [marked(`${block.number}.`, block.text, measures)];
    case 'important':
      return [framed({ text: block.text, bold: true, fontSize: text + 1 }, measures)];
    case 'signature':
      return [signature(measures)];
    case 'code':
      return [codeAndQr(paper, paper.blocks[index + 1]?.kind === 'qr', measures)];
    case 'qr':
      return paper.blocks[index - 1]?.kind === 'code' ? [] : [qrOf(paper, measures)];
  }
}

function marked(mark: string, text: string, { gap, text: size }: Measures): Content {
  return {
    columns: [{ text: mark, width: size * 1.7, bold: mark !== '•' }, { text }],
    margin: [0, 0, 0, gap * 0.7],
  };
}

function framed(content: Content, { gap }: Measures): Content {
  return {
    table: { widths: ['*'], body: [[content]] },
    layout: {
      ...{ hLineWidth: () => 1, vLineWidth: () => 1, fillColor: () => '#f4f4f4' },
      ...{ paddingLeft: () => 8, paddingRight: () => 8, paddingTop: () => 5, paddingBottom: () => 4 },
    },
    margin: [0, gap * 0.6, 0, gap * 1.4],
  };
}

/** The code is to be read aloud over a telephone: large, its halves apart, and what it is for above it. */
function codeAndQr(paper: Paper, withQr: boolean, measures: Measures): Content {
  const code: Content = {
    stack: [
      { text: 'Код для входа', fontSize: measures.text - 1 },
      {
        text: paper.code ?? '—',
        fontSize: measures.code,
        bold: true,
        characterSpacing: 2,
        margin: [0, 2, 0, 2],
      },
      {
        text: 'Вводите буквы и цифры, как напечатано; чёрточку можно не ставить.',
        fontSize: measures.text - 2,
      },
    ],
  };
  const box = framed(code, measures);
  if (!withQr || paper.qrAddress === null) return box;
  return {
    unbreakable: true,
    columns: [
      { width: '*', stack: [box] },
      { width: measures.qr + 12, stack: [qrOf(paper, measures)] },
    ],
    columnGap: 14,
    margin: [0, 2, 0, 0],
  };
}

function qrOf(paper: Paper, measures: Measures): Content {
  if (paper.qrAddress === null) return [];
  return {
    stack: [
      { svg: qrPicture(paper.qrAddress), width: measures.qr, alignment: 'center' },
      { text: 'Подробно по шагам', fontSize: measures.text - 3, alignment: 'center' },
    ],
    margin: [0, 0, 0, measures.gap],
  };
}

function signature({ gap, text }: Measures): Content {
  const under = (words: string): TableCell => ({ text: words, fontSize: text - 3, alignment: 'center' });
  return {
    layout: 'noBorders',
    table: {
      widths: ['*', '*', '*'],
      body: [
        [
          { text: '_________________' },
          { text: '_________________________' },
          { text: '«___» __________ 20___ г.' },
        ],
        [under('(подпись)'), under('(расшифровка)'), ''],
      ],
    },
    margin: [0, gap * 3, 0, gap],
  };
}

/** The class list on paper: who has taken what, when, and signed. */
function sheetOn({ title, blocks, lines }: SignatureSheet, measures: Measures): Content[] {
  const paper: Paper = { title, blocks, code: null, qrAddress: null };
  const head = (text: string): TableCell => ({ text, bold: true, fillColor: GREY, alignment: 'center' });
  return [
    ...paperOn(paper, measures),
    {
      layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, paddingTop: () => 3, paddingBottom: () => 3 },
      table: {
        ...{ headerRows: 1, dontBreakRows: true, keepWithHeaderRows: 1 },
        widths: [20, '*', measures.text * 9, measures.text * 5.5, measures.text * 8.5],
        body: [
          ['№', 'Кому', 'Что', 'Дата', 'Подпись получившего'].map(head),
          ...lines.map(({ name, what }, index): TableCell[] => [
            { text: String(index + 1), alignment: 'right' },
            ...[{ text: name }, { text: what, fontSize: measures.text - 1 }],
            ...['', ''],
          ]),
        ],
      },
      fontSize: measures.text - 1,
      margin: [0, measures.gap, 0, measures.gap * 3],
    },
    { text: `Выдал(а): ${LINE}   Остаток возвращён: ${LINE.slice(0, 18)}`, fontSize: measures.text - 1 },
  ];
}
