import type { Response } from 'express';

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  pdf: 'application/pdf',
  zip: 'application/zip',
} as const;

/** How the description of the API says «a file». */
export const FILE = { schema: { type: 'string', format: 'binary' } };

/** A file for whoever asked; the name is Russian and has its ending. */
export interface SentFile {
  readonly name: string;
  /** Of an unknown one it is said that it is bytes. */
  readonly format: string;
  readonly content: Buffer;
}

/** Sends a whole file under its Russian name, never to be kept by anything between. */
export function sendFile(response: Response, { content, ...file }: SentFile): void {
  fileHeaders(response, file);
  response.end(content);
}

/** The headers of a file whose bytes follow piece by piece. */
export function fileHeaders(response: Response, { name, format }: Omit<SentFile, 'content'>): void {
  const type = Object.hasOwn(TYPES, format)
    ? TYPES[format as keyof typeof TYPES]
    : 'application/octet-stream';
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Disposition', dispositionOf(name, format));
  response.setHeader('Cache-Control', 'private, no-store');
}

/** RFC 6266 with the name of RFC 5987; the Latin name is for programs that know no other. */
export function dispositionOf(name: string, format: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="report.${format}"; filename*=UTF-8''${encoded}`;
}
