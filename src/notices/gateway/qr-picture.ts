import qrcode from 'qrcode';

/** Dots of white round the code, as ISO/IEC 18004 asks. */
const QUIET = 4;

/** A QR code (ISO/IEC 18004, level M) as SVG without size: whoever shows it says how large. */
export function qrPicture(address: string): string {
  const { modules } = qrcode.create(address, { errorCorrectionLevel: 'M' });
  const side = modules.size + 2 * QUIET;
  const runs: string[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column) === 0) continue;
      let width = 1;
      while (column + width < modules.size && modules.get(row, column + width) === 1) width += 1;
      runs.push(`M${column + QUIET} ${row + QUIET}h${width}v1h-${width}z`);
      column += width - 1;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${runs.join('')}"/></svg>`;
}
