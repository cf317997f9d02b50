import { isPart } from '#domain/circuit/blocks/part.ts';
import type { CircuitFault } from '#domain/circuit/faults/fault.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { findCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import { currentVersions } from '#prisma/repositories/circuits/circuits.ts';
import type { Inspection } from '../../circuits/check/inspect.ts';
import { bundleTrying, inspectedBundle } from '../../circuits/read/draft-bundle.ts';
import { type CommandHandler, refusalOf } from '../command.ts';

/** Says all that is wrong in a draft, or in a kind that would take it. */
export const checkDraft: CommandHandler<'check-circuit'> = async (context, { draftId, until, inKind }) => {
  if (context.now() > new Date(until)) return { refused: 'workers-late' };
  const { prisma } = context.database;
  const draft = await findCircuitDraft(prisma, draftId);
  if (draft === null) return { refused: 'not-found' };
  try {
    const { revision, of } = draft;
    if (inKind !== undefined) {
      const bundle = await bundleTrying(prisma, draft, inKind);
      if (bundle === null) return { refused: 'kind-unknown' };
      return answered(revision, await context.inspector.inspect(bundle));
    }
    const bundle = await inspectedBundle(prisma, draft);
    if (isPart(of)) return answered(revision, await context.inspector.inspectPart(of, bundle));
    const inspection = await context.inspector.inspect(bundle);
    const faults = [...inspection.faults, ...(await kindsUnknown(prisma, inspection.manifest))];
    return answered(revision, { ...inspection, faults });
  } catch (error) {
    if (error instanceof DomainError) return refusalOf(error);
    throw error;
  }
};

/** The kinds that a sound circuit proposes next and that nobody can file: a name that is wrong, or a kind yet to come. */
async function kindsUnknown(tx: Tx, manifest: CircuitManifest | null): Promise<CircuitFault[]> {
  const { kind: of = '', proposes = [] } = manifest ?? {};
  if (proposes.length === 0) return [];
  const inForce = (await currentVersions(tx)).map(({ kind }) => kind);
  const at = { file: `${of}.bpmn`, elementId: of, code: 'proposed-kind-unknown', severity: 'warning' } as const;
  return proposes.filter((kind) => !inForce.includes(kind)).map((kind) => ({ ...at, params: { kind } }));
}

const answered = (revision: number, { faults, names, told }: Pick<Inspection, 'faults' | 'names' | 'told'>) => ({
  revision,
  faults,
  names,
  told,
});
