import { meets, type Outcome } from './compare.ts';
import { type Expectation, type Expectations, tagged, type Value } from './expectation.ts';
import { ask } from './on-engine.ts';

export interface Score {
  of: number;
  met: number;
  percent: number;
  /** Of each suite that is not met whole: how many are, of how many. */
  incomplete: Record<string, [met: number, of: number]>;
  /** What stands in the files and could not be read, by reason. */
  unread: Record<string, number>;
}

/** Asks the engine for each, and counts. `rough`: numbers to eight digits. `differs` is told each that is not met. */
export async function score(
  { read, unread }: Expectations,
  { rough, differs }: { rough: boolean; differs: (expectation: Expectation, outcome: Outcome) => void },
): Promise<Score> {
  const suites: Record<string, [met: number, of: number]> = {};
  const left = { ...unread };
  for (const expectation of read) {
    const expected = await expectedBy(expectation);
    if (expected === undefined) {
      left['a result in words'] = (left['a result in words'] ?? 0) + 1;
      continue;
    }
    const outcome = await ask(expectation.asks);
    suites[expectation.suite] ??= [0, 0];
    const counts = suites[expectation.suite] as [number, number];
    counts[1]++;
    if (meets(expected, outcome, { rough })) counts[0]++;
    else differs(expectation, outcome);
  }
  const met = Object.values(suites).reduce((sum, [some]) => sum + some, 0);
  const all = Object.values(suites).reduce((sum, [, of]) => sum + of, 0);
  return {
    of: all,
    met,
    percent: Math.round((met / Math.max(1, all)) * 10_000) / 100,
    incomplete: Object.fromEntries(Object.entries(suites).filter(([, [some, of]]) => some < of)),
    unread: left,
  };
}

async function expectedBy({ asks, expected }: Expectation): Promise<Value | undefined> {
  // a cell is met or not: what is null elsewhere is not met
  if (asks.kind === 'unary tests' && expected === null) return false;
  const special = tagged(expected);
  if (special?.tag !== '$feel') return expected;
  const outcome = await ask({ kind: 'expression', text: special.text, context: {} });
  return 'value' in outcome ? outcome.value : undefined;
}
