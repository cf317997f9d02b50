/** Longer names are cut: they are shown, never used as a path. */
const MAX_LENGTH = 120;

/** The name to show for an uploaded file: its last part, readable, without what could mislead. « ../../x » is « x.pdf ». */
export function cleanFileName(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const readable = last
    // Control characters, and the marks that reverse the direction of a text: « fdp.exe » must not read « exe.pdf ».
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const stem = readable.replace(/\.pdf$/i, '');
  return `${Array.from(stem).slice(0, MAX_LENGTH).join('') || 'document'}.pdf`;
}

/** The name a request states in `X-File-Name`, URI-encoded; whatever cannot be decoded is taken as it is. */
export function decodeFileName(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}

/** `inline`, with the name in both ways of RFC 6266. */
export function inlineDisposition(fileName: string): string {
  const ascii =
    fileName
      .normalize('NFKD')
      .replace(/[^\x20-\x7e]/g, '')
      .replace(/["\\]/g, '_') || 'document.pdf';
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `inline; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
