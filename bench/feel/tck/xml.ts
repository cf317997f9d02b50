/** A tag of XML with what is in it; names without prefix. */
export interface Tag {
  name: string;
  attributes: Record<string, string>;
  children: Tag[];
  text: string;
}

const PIECE =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s/>]+)((?:"[^"]*"|'[^']*'|[^"'>])*?)(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Reads well-formed XML of a source that is trusted to be such. */
export function readXml(source: string): Tag {
  const root: Tag = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [, data, slash, name, attributes, closed, text] of source.matchAll(PIECE)) {
    const around = open.at(-1) as Tag;
    if (data !== undefined) around.text += data;
    else if (text !== undefined) around.text += plain(text);
    else if (slash === '/') open.pop();
    else if (name !== undefined) {
      const tag: Tag = { name: local(name), attributes: attributesOf(attributes ?? ''), children: [], text: '' };
      around.children.push(tag);
      if (closed === '') open.push(tag);
    }
  }
  return root.children[0] as Tag;
}

/** The children of that name. */
export function all(tag: Tag | undefined, name: string): Tag[] {
  return tag?.children.filter((child) => child.name === name) ?? [];
}

/** The first child of that name. */
export function first(tag: Tag | undefined, name: string): Tag | undefined {
  return tag?.children.find((child) => child.name === name);
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [
      local(name as string),
      plain(double ?? single ?? ''),
    ]),
  );
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function plain(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g, (whole, hexadecimal, decimal, name) => {
    if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
    return decimal !== undefined ? String.fromCodePoint(Number(decimal)) : (ENTITIES[name] ?? whole);
  });
}
