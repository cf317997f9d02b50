/** The text of an XML file, by the encoding that it declares; without one it is UTF-8, as XML has it. */
export function decodeXml(bytes: Uint8Array): string {
  const decoder = new TextDecoder(encodingOf(bytes));
  const text = decoder.decode(bytes);
  // whoever is handed it again gets UTF-8
  return decoder.encoding === 'utf-8' ? text : text.replace(DECLARED, '$1UTF-8');
}

const DECLARED = /^(<\?xml[^>]*?\sencoding\s*=\s*["'])([\w.:-]+)/;

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200)).replace(/^ï»¿/, '');
  const declared = DECLARED.exec(head)?.[2] ?? 'utf-8';
  // what can be read so far is not in sixteen bits, whatever it says
  return isKnown(declared) && !/^utf-?16/i.test(declared) ? declared : 'utf-8';
}

function isKnown(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== '';
  } catch {
    return false;
  }
}
