import type { Tx } from '#prisma/client.ts';
import { filesOf } from '#prisma/repositories/circuits/circuits.ts';
import { type Bundle, makeBundle } from './bundle.ts';

/** A version as it was published. */
export const bundleOfVersion = async (tx: Tx, { id, kind }: { id: string; kind: string }): Promise<Bundle> =>
  makeBundle(kind, new Map((await filesOf(tx, id)).map(({ path, content }) => [path, content])));
