import { type DrawnCircuit, ownFormId } from '#domain/circuit/drafts/draft.ts';
import { answerApart, refusing } from '../../apart/answer-apart.ts';
import { adopted } from './adopt-diagram.ts';
import { readDiagram } from './read-diagram.ts';

/**
 * A diagram drawn elsewhere: its text, what it declares, and its text as adapted for a new kind.
 */
export interface ReadDrawing {
  readonly xml: string;
  readonly drawn: DrawnCircuit;
  readonly adopted: string;
}

answerApart(
  refusing(async (xml: string): Promise<ReadDrawing> => {
    const drawn = await readDiagram(xml);
    return { xml, drawn, adopted: adopted(xml, drawn, ownFormId(drawn.kind)) };
  }),
);
