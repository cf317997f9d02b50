/** Larger than any drawing a person makes. */
const MAX_CHARACTERS = 4_000_000;
/** Tags of a drawing of two thousand elements, with their places. */
const MAX_TAGS = 50_000;
const MAX_DEPTH = 200;
/** Such texts would be in every fact that tells of the element. */
const MAX_ATTRIBUTE = 32_000;
const MAX_ID = 500;

/** Why a document would be dangerous or endless to read; undefined when it would not. Told before it is parsed. */
export function reasonAgainst(xml: string): string | undefined {
  if (xml.length > MAX_CHARACTERS) return `The file is larger than ${MAX_CHARACTERS} characters`;
  // entities that expand without end, or that read files, need a document type: none is ever needed here
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return 'Document types and entities are not accepted';
  return reasonAgainstTags(xml) ?? reasonAgainstAttributes(xml);
}

/** Comments and texts may hold what looks like tags: they count too, which only a hostile file would notice. */
function reasonAgainstTags(xml: string): string | undefined {
  let tags = 0;
  let depth = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
    const next = xml[at + 1];
    if (next === '!' || next === '?') continue;
    if (next === '/') {
      depth--;
      continue;
    }
    if (++tags > MAX_TAGS) return `The file has more than ${MAX_TAGS} tags`;
    const end = xml.indexOf('>', at);
    if (end < 0) return 'A tag is not closed';
    if (xml[end - 1] !== '/' && ++depth > MAX_DEPTH) return `The file is nested deeper than ${MAX_DEPTH} levels`;
  }
  return undefined;
}

function reasonAgainstAttributes(xml: string): string | undefined {
  for (const [, name, quoted = ''] of xml.matchAll(/([\w:]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
    if (quoted.length > MAX_ATTRIBUTE) return `The attribute '${name}' is longer than ${MAX_ATTRIBUTE} characters`;
    if (name === 'id' && quoted.length > MAX_ID) return `An id is longer than ${MAX_ID} characters`;
  }
  return undefined;
}
