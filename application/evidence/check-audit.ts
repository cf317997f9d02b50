import { breaksOf, SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { ChainBreak, EvidenceEvent } from '#domain/evidence/evidence.ts';
import { type AuditPlace, headsContradicted, payloadsAlone, readRecords } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import type { Deps } from '../dependencies.ts';
import { checkJournal, type JournalReport } from './journal-days.ts';

/** Records read at once, which bounds the memory of a check for chains of any length. */
const PAGE = 1_000;
/** Maximum number of breaks listed per chain; the others are counted. */
const NAMED = 20;
/**
 * Maximum number of payloads without an event, and of acts that contradict a chain, listed over all
 * chains.
 */
const APART = 1_000;

/** Result for a chain, once read whole. */
export interface ChainReport {
  readonly chain: string;
  readonly events: number;
  /** Hash of its last event; null when no event is left. */
  readonly head: string | null;
  readonly erased: number;
  /** Recorded days of the sign-in journal that are past its retention. */
  readonly pastDays: number;
  /** Number of breaks, and the first of them. */
  readonly broken: number;
  readonly breaks: readonly ChainBreak[];
}

/** Options of a check of the audit trail. */
export interface CheckOptions {
  readonly pageSize?: number;
  readonly onPage?: (events: number) => void;
  /** Breaks found by the daily roots that were kept outside (check-roots.ts). */
  readonly known?: readonly BreakOf[];
}
type BreakOf = ChainBreak & { readonly chain: string };

/**
 * Recomputes every chain of the audit trail, page by page, and reports on each in turn. Also
 * compares it with the acts sealed meanwhile, and the sign-in journal with its recorded digests.
 * The removal of events after the last act, with their payloads, shows only against a head that was
 * kept elsewhere.
 */
export async function* checkAudit(
  { database }: Pick<Deps, 'database'>,
  { pageSize = PAGE, onPage = () => {}, known = [] }: CheckOptions = {},
): AsyncGenerator<ChainReport> {
  const journal = await checkJournal(database.prisma);
  const apart = Map.groupBy([...(await breaksApart(database.prisma, journal)), ...known], ({ chain }) => chain);
  const reportOf = (reading: Reading) => report(reading, reading.chain === SYSTEM_CHAIN ? journal.past : 0);
  let place: AuditPlace = { chain: '', sequence: 0 };
  let reading: Reading | null = null;
  for (;;) {
    const records = await readRecords(database.prisma, place, pageSize);
    for (const { chain, ...record } of records) {
      if (reading === null || reading.chain !== chain) {
        if (reading !== null) yield reportOf(reading);
        reading = begin(chain, apart.get(chain));
        apart.delete(chain);
      }
      note(reading, breaksOf(reading.last, record));
      reading.events += 1;
      if (record.isErased) reading.erased += 1;
      reading.last = record.event;
      place = { chain, sequence: record.event.sequence };
    }
    onPage(records.length);
    if (records.length < pageSize) break;
  }
  if (reading !== null) yield reportOf(reading);
  for (const [chain, breaks] of apart) yield reportOf(begin(chain, breaks));
}

interface Reading {
  readonly chain: string;
  events: number;
  erased: number;
  last: EvidenceEvent | undefined;
  broken: number;
  readonly breaks: ChainBreak[];
}

/** Lists the breaks that reading events alone would not show. */
async function breaksApart(prisma: Tx, journal: JournalReport): Promise<BreakOf[]> {
  const reason = 'the payload is there, its event is not';
  const alone = (await payloadsAlone(prisma, APART)).map((place) => ({ ...place, reason }));
  const contradicted = (await headsContradicted(prisma, APART)).map(({ number, ...place }) => ({
    ...place,
    reason: `act ${number} was sealed when another event stood here`,
  }));
  const signIns = journal.breaks.map((each) => ({ chain: SYSTEM_CHAIN, ...each }));
  return [...alone, ...contradicted, ...signIns];
}

function begin(chain: string, breaks: readonly ChainBreak[] = []): Reading {
  const reading: Reading = { chain, events: 0, erased: 0, last: undefined, broken: 0, breaks: [] };
  note(
    reading,
    breaks.map(({ sequence, reason }) => ({ sequence, reason })),
  );
  return reading;
}

function note(reading: Reading, breaks: readonly ChainBreak[]): void {
  reading.broken += breaks.length;
  reading.breaks.push(...breaks.slice(0, NAMED - reading.breaks.length));
}

const report = ({ chain, events, erased, last, broken, breaks }: Reading, pastDays: number): ChainReport => ({
  chain,
  events,
  head: last?.hash ?? null,
  erased,
  pastDays,
  broken,
  breaks: breaks.toSorted((a, b) => a.sequence - b.sequence),
});
