import type { Count } from '#domain/account/throttle.ts';
import type { Tx } from '../../client.ts';

/** The counts of some buckets, held until the transaction ends; one that is not there counts nothing. */
export async function holdCounts(tx: Tx, keys: readonly string[], at: Date): Promise<ReadonlyMap<string, Count>> {
  await tx.$executeRaw`
    insert into sign_in_tries (bucket, count, forgotten_at)
    select key, 0, ${at} from unnest(${[...keys]}::text[]) as key order by key on conflict do nothing`;
  const rows = await tx.$queryRaw<(Count & { bucket: string })[]>`
    select bucket, count, forgotten_at as "forgottenAt" from sign_in_tries
     where bucket = any(${[...keys]}) order by bucket for update`;
  return new Map(rows.map(({ bucket, ...counted }) => [bucket, counted]));
}

/** Writes what a bucket counts by now. */
export async function writeCount(tx: Tx, bucket: string, { count, forgottenAt }: Count): Promise<void> {
  await tx.$executeRaw`
    insert into sign_in_tries (bucket, count, forgotten_at) values (${bucket}, ${count}, ${forgottenAt})
    on conflict (bucket) do update set count = excluded.count, forgotten_at = excluded.forgotten_at`;
}

/** Takes one try back from each: it was right after all. */
export async function uncount(tx: Tx, keys: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    update sign_in_tries set count = greatest(count - 1, 0) where bucket = any(${[...keys]})`;
}

/** The buckets count nothing any more. */
export async function forgetCounts(tx: Tx, keys: readonly string[]): Promise<void> {
  await tx.$executeRaw`delete from sign_in_tries where bucket = any(${[...keys]})`;
}
