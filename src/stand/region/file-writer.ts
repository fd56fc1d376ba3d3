import { closeSync, openSync, writeSync } from 'node:fs';

const CHUNK = 256 * 1024;

/**
 * Writes a text file piece by piece; at most a quarter of a megabyte waits in memory. Writing is synchronous: the
 * generator does nothing else meanwhile, and so it cannot run ahead of the disk.
 */
export class FileWriter {
  private readonly file: number;
  private waiting = '';

  constructor(path: string) {
    this.file = openSync(path, 'w');
  }

  write(text: string): void {
    this.waiting += text;
    if (this.waiting.length >= CHUNK) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.file);
  }

  private flush(): void {
    const bytes = Buffer.from(this.waiting, 'utf8');
    // A write may take less than it was given.
    for (let done = 0; done < bytes.length;) done += writeSync(this.file, bytes, done);
    this.waiting = '';
  }
}

/** One line of a `;` file: what holds a separator, a quote or a line end stands in quotes (RFC 4180). */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(';')}\n`;
}

function csvField(field: string): string {
  return /[;"\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
