import { placeOf } from '#domain/circuit/blocks/block.ts';
import type { Tx } from '#prisma/client.ts';
import { type PlayedRequest, readManifest, requestsPlayedBy } from '#prisma/repositories/circuits/circuits.ts';
import type { Instance } from '#zeebe/client.ts';
import type { InstanceReader } from '../../dependencies.ts';

/** Calls in one another that are gone through at most, for what nobody wrote down. */
const MAX_CALLS = 20;

/**
 * The request that an instance plays; null when it is none of ours. A block that no step of it brought to a worker yet is not
 * written down: its callers say whose it is, and by which calls it is reached.
 */
export async function playedBy(
  { tx, engine }: { readonly tx: Tx; readonly engine: Pick<InstanceReader, 'getInstance' | 'elementIdOf'> },
  instance: Instance,
  calls = MAX_CALLS,
): Promise<PlayedRequest | null> {
  const [known] = await requestsPlayedBy(tx, [String(instance.processInstanceKey)]);
  if (known !== undefined) return known;
  const { parentProcessInstanceKey: callerKey, parentElementInstanceKey: callKey } = instance;
  const caller = callerKey && calls > 0 ? await engine.getInstance(String(callerKey)) : null;
  const request = caller && (await playedBy({ tx, engine }, caller, calls - 1));
  if (!request) return null;
  const place = placeOf(request.path, (callKey && (await engine.elementIdOf(String(callKey)))) ?? '');
  const isBlock = (await readManifest(tx, request.versionId)).calls?.[place] !== undefined;
  return { ...request, instanceKey: String(instance.processInstanceKey), path: isBlock ? place : '' };
}
