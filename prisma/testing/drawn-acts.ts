import type { ActData } from '#domain/act/act.ts';
import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import type { Tx } from '../client.ts';
import { keepPreview } from '../repositories/acts/acts.ts';
import { reserveNumber } from '../repositories/acts/numbers.ts';

/**
 * Writes what the worker leaves once it drew an act for its signer, on a day (today): the act with
 * its number, and the page.
 */
export async function aDrawnAct(
  tx: Tx,
  page: {
    readonly requestId: string;
    readonly taskKey: string;
    readonly signerId: string;
    readonly sha256: string;
    readonly size?: number;
    readonly date?: CivilDate;
    /** Another number than the one reserved for it. */
    readonly number?: string;
  },
): Promise<{ readonly actId: string; readonly content: ActData }> {
  const { requestId, date = parisDay(new Date()), number, size = 1, ...shown } = page;
  const act = await tx.act.create({ data: { requestId, template: 'act', title: 'Arrêté', content: {} } });
  const own = await reserveNumber(tx, act.id, new Date());
  const content = { date, number: number ?? own?.number ?? '', effects: [] } as unknown as ActData;
  await keepPreview(tx, { actId: act.id, content, size, ...shown });
  return { actId: act.id, content };
}
