import type { CircuitDraftFile, CircuitSources } from '../../../contract/atelier.ts';

/** A circuit as it is shown beside another: a version, or a draft. */
export interface Drawn {
  readonly kind: string;
  /** Heads its diagram. */
  readonly name: string;
  readonly files: readonly CircuitDraftFile[];
}

/** The text of a file of a version, or null. */
export const textOf = (sources: Pick<Drawn, 'files'>, path: string): string | null =>
  sources.files.find((file) => file.path === path)?.text ?? null;

/** The files of a version of one kind, shared ones left out. */
export const filesOf = (sources: CircuitSources, ending: string): CircuitDraftFile[] =>
  sources.files.filter((file) => file.path.endsWith(ending) && !file.path.includes('/') && file.text !== null);
