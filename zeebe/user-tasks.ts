import { EngineRejection } from './errors.ts';
import { branded, type Call } from './rest.ts';
import type { Completion, Variables } from './types.ts';

/** Completes a user task; every outcome that a person can be answered is a value, not an error. */
export async function completeUserTask(call: Call, key: string, variables: Variables = {}): Promise<Completion> {
  return transition(call((client) => client.completeUserTask({ userTaskKey: branded(key), variables })));
}

/** Gives a user task to someone, whoever has it; null takes it back. */
export async function assignUserTask(call: Call, key: string, assignee: string | null): Promise<Completion> {
  return transition(
    assignee === null
      ? call((client) => client.unassignUserTask({ userTaskKey: branded(key) }))
      : call((client) => client.assignUserTask({ userTaskKey: branded(key), assignee, allowOverride: true })),
  );
}

async function transition(sent: Promise<unknown>): Promise<Completion> {
  try {
    await sent;
    return 'completed';
  } catch (error) {
    if (!(error instanceof EngineRejection)) throw error;
    switch (error.code) {
      case 'NOT_FOUND':
        return 'not-found';
      case 'INVALID_STATE':
        return denial(error.message) ?? 'conflict';
      case 'DEADLINE_EXCEEDED':
        return 'pending';
      default:
        throw error;
    }
  }
}

/** A denial and a task in the wrong state share one status: only the text tells them apart, on every engine. */
function denial(detail: string): Completion | null {
  if (!/denied by/i.test(detail)) return null;
  const reason = /Reason to deny: '([\s\S]*)'/.exec(detail)?.[1] ?? '';
  return { denied: true, reason };
}
