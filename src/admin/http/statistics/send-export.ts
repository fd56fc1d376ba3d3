import type { Response } from 'express';
import type { ExportedFile } from '../../../statistics/index.js';

const TYPES: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  pdf: 'application/pdf',
};

/** Sends a file under its Russian name (RFC 6266, RFC 5987), and never to be kept by anything between. */
export function sendExport(response: Response, { name, format, content }: ExportedFile): void {
  response.setHeader('Content-Type', TYPES[format] ?? 'application/octet-stream');
  response.setHeader('Content-Disposition', dispositionOf(name, format));
  response.setHeader('Cache-Control', 'private, no-store');
  response.end(content);
}

/** The Latin name is for programs that know no other. */
export function dispositionOf(name: string, format: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="report.${format}"; filename*=UTF-8''${encoded}`;
}
