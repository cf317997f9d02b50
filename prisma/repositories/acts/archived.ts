import type { Tx } from '../../client.ts';
import { countOfRows, db, exists, isOneOf, startsWith, statement } from '../../connection/typed-sql.ts';

/** An act that goes into an archive of several. */
export interface ActToArchive {
  readonly requestId: string;
  readonly actId: string;
  readonly number: string;
}

const weight = statement((given: { requestIds: readonly string[] }) =>
  db
    .selectFrom('piece')
    .select((eb) => [
      countOfRows.as('files'),
      eb.cast<bigint>(eb.fn.coalesce(eb.fn.sum('size'), eb.lit(0)), 'bigint').as('bytes'),
    ])
    .where((eb) => isOneOf(eb.ref('request_id'), given.requestIds)),
);

/** Counts the documents of these requests, and their bytes. */
export async function piecesWeigh(tx: Tx, requestIds: readonly string[]): Promise<{ files: number; bytes: number }> {
  const { files, bytes } = await weight.one(tx, { requestIds });
  return { files, bytes: Number(bytes) };
}

const ofBatch = statement((given: { batchId: string }) =>
  db
    .selectFrom('step_up_proof as f')
    .innerJoin('decision_intent as i', 'i.step_up_id', 'f.id')
    .innerJoin('decision as d', (join) => join.onRef('d.id', '=', 'i.id').on('d.voided_at', 'is', null))
    .innerJoin('act as a', 'a.decision_id', 'd.id')
    .innerJoin('registered_act as n', 'n.act_id', 'a.id')
    .select(['a.id as actId', 'a.request_id as requestId', 'n.number'])
    .where('f.batch_id', '=', given.batchId)
    .orderBy('f.place'),
);

/** Lists the acts that a signing batch signed, in its order. */
export const actsOfBatch = (tx: Tx, batchId: string): Promise<ActToArchive[]> => ofBatch.all(tx, { batchId });

const nearestAbove = statement((given: { actIds: readonly string[] }) =>
  db
    .selectFrom('structure as s')
    .select('s.code')
    .where((eb) =>
      eb.not(
        exists(
          eb
            .selectFrom('registered_act as n')
            .innerJoin('structure as t', 't.id', 'n.structure_id')
            .where((of) => isOneOf(of.ref('n.act_id'), given.actIds))
            .where((of) => of.not(startsWith(of.ref('t.path'), of.ref('s.path')))),
        ),
      ),
    )
    .orderBy((eb) => eb.fn('length', ['s.path']), 'desc')
    .limit(1),
);

/** Returns the code of the lowest structure that is, or is above, that of every one of these acts. */
export const agencyOf = async (tx: Tx, actIds: readonly string[]): Promise<string> =>
  (await nearestAbove.first(tx, { actIds }))?.code ?? '';
