import type { TemplateFault, TemplateRefusal } from './error.ts';

/** What a link may be, said of those in a source and of those in a drawn act. */
export const LINKS = 'an act links to https and mailto addresses only';

/** What no act template may hold, and why. The compiler would accept these. Sources are read whole, line ends included. */
const FORBIDDEN: ReadonlyArray<{ code: TemplateRefusal['code']; pattern: RegExp; message: string }> = [
  {
    code: 'package',
    pattern: /["'](@[\w-]+\/)/g,
    message: 'packages are not available: an act template is complete with the shared files',
  },
  {
    code: 'import',
    // A name in quotes, whole; not what begins with one and goes on, nor what is worked out.
    pattern:
      /\b(?:import|include)\b(?!\s*"(?:@[^"\n]*|[A-Za-z0-9][A-Za-z0-9._-]{0,80}\.typ)"[ \t]*(?:as\b|[:;)\]}\r\n]|\/\/|$))/g,
    message: 'only the files of the circuit are imported, by their name between quotes',
  },
  {
    code: 'link',
    pattern: /["'](?:javascript|vbscript|data|file|ftp|http):/gi,
    message: LINKS,
  },
  {
    code: 'today',
    pattern: /\btoday\b/g,
    message: 'the date of the day is not available: an act is dated by its data',
  },
  { code: 'eval', pattern: /\beval\b/g, message: 'eval is not available in an act template' },
  { code: 'plugin', pattern: /\bplugin\b/g, message: 'plugins are not available in an act template' },
  {
    code: 'electronic',
    // Whatever stands between the two words and does not show: line ends, spaces, marks of emphasis.
    pattern: /sign[ée]e?s?(?:[\s~\\*_#[\]"'+()]|strong|emph)+(?:électroniquement|electroniquement|numériquement)/gi,
    message: 'an act under « signature applicative » must not say that it is signed electronically',
  },
];

/** A name of a file given to a template: no folder, nothing that climbs. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$/;

/** More than an analyst mends before trying again. */
const MAX_FAULTS = 20;

/** Finds what the rules above forbid in one source: the first of them, in a time that grows as the source does. */
export function findForbidden(file: string, source: string): TemplateFault[] {
  const readable = withoutComments(source);
  const placeOf = placesIn(source);
  const found: TemplateFault[] = [];
  for (const { code, pattern, message } of FORBIDDEN) {
    for (const { index } of readable.matchAll(pattern)) {
      found.push({ file, ...placeOf(index), message, reason: { code } });
      if (found.length === MAX_FAULTS) return found;
    }
  }
  return found;
}

/** Line and column of a place in a text, from 1. */
function placesIn(text: string): (index: number) => { readonly line: number; readonly column: number } {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (index) => {
    const line = starts.findLastIndex((start) => start <= index);
    return { line: line + 1, column: index - (starts[line] ?? 0) + 1 };
  };
}

/** The same text with blanks where comments stood: they print nothing, and could part two words. */
function withoutComments(source: string): string {
  // A comment that is not closed goes on to the end.
  return source.replace(/\/\*[\s\S]*?(?:\*\/|$)|(?<!:)\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
}

/** Finds names of shared files that could reach elsewhere or hide the template's own files. */
export function findBadNames(names: Iterable<string>): TemplateFault[] {
  const reserved = new Set(['act.typ', 'data.json', 'frame.typ', 'frame.json']);
  return [...names]
    .filter((name) => !FILE_NAME.test(name) || reserved.has(name))
    .map((file) => ({ file, line: null, column: null, message: 'this name cannot be used for a shared file' }));
}
