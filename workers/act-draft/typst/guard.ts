import type { TemplateFault, TemplateRefusal } from './error.ts';

/** What no act template may hold, and why. The compiler would accept these. */
const FORBIDDEN: ReadonlyArray<{ code: TemplateRefusal['code']; pattern: RegExp; message: string }> = [
  {
    code: 'package',
    pattern: /["'](@[\w-]+\/)/,
    message: 'packages are not available: an act template is complete with the shared files',
  },
  { code: 'today', pattern: /\btoday\b/, message: 'the date of the day is not available: an act is dated by its data' },
  { code: 'eval', pattern: /\beval\b/, message: 'eval is not available in an act template' },
  { code: 'plugin', pattern: /\bplugin\b/, message: 'plugins are not available in an act template' },
  {
    code: 'electronic',
    pattern: /sign[ée]e?s?\s+(électroniquement|electroniquement|numériquement)/i,
    message: 'an act under « signature applicative » must not say that it is signed electronically',
  },
];

/** A name of a file given to a template: no folder, nothing that climbs. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$/;

/** Finds what the rules above forbid in one source. */
export function findForbidden(file: string, source: string): TemplateFault[] {
  const faults: TemplateFault[] = [];
  for (const [index, text] of source.split('\n').entries()) {
    for (const { code, pattern, message } of FORBIDDEN) {
      const found = pattern.exec(text);
      if (found) faults.push({ file, line: index + 1, column: found.index + 1, message, reason: { code } });
    }
  }
  return faults;
}

/** Finds names of shared files that could reach elsewhere or hide the template's own files. */
export function findBadNames(names: Iterable<string>): TemplateFault[] {
  const reserved = new Set(['act.typ', 'data.json']);
  return [...names]
    .filter((name) => !FILE_NAME.test(name) || reserved.has(name))
    .map((file) => ({ file, line: null, column: null, message: 'this name cannot be used for a shared file' }));
}
