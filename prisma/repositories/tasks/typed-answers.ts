import type { Tx } from '../../client.ts';

/** One person's answer to a complement, as it is typed. */
interface Typed {
  readonly taskKey: string;
  readonly personId: string;
}

/** Keeps what was typed in place of what was; nothing typed is nothing kept. */
export async function keepTyped(tx: Tx, { taskKey, personId }: Typed, text: string, at: Date): Promise<void> {
  if (text === '') await tx.typedAnswer.deleteMany({ where: { taskKey, personId } });
  else
    await tx.$executeRaw`
      insert into typed_answer (task_key, person_id, text, at) values (${taskKey}, ${personId}::uuid, ${text}, ${at})
      on conflict (task_key, person_id) do update set text = excluded.text, at = excluded.at`;
}

/** What this person typed there and did not send. */
export const typedBy = async (tx: Tx, { taskKey, personId }: Typed): Promise<string | null> =>
  (await tx.typedAnswer.findUnique({ where: { taskKey_personId: { taskKey, personId } } }))?.text ?? null;
