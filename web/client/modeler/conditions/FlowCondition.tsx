import { Select, SelectItem } from '@carbon/react';
import { readCondition, writeCondition } from '#domain/circuit/condition.ts';
import type { PartRow } from '#web/contract/circuits/parts.ts';
import type { BpmnModeler, DrawnElement } from '../bpmn/services.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { ConditionChooser } from './ConditionChooser.tsx';
import { changeTaken, type Taken, takenOf } from './change-condition.ts';
import { factsBefore } from './facts.ts';
import { useFactSources } from './use-fact-sources.ts';

/** « Ce chemin est pris si… »: chosen among what the steps before came to and what the form answers; its FEEL behind. */
export function FlowCondition({
  modeler,
  flow,
  blocks,
}: {
  modeler: BpmnModeler;
  flow: DrawnElement;
  blocks: readonly PartRow[];
}) {
  const words = useEditorWords();
  const sources = useFactSources(blocks);
  const facts = factsBefore(flow, sources);
  const taken = takenOf(flow);
  const put = (next: Taken) => changeTaken(modeler, flow, next);
  const isOtherwise = taken === 'otherwise';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot be laid out in a grid
    <div role="group" className="h-condition" aria-labelledby="condition-title">
      <p id="condition-title">{words('conditions.title')}</p>
      <Select
        id="condition-taken"
        size="sm"
        labelText={words('conditions.taken')}
        hideLabel
        value={isOtherwise ? 'otherwise' : 'when'}
        onChange={(event) => put(event.target.value === 'otherwise' ? 'otherwise' : 'unsaid')}
      >
        <SelectItem value="when" text={words('conditions.when')} />
        <SelectItem value="otherwise" text={words('conditions.otherwise')} />
      </Select>
      {isOtherwise ? null : (
        <ConditionChooser
          key={flow.id}
          id="condition"
          label={words('conditions.expression')}
          feel={typeof taken === 'object' ? taken.when : ''}
          read={readCondition}
          write={writeCondition}
          facts={facts}
          nothing={words('conditions.nothing')}
          unsaid={words('conditions.unsaid')}
          onChange={(feel) => put(feel === '' ? 'unsaid' : { when: feel })}
        />
      )}
    </div>
  );
}
