import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';

/** One person's answer to a complement, as it is typed. */
interface Typed {
  readonly taskKey: string;
  readonly personId: string;
}

const kept = statement((given: Typed & { text: string; at: Date }) =>
  db
    .insertInto('typed_answer')
    .values({ task_key: given.taskKey, person_id: given.personId, text: given.text, at: given.at })
    .onConflict((before) =>
      before
        .columns(['task_key', 'person_id'])
        .doUpdateSet((eb) => ({ text: eb.ref('excluded.text'), at: eb.ref('excluded.at') })),
    ),
);

/** Keeps what was typed in place of the former text; an empty text removes it. */
export async function keepTyped(tx: Tx, { taskKey, personId }: Typed, text: string, at: Date): Promise<void> {
  if (text === '') await tx.typedAnswer.deleteMany({ where: { taskKey, personId } });
  else await kept.run(tx, { taskKey, personId, text, at });
}

/** Returns what this person typed there and did not send; null: nothing. */
export const typedBy = async (tx: Tx, { taskKey, personId }: Typed): Promise<string | null> =>
  (await tx.typedAnswer.findUnique({ where: { taskKey_personId: { taskKey, personId } } }))?.text ?? null;
