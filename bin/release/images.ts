/** An image that is not ours, as a compose file or a Dockerfile names it. */
export interface ImageReference {
  /** As written, without a digest: what the digest is added to. */
  readonly written: string;
  /** Without variables: what the registry is asked for. */
  readonly repository: string;
  readonly tag: string;
}

const REFERENCE = /^(?<before>\s*(?:image:|FROM)\s+)(?<written>[^\s@]+)(?:@sha256:[0-9a-f]{64})?(?<after>.*)$/gm;

/** Images that the portal builds itself: nothing to pin. */
const OWN = /^harmonie:/;

/** The images that a compose file or a Dockerfile takes from elsewhere, each once. */
export function imagesOf(text: string): ImageReference[] {
  const written = [...text.matchAll(REFERENCE)].map(({ groups }) => groups?.written ?? '');
  return [...new Set(written)].filter((name) => !OWN.test(name)).map((name) => reference(name, argumentsOf(text)));
}

/** The same text, each image followed by its digest (the former one replaced). */
export function pin(text: string, digestOf: (image: ImageReference) => string): string {
  const known = argumentsOf(text);
  return text.replace(REFERENCE, (line, before: string, written: string, after: string) =>
    OWN.test(written) ? line : `${before}${written}@${digestOf(reference(written, known))}${after}`,
  );
}

/** Defaults of a Dockerfile's ARG lines. */
const argumentsOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/^ARG (\w+)=(\S+)$/gm)].map(([, name = '', value = '']) => [name, value]));

function reference(written: string, known: ReadonlyMap<string, string>): ImageReference {
  const name = written.replace(/\$\{(\w+)\}/g, (variable, argument: string) => known.get(argument) ?? variable);
  const [, repository, tag] = name.match(/^([^:$]+):([^:$]+)$/) ?? [];
  if (repository === undefined || tag === undefined) throw new Error(`${written} names no image with a fixed tag`);
  return { written, repository, tag };
}
