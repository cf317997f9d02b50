import type { Answers } from './answers.ts';
import type { Member } from './people.ts';

/** What makes a request move on, once it is filed. */
export type Move =
  /** Someone decides at a step; with a fault, a step of workers that follows meets it. */
  | { readonly do: 'decide'; readonly step: string; readonly outcome: string; readonly fault?: string }
  /** Time passes, until the next clock of the circuit rings. */
  | { readonly do: 'wait' }
  /** Something is said to the circuit from outside: a withdrawal. */
  | { readonly do: 'say'; readonly message: string };

/** One way through a circuit: for whom, with which answers, and what happens in turn. */
export interface Story {
  readonly agent: Member;
  readonly answers: Answers;
  readonly moves: readonly Move[];
}

/** « Claire Agnelet: visa approved, wait, signature signed » */
export function titleOf({ agent, answers, moves }: Story): string {
  const said = Object.entries(answers).map(([key, value]) => `${key} ${String(value)}`);
  const told = moves.map((move) => {
    if (move.do === 'wait') return 'time passes';
    if (move.do === 'say') return move.message;
    return `${move.step} ${move.outcome}${move.fault === undefined ? '' : ` (${move.fault})`}`;
  });
  return `${[agent.name, ...said].join(', ')}: ${told.length === 0 ? 'nothing else' : told.join(', ')}`;
}
