const TAG = /<[\w.:-]+((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The names drawn on the elements of a BPMN file, by element id. The file was accepted by the engine: it is well formed. */
export function elementNames(xml: string): Map<string, string> {
  const names = new Map<string, string>();
  for (const [, attributes = ''] of xml.matchAll(TAG)) {
    let id: string | undefined;
    let name: string | undefined;
    for (const [, attribute, double, single] of attributes.matchAll(ATTRIBUTE)) {
      if (attribute === 'id') id = decode(double ?? single ?? '');
      if (attribute === 'name') name = decode(double ?? single ?? '');
    }
    if (id !== undefined && name !== undefined) names.set(id, name);
  }
  return names;
}

function decode(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, named?: string) => {
    if (named !== undefined) return ENTITIES[named] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}
