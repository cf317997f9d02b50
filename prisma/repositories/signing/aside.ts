import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';

/** An act on a signer's desk. */
interface OnDesk {
  readonly taskKey: string;
  readonly personId: string;
}

const putAside = statement((given: OnDesk & { at: Date }) =>
  db
    .insertInto('signing_aside')
    .values({ task_key: given.taskKey, person_id: given.personId, at: given.at })
    .onConflict((same) => same.doNothing()),
);

const takenUp = statement((given: OnDesk) =>
  db.deleteFrom('signing_aside').where('task_key', '=', given.taskKey).where('person_id', '=', given.personId),
);

/** Sets whether a signer put an act aside; false if nothing changed. */
export async function keepAside(
  tx: Tx,
  { taskKey, personId, aside, at }: OnDesk & { aside: boolean; at: Date },
): Promise<boolean> {
  const written = aside
    ? await putAside.run(tx, { taskKey, personId, at })
    : await takenUp.run(tx, { taskKey, personId });
  return written === 1;
}
