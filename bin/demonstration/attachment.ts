import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';

/** A one-page supporting document that says what it is. */
export async function attachment(title: string): Promise<{ bytes: Uint8Array; name: string }> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([595, 842]);
  page.drawText(title, { x: 60, y: 740, size: 18, font: await pdf.embedFont(StandardFonts.Helvetica) });
  page.drawText('Document de demonstration, sans valeur.', { x: 60, y: 710, size: 11 });
  return { bytes: await pdf.save(), name: 'justificatif.pdf' };
}
