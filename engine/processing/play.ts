import { beginCommand } from '../expressions/begin-command.ts';
import { COMMANDS } from './commands/index.ts';
import type { ParsedDeployment } from './commands/resources/deploy-resources.ts';
import { ModelFault } from './fault.ts';
import { onFault } from './lifecycle.ts';
import type { CommandType, CommandValue } from './protocol.ts';
import { Rejection } from './rejection.ts';
import type { Turn } from './turn.ts';

/** The value of a command as its handler takes it: a deployment is read beforehand. */
export type PlayableValue<T extends CommandType> = T extends 'DEPLOY_RESOURCES' ? ParsedDeployment : CommandValue<T>;

/**
 * Plays one command and every move that follows from it. Throws a `Rejection` when it is refused, any other error
 * when the engine is at fault; in both cases the caller must roll back.
 */
export function play<T extends CommandType>(turn: Turn, type: T, value: PlayableValue<T>): unknown {
  const { intent, play: handler } = COMMANDS[type];
  beginCommand();
  try {
    const result = (handler as (turn: Turn, value: unknown) => unknown)(turn, value);
    turn.run(onFault);
    return result;
  } catch (error) {
    if (error instanceof Rejection) throw error.forIntent(intent);
    // what a client asks for is at fault itself: there is no step to undo, and nobody to give an incident to
    if (error instanceof ModelFault) throw new Rejection('INVALID_ARGUMENT', error.message, intent);
    throw error;
  }
}
