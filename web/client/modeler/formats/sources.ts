import type { CircuitDraftFile, KnownName } from '#web/contract/circuits/atelier.ts';

/** A circuit as it is shown beside another: a version, or a draft. */
export interface Drawn {
  readonly kind: string;
  /** Heads its diagram. */
  readonly name: string;
  readonly files: readonly CircuitDraftFile[];
  /** What its expressions may name, where that is known. */
  readonly names?: readonly KnownName[] | undefined;
}

/** A circuit as it is read: a version, or a draft that nothing was published under the name of, which has none. */
export interface ReadCircuit extends Pick<Drawn, 'kind' | 'files' | 'names'> {
  readonly versionId: string | null;
}

/** The text of a file of a version, or null. */
export const textOf = (sources: Pick<Drawn, 'files'>, path: string): string | null =>
  sources.files.find((file) => file.path === path)?.text ?? null;

/** The files of a version of one kind, shared ones left out. */
export const filesOf = (sources: Pick<Drawn, 'files'>, ending: string): CircuitDraftFile[] =>
  sources.files.filter((file) => file.path.endsWith(ending) && !file.path.includes('/') && file.text !== null);
