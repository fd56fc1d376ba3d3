/** What a letter's file may be. */
export type LetterFileType = 'pdf' | 'docx';

export const LETTER_FILE_LIMIT = 10 * 1_024 * 1_024;

/**
 * The kind of a file by its beginning, never by its name: PDF (ISO 32000, 7.5.2), or a ZIP (APPNOTE 4.3.7) whose folder names
 * a Word document (ECMA-376). Null for anything else, macros included. The file is kept as it is and never opened by us.
 */
export function letterFileType(bytes: Uint8Array): LetterFileType | null {
  const text = latin(bytes.subarray(0, 8));
  if (text.startsWith('%PDF-')) return 'pdf';
  if (!text.startsWith('PK\u0003\u0004')) return null;
  const names = latin(bytes);
  const isWord = names.includes('[Content_Types].xml') && names.includes('word/document.xml');
  return isWord && !names.includes('vbaProject.bin') ? 'docx' : null;
}

function latin(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  }
  return text;
}
