import { diagramOfBlock } from '#domain/circuit/blocks/block.ts';
import { takesForm } from '#domain/circuit/decision-context.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import type { Ways } from '#domain/request/way-ahead.ts';
import type { Database } from '#prisma/client.ts';
import { forEveryone } from '#prisma/connection/caller-pool.ts';
import {
  closingReason,
  currentVersionId,
  currentVersionIds,
  fileText,
  findVersion,
} from '#prisma/repositories/circuits/circuits.ts';
import { readFlows } from './flows.ts';
import type { FormSchema } from './forms/schema.ts';

/** One published version, ready to serve. */
export interface Version {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly manifest: CircuitManifest;
  readonly form: FormSchema;
  /** Forms that people fill in at their step, by element id. */
  readonly taskForms: ReadonlyMap<string, FormSchema>;
}

/**
 * Opens a cache of versions. Published versions never change, so each is read once for the life of
 * the process; which one is current is queried each time.
 */
export function createVersions({ prisma }: Database) {
  const known = new Map<string, Promise<Version>>();

  /**
   * Reads the forms of the steps whose decision records answers; forms drawn at other steps serve
   * another tool.
   */
  const readTaskForms = async (id: string, { steps, taskForms }: CircuitManifest) => {
    const found = new Map<string, FormSchema>();
    for (const { elementId, decision } of steps) {
      const path = takesForm(decision) ? taskForms[elementId]?.path : undefined;
      const source = path === undefined ? null : await fileText(prisma, id, path);
      if (source === null) continue;
      found.set(elementId, JSON.parse(source) as FormSchema);
    }
    return found;
  };

  const read = async (id: string): Promise<Version> => {
    const version = await findVersion(prisma, id);
    const source = version && (await fileText(prisma, id, version.manifest.form.path));
    if (!version || source === null) throw new DomainError('kind-unknown');
    const form = JSON.parse(source) as FormSchema;
    return { ...version, form, taskForms: await readTaskForms(id, version.manifest) };
  };

  const get = (id: string): Promise<Version> => {
    const found = known.get(id);
    if (found) return found;
    const reading = forEveryone(() => read(id));
    known.set(id, reading);
    // A database that was away must not be remembered as a version that does not exist.
    reading.catch(() => known.delete(id));
    return reading;
  };

  const flows = new Map<string, Promise<Ways>>();
  const readFlowsOf = async (id: string): Promise<Ways> => {
    const xml = await fileText(prisma, id, (await get(id)).manifest.diagram);
    if (xml === null) throw new DomainError('kind-unknown');
    return readFlows(xml, (block) => fileText(prisma, id, diagramOfBlock(block)));
  };

  return {
    get,
    /** Returns what showing progress needs of its diagram. */
    flows(id: string): Promise<Ways> {
      const found = flows.get(id) ?? forEveryone(() => readFlowsOf(id));
      flows.set(id, found);
      found.catch(() => flows.delete(id));
      return found;
    },
    /**
     * Returns the version in force of a kind.
     * @throws {DomainError} kind-unknown, kind-withdrawn with the reason
     */
    async current(kind: string): Promise<Version> {
      const id = await currentVersionId(prisma, kind);
      if (id !== null) return get(id);
      const reason = await closingReason(prisma, kind);
      throw reason === null ? new DomainError('kind-unknown') : new DomainError('kind-withdrawn', { reason });
    },
    currents: async (): Promise<Version[]> => Promise.all((await currentVersionIds(prisma)).map(get)),
    /** Returns a file of the version as text: its diagram. */
    file: (id: string, path: string) => fileText(prisma, id, path),
  };
}

/** Cache of published versions. */
export type Versions = ReturnType<typeof createVersions>;
