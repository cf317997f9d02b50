/** What a PDF/A must say of a property that its own standard does not know. */
const SCHEMA =
  '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>' +
  '<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>' +
  '<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">' +
  '<pdfaProperty:category>internal</pdfaProperty:category>' +
  '<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>' +
  '<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>' +
  '</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>';

/** Put after these words, in the order of the file. Its metadata and its catalog are the last objects that Typst writes. */
const ADDED = [
  ['xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"', ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'],
  ['<pdfaExtension:schemas><rdf:Bag>', SCHEMA],
  ['</pdfaid:conformance>', '<pdfuaid:part>1</pdfuaid:part>'],
  ['/ViewerPreferences <<', '\n    /DisplayDocTitle true'],
] as const;
/** Those of them that are in the metadata. */
const METADATA = ADDED.slice(0, 3);

/**
 * Adds to a PDF/A-2a that it is a PDF/UA-1 too, and that readers show its title: Typst writes the marks of one standard.
 * @throws {Error} when the compiler writes its files in another way
 */
export function claimAccessible(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const found = (at: number, what: string): number => {
    if (at === -1) throw new Error(`The compiler no longer writes PDF as it did: ${what}`);
    return at;
  };
  const edits = ADDED.map(([mark, more]) => {
    const at = found(text.lastIndexOf(mark), mark) + mark.length;
    return { at, end: at, more };
  });
  const head = found(text.lastIndexOf('/Type /Metadata'), 'metadata');
  const at = found(text.lastIndexOf('/Length ', head), 'the length of the metadata') + '/Length '.length;
  const length = /^\d+/.exec(text.slice(at, head))?.[0] ?? '';
  const longer = METADATA.reduce((sum, [, more]) => sum + more.length, Number(length));
  edits.unshift({ at, end: at + length.length, more: String(longer) });

  const table = found(text.lastIndexOf('\nxref\n'), 'xref') + 1;
  const moved = (place: number): number =>
    edits.reduce((sum, edit) => sum + (edit.at <= place ? edit.more.length - (edit.end - edit.at) : 0), place);
  const body = edits.map(({ end, more }, index) => more + text.slice(end, edits[index + 1]?.at ?? table));
  const tail = text
    .slice(table)
    .replace(/^\d{10}(?= \d{5} n)/gm, (place) => String(moved(Number(place))).padStart(10, '0'))
    .replace(/(?<=startxref\n)\d+/, String(moved(table)));
  return new Uint8Array(Buffer.from(text.slice(0, edits[0]?.at) + body.join('') + tail, 'latin1'));
}
