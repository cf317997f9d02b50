import type { LaterActNature } from '#domain/act/later-act.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Bilingual } from '#domain/circuit/manifest.ts';
import type { PayMovement } from '#domain/pay/pay-piece.ts';
import type { Tx } from '../../client.ts';

/**
 * What became of an effect of an act that another one touched: it stands no more, it ends, or what stood before it does again; on
 * which days.
 */
export interface EffectUndone {
  readonly theme: string;
  readonly title: Bilingual;
  readonly how: 'void' | 'ends' | 'former';
  readonly from: CivilDate;
  readonly until: CivilDate | null;
}

/** What pay was told to take back, and with which month. */
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
  /** Whether all that the later act does is done. */
  readonly done: boolean;
  readonly effects: EffectUndone[];
  readonly pay: PayUndone[];
}

/** What was undone of the acts of a request, and by them, as it was written. */
export const undoneAround = (tx: Tx, requestId: string): Promise<UndoneByAct[]> =>
  tx.$queryRaw`
    select l.act_id::text as "actId", b.id::text as "byActId", b.request_id::text as "byRequestId", l.nature,
           r.closed_at is not null as done,
           (select coalesce(json_agg(json_build_object(
                     'theme', e.theme, 'title', t.definition -> 'title',
                     'how', case when e.carries_id is null then 'void' when e.carries_id = e.undoes_id then 'ends' else 'former' end,
                     'from', to_char(case when e.carries_id is null then u."from" else e."from" end, 'YYYY-MM-DD'),
                     'until', to_char(case when e.carries_id is null then u.until else e.until end, 'YYYY-MM-DD'))
                     order by e.theme, e.id), '[]')
              from situation_entry e join situation_entry u on u.id = e.undoes_id join situation_theme t on t.sha256 = e.theme_sha256
             where e.request_id = b.request_id and e.act_id = b.id and e.origin = 'undoing') as effects,
           (select coalesce(json_agg(json_build_object(
                     'movement', p.movement, 'month', p.month, 'from', to_char(p.effect_date, 'YYYY-MM-DD'),
                     'until', to_char(p.effect_until, 'YYYY-MM-DD')) order by p.effect_date, p.id), '[]')
              from pay_piece p
             where p.request_id = b.request_id and p.act_id = b.id and p.takes_back_id is not null) as pay
      from later_act l join act a on a.id = l.act_id join act b on b.id = l.by_act_id join request r on r.id = b.request_id
     where a.request_id = ${requestId}::uuid or b.request_id = ${requestId}::uuid`;
