import type { CommandResult, CommandType, CommandValue } from './protocol.ts';
import type { Turn } from './turn.ts';

/**
 * Plays one command. Refuses by `reject`, and then nothing is kept. A handler that sets `turn.waiter` is answered
 * by the settlement of that name, and its own result counts only if none comes.
 */
export type Handler<T extends CommandType> = (turn: Turn, value: CommandValue<T>) => CommandResult<T>;
