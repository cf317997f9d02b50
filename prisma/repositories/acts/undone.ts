import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Bilingual } from '#domain/bilingual.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { LaterActNature } from '#domain/decision/later-act.ts';
import type { PayMovement } from '#domain/situation/themes/pay-movement.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';

/**
 * What became of an effect of an act that a later act changed, with its days: it is void, it ends,
 * or the former one resumes.
 */
export interface EffectUndone {
  readonly theme: string;
  readonly title: Bilingual;
  readonly how: 'void' | 'ends' | 'former';
  readonly from: CivilDate;
  readonly until: CivilDate | null;
}

/** A movement that pay was asked to take back, and its month. */
export interface PayUndone {
  readonly movement: PayMovement;
  readonly month: string;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
}

/** What an act undid of another one. */
export interface UndoneByAct {
  readonly actId: string;
  readonly byActId: string;
  readonly byRequestId: string;
  readonly nature: LaterActNature;
  /** True once all the effects of the later act are done. */
  readonly done: boolean;
  readonly effects: EffectUndone[];
  readonly pay: PayUndone[];
}

const undone = statement((given: { requestId: string }) =>
  db
    .selectFrom('later_act as l')
    .innerJoin('act as a', 'a.id', 'l.act_id')
    .innerJoin('act as b', 'b.id', 'l.by_act_id')
    .innerJoin('request as r', 'r.id', 'b.request_id')
    .select((eb) => [
      'l.act_id as actId',
      'b.id as byActId',
      'b.request_id as byRequestId',
      'l.nature',
      eb('r.closed_at', 'is not', null).$castTo<boolean>().as('done'),
      jsonArrayFrom(
        eb
          .selectFrom('situation_entry as e')
          .innerJoin('situation_entry as u', 'u.id', 'e.undoes_id')
          .innerJoin('situation_theme as t', 't.sha256', 'e.theme_sha256')
          .select((of) => [
            'e.theme',
            sql<Bilingual>`${of.ref('t.definition')} -> 'title'`.as('title'),
            of
              .case()
              .when('e.carries_id', 'is', null)
              .then('void' as const)
              .when('e.carries_id', '=', of.ref('e.undoes_id'))
              .then('ends' as const)
              .else('former' as const)
              .end()
              .as('how'),
            of.case().when('e.carries_id', 'is', null).then(of.ref('u.from')).else(of.ref('e.from')).end().as('from'),
            of
              .case()
              .when('e.carries_id', 'is', null)
              .then(of.ref('u.until'))
              .else(of.ref('e.until'))
              .end()
              .as('until'),
          ])
          .whereRef('e.request_id', '=', 'b.request_id')
          .whereRef('e.act_id', '=', 'b.id')
          .where('e.origin', '=', 'undoing')
          .orderBy('e.theme')
          .orderBy('e.id'),
      ).as('effects'),
      jsonArrayFrom(
        eb
          .selectFrom('pay_piece as p')
          .select((of) => [
            of.ref('p.movement').$castTo<PayMovement>().as('movement'),
            'p.month',
            'p.effect_date as from',
            'p.effect_until as until',
          ])
          .whereRef('p.request_id', '=', 'b.request_id')
          .whereRef('p.act_id', '=', 'b.id')
          .where('p.takes_back_id', 'is not', null)
          .orderBy('p.effect_date')
          .orderBy('p.id'),
      ).as('pay'),
    ])
    .where((eb) => eb.or([eb('a.request_id', '=', given.requestId), eb('b.request_id', '=', given.requestId)])),
);

/** Lists what was undone of the acts of a request, and by them, as it was recorded. */
export const undoneAround = (tx: Tx, requestId: string): Promise<UndoneByAct[]> => undone.all(tx, { requestId });
