import { type Database, Prisma, type Tx } from '#prisma/client.ts';
import { keyId, mapSealed, SecretDamaged, type SecretValues } from '#prisma/secret-values.ts';
import type { Place } from './places.ts';

/** What a rotation of one key came to. */
export interface Resealed {
  /** Values sealed anew. */
  readonly values: number;
  /** Owners with a value that no known key opens: all of theirs was left as it is. */
  readonly damaged: readonly string[];
}

interface SealedRow {
  readonly place: Place;
  readonly id: string;
}

/**
 * Seals anew whatever a former key sealed, owner by owner, each in a transaction of its own. One text becomes one text
 * wherever it stands: an account number is compared with the request that asked for it. Nobody waits longer than for one
 * owner's rows; begun again after a stop, it finds what is left.
 * @param database as its owner: what was filed is nothing that the application may write.
 * @param current the key that `secrets` seals with.
 */
export async function reseal(
  database: Database,
  places: readonly Place[],
  {
    secrets,
    current,
    onOwner,
  }: { secrets: SecretValues; current: Uint8Array; onOwner?: (done: number, of: number) => void },
): Promise<Resealed> {
  const damaged = new Set<string>();
  let values = 0;
  for (;;) {
    const left = await formerlySealed(database.prisma, places, keyId(current));
    for (const owner of damaged) left.delete(owner);
    if (left.size === 0) return { values, damaged: [...damaged] };
    let done = 0;
    for (const [owner, rows] of left) {
      const anew = await database
        .transaction((tx) => resealRows(tx, owner, rows, secrets))
        .catch((fault: unknown) => {
          if (!(fault instanceof SecretDamaged)) throw fault;
          damaged.add(owner);
          return 0;
        });
      values += anew;
      onOwner?.(++done, left.size);
    }
  }
}

/** Rows with a value that another key than this one sealed, by owner. */
async function formerlySealed(tx: Tx, places: readonly Place[], currentId: string): Promise<Map<string, SealedRow[]>> {
  const byOwner = new Map<string, SealedRow[]>();
  for (const place of places) {
    const former = place.json ? `"sealed": ?"(?!v2\\.${currentId}\\.)` : `^(?!v2\\.${currentId}\\.)`;
    const rows = await tx.$queryRaw<{ id: string; owner: string }[]>`
      select ${key(place)}::text as id, (${Prisma.raw(place.owner)})::text as owner from ${table(place)}
       where ${column(place)} is not null and ${column(place)}::text ~ ${former} order by 1`;
    for (const { id, owner } of rows) {
      const known = byOwner.get(owner);
      if (known) known.push({ place, id });
      else byOwner.set(owner, [{ place, id }]);
    }
  }
  return byOwner;
}

async function resealRows(tx: Tx, owner: string, rows: readonly SealedRow[], secrets: SecretValues): Promise<number> {
  const anew = new Map<string, string>();
  const sealedAnew = (sealed: string): string => {
    if (secrets.isCurrent(sealed)) return sealed;
    const known = anew.get(sealed) ?? secrets.seal(secrets.open(sealed, owner), owner);
    anew.set(sealed, known);
    return known;
  };
  for (const { place, id } of rows) {
    const itsRow = Prisma.sql`where ${key(place)} = ${id}::${Prisma.raw(place.id)}`;
    const [row] = await tx.$queryRaw<{ value: unknown }[]>`
      select ${column(place)} as value from ${table(place)} ${itsRow} for update`;
    if (row === undefined) continue;
    const value = place.json
      ? Prisma.sql`${JSON.stringify(mapSealed(row.value, ({ sealed, ...shown }) => ({ sealed: sealedAnew(sealed), ...shown })))}::jsonb`
      : Prisma.sql`${sealedAnew(String(row.value))}`;
    await tx.$executeRaw`update ${table(place)} set ${column(place)} = ${value} ${itsRow}`;
  }
  return anew.size;
}

const table = ({ table: name }: Place): Prisma.Sql => Prisma.raw(`"${name}"`);
const column = ({ column: name }: Place): Prisma.Sql => Prisma.raw(`"${name}"`);
const key = ({ key: said = 'id' }: Place): Prisma.Sql => Prisma.raw(`(${said})`);
