import { readFileSync } from 'node:fs';

/** A circuit of the bench: its file, and what an instance asks of those who play it. */
export interface Circuit {
  readonly file: string;
  readonly processId: string;
  /** Jobs and tasks that an instance waits for, in order: each is one completion. */
  readonly steps: readonly Step[];
  /** Records that one instance makes in the engine's log, from its creation to its end: checked by plan.circuit.test.ts. */
  readonly records: number;
}

export type Step = 'job' | 'task';

const job = (count: number): Step[] => Array.from({ length: count }, () => 'job' as const);

export const ONE_TASK: Circuit = { file: 'one-task.bpmn', processId: 'bench-one-task', steps: job(1), records: 19 };
export const FIVE_TASK: Circuit = { file: 'five-task.bpmn', processId: 'bench-five-task', steps: job(5), records: 47 };
/** Two user tasks with a listener each, a gateway, three service tasks, a timer that does not fall due. */
export const HR_CIRCUIT: Circuit = {
  file: 'hr-circuit.bpmn',
  processId: 'bench-hr-circuit',
  steps: ['job', 'task', 'task', 'job', 'job'],
  records: 72,
};

export const JOB_TYPE = 'bench';
export const LISTENER_TYPE = 'bench-listener';
/** What an instance starts with: half a kilobyte, as the published figures of Zeebe have it. */
export const PAYLOAD = { requestId: '0190c0de-0000-7000-8000-000000000000', quota: 80, note: 'x'.repeat(440) };

/** The text of a circuit's file. */
export function textOf(circuit: Circuit): string {
  return readFileSync(new URL(circuit.file, import.meta.url), 'utf8');
}
