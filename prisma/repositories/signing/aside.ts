import type { Tx } from '../../client.ts';

/** Writes whether a signer put an act aside; false: it was so already. */
export async function keepAside(
  tx: Tx,
  { taskKey, personId, aside, at }: { taskKey: string; personId: string; aside: boolean; at: Date },
): Promise<boolean> {
  const written = aside
    ? await tx.$executeRaw`
        insert into signing_aside (task_key, person_id, at) values (${taskKey}, ${personId}::uuid, ${at})
        on conflict do nothing`
    : await tx.$executeRaw`delete from signing_aside where task_key = ${taskKey} and person_id = ${personId}::uuid`;
  return written === 1;
}
