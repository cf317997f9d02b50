import { type DrawnCircuit, ownFormId } from '../../domain/circuit/draft.ts';
import { DomainError, type ErrorCode, type ErrorParams } from '../../domain/errors.ts';
import { answerApart } from '../apart/answer-apart.ts';
import { adopted } from './adopt-diagram.ts';
import { readDiagram } from './read-diagram.ts';

/** A diagram drawn elsewhere: its text, what it says of itself, its text as a new kind begins with it. */
export interface ReadDrawing {
  readonly xml: string;
  readonly drawn: DrawnCircuit;
  readonly adopted: string;
}

/** A diagram that was read, or why it was not. */
export type Read = ReadDrawing | { readonly refused: { readonly code: ErrorCode; readonly params: ErrorParams } };

answerApart(async (xml: string): Promise<Read> => {
  try {
    const drawn = await readDiagram(xml);
    return { xml, drawn, adopted: adopted(xml, drawn, ownFormId(drawn.kind)) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { refused: { code: error.code, params: error.params } };
  }
});
