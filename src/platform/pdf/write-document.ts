import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';

/** A document as pdfmake takes it. */
export type PdfDocument = Parameters<typeof pdfmake.createPdf>[0];

const resolve = createRequire(import.meta.url).resolve;
const faceOf = (name: string): string => resolve(`@expo-google-fonts/pt-sans/${name}/PTSans_${name}.ttf`);
/** PT Sans, the typeface of Russian documents; embedded, so that the file looks alike on every machine and in ten years. */
const FACES = {
  normal: faceOf('400Regular'),
  bold: faceOf('700Bold'),
  italics: faceOf('400Regular_Italic'),
  bolditalics: faceOf('700Bold_Italic'),
};
const faces: ReadonlySet<string> = new Set(Object.values(FACES));
pdfmake.setFonts({ PTSans: FACES });
pdfmake.setLocalAccessPolicy((path) => faces.has(path));
pdfmake.setUrlAccessPolicy(() => false);

/** Writes a document as PDF. It may load nothing but its typeface. Pure work: call it in a thread of its own. */
export async function writeDocument(definition: PdfDocument): Promise<Uint8Array> {
  const { defaultStyle, ...rest } = definition;
  const file = pdfmake.createPdf({
    language: 'ru',
    ...rest,
    defaultStyle: { font: 'PTSans', ...defaultStyle },
  });
  return new Uint8Array(await file.getBuffer());
}
