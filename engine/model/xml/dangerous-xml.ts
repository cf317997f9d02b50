import { because, type Reason } from '../defects.ts';

/** Larger than any drawing a person makes. */
const MAX_CHARACTERS = 4_000_000;
/** Tags of a drawing of two thousand elements, with their places. */
const MAX_TAGS = 50_000;
const MAX_DEPTH = 200;
/** Names would be in every event about the element. */
const MAX_ATTRIBUTE = 32_000;
/** What holds texts, expressions and pictures: as long as the file may be. */
const UNLIMITED = /^(value|source|expression|inputCollection|outputElement|correlationKey|.+:modelerTemplateIcon)$/;
const MAX_ID = 500;

/** Why a document would be dangerous or endless to read; undefined when it would not. Asked before it is parsed. */
export function dangerOf(xml: string): Reason | undefined {
  if (xml.length > MAX_CHARACTERS) return because('file-too-long', { max: MAX_CHARACTERS });
  // entities that expand without end, or that read files, need a document type: none is ever needed here
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return because('document-type');
  return dangerInTags(xml) ?? dangerInAttributes(xml);
}

/** Comments and texts may hold what looks like tags: they count too, which only a hostile file would notice. */
function dangerInTags(xml: string): Reason | undefined {
  let tags = 0;
  let depth = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
    const next = xml[at + 1];
    if (next === '!' || next === '?') continue;
    if (next === '/') {
      depth--;
      continue;
    }
    if (++tags > MAX_TAGS) return because('too-many-tags', { max: MAX_TAGS });
    const end = xml.indexOf('>', at);
    if (end < 0) return because('tag-not-closed');
    if (xml[end - 1] !== '/' && ++depth > MAX_DEPTH) return because('nested-too-deep', { max: MAX_DEPTH });
  }
  return undefined;
}

function dangerInAttributes(xml: string): Reason | undefined {
  // looked for at the beginning of words only: long ones would be read again from each of their letters
  for (const [, name = '', quoted = ''] of xml.matchAll(/(?<![\w:])([\w:]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
    if (quoted.length > MAX_ATTRIBUTE && !UNLIMITED.test(name))
      return because('attribute-too-long', { name, max: MAX_ATTRIBUTE });
    if (name === 'id' && quoted.length > MAX_ID) return because('id-too-long', { max: MAX_ID });
  }
  return undefined;
}
