/** Keys of an object, and of those that they lead to. */
interface Wanted {
  readonly [key: string]: Wanted;
}
const PAGES: Wanted = {
  get Kids() {
    return PAGES;
  },
  Annots: {},
};
/** What a signature is added beside, from the catalog on. */
const WANTED: Wanted = {
  Pages: PAGES,
  StructTreeRoot: { K: {}, ParentTree: {} },
  AcroForm: { Fields: {} },
  DSS: { Certs: {}, CRLs: {}, OCSPs: {} },
};

const TABLE = /xref\n/y;
const SECTION = /(\d{1,8}) (\d{1,8})\s*\n/y;
const ENTRY = /(\d{10}) \d{5} ([nf])[ \r]\n/y;
const MAX_TABLES = 1_000;

/** Where a file has its objects, by their number, and its tables of them; its newest trailer. */
interface Places {
  readonly objects: ReadonlyMap<number, number>;
  readonly tables: readonly number[];
  readonly trailer: string;
  readonly size: number;
}

/**
 * What of a PDF a signature is added beside, as a file of its own: catalog, pages, the head of the structure, form, security
 * store. The rest, letters and fonts and what is read aloud, is three quarters of what it costs to read an act.
 * @returns null where the file has not its tables of objects written plainly, as drawn acts and their editions have
 */
export function essentialsOf(pdf: Uint8Array): { readonly file: Uint8Array; readonly size: number } | null {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const places = placesIn(text);
  const root = /\/Root (\d{1,8}) 0 R/.exec(places?.trailer ?? '')?.[1];
  if (!places || root === undefined) return null;
  const kept = new Map<number, string>();
  const ends = [...places.objects.values(), ...places.tables].sort((one, other) => one - other);
  const keep = (number: number, wanted: Wanted): boolean => {
    const from = places.objects.get(number);
    if (from === undefined || !text.startsWith(`${number} 0 obj`, from)) return false;
    if (kept.has(number)) return true;
    const object = text.slice(
      from,
      ends.find((place) => place > from),
    );
    kept.set(number, object);
    return follow(object, wanted);
  };
  const follow = (object: string, wanted: Wanted): boolean =>
    Object.entries(wanted).every(([key, more]) => {
      const { inside, refs } = under(object, key);
      return inside === null ? refs.every((ref) => keep(ref, more)) : follow(inside, more);
    });
  if (!keep(Number(root), WANTED)) return null;
  const objects = [...kept].sort(([one], [other]) => one - other).map(([, object]) => object);
  const tail = text.slice(text.lastIndexOf('startxref'));
  return {
    file: Buffer.from([text.slice(0, 9), ...objects, places.trailer, tail].join('\n'), 'latin1'),
    size: places.size,
  };
}

/** What an object has under this key: what it refers to, one or several; or a dictionary that stands in it, to its end. */
function under(object: string, key: string): { readonly inside: string | null; readonly refs: number[] } {
  const found = new RegExp(`/${key}\\s*(<<|\\[[^\\]]*\\]|\\d{1,8} 0 R)`).exec(object);
  const value = found?.[1] ?? '';
  return {
    inside: value === '<<' ? object.slice(found?.index) : null,
    refs: Array.from(value.matchAll(/(\d{1,8}) 0 R/g), ([, number]) => Number(number)),
  };
}

/** Reads the tables of a file, the newest first: what a newer one says of an object holds. */
function placesIn(text: string): Places | null {
  const objects = new Map<number, number>();
  const tables: number[] = [];
  let newest = '';
  let at = Number(/startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(text.slice(-64))?.[1] ?? Number.NaN);
  while (Number.isInteger(at)) {
    if (tables.includes(at) || tables.length === MAX_TABLES) return null;
    tables.push(at);
    TABLE.lastIndex = at;
    if (!TABLE.test(text)) return null;
    let next = TABLE.lastIndex;
    const take = (pattern: RegExp): RegExpExecArray | null => {
      pattern.lastIndex = next;
      const found = pattern.exec(text);
      if (found) next = pattern.lastIndex;
      return found;
    };
    for (let section = take(SECTION); section; section = take(SECTION)) {
      const [first, count] = [Number(section[1]), Number(section[2])];
      for (let number = first; number < first + count; number++) {
        const entry = take(ENTRY);
        if (!entry) return null;
        if (entry[2] === 'n' && !objects.has(number)) objects.set(number, Number(entry[1]));
      }
    }
    const trailer = text.slice(next, text.indexOf('startxref', next));
    newest ||= trailer;
    at = Number(/\/Prev (\d{1,10})/.exec(trailer)?.[1] ?? Number.NaN);
  }
  const size = Number(/\/Size (\d{1,8})/.exec(newest)?.[1] ?? Number.NaN);
  return Number.isInteger(size) ? { objects, tables, trailer: newest, size } : null;
}
