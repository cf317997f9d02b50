import './conditions.scss';
import { Add } from '@carbon/icons-react';
import { Button, Select, SelectItem } from '@carbon/react';
import { readCondition, type Test, writeCondition } from '../../../../domain/circuit/condition.ts';
import type { PartRow } from '../../../contract/parts.ts';
import type { BpmnModeler, DrawnElement } from '../diagram/services.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { changeTaken, type Taken, takenOf } from './change-condition.ts';
import { FeelCondition } from './FeelCondition.tsx';
import { factsBefore } from './facts.ts';
import { firstTest, TestRow } from './TestRow.tsx';
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
  const tests = typeof taken === 'object' ? readCondition(taken.when) : [];
  const put = (next: Taken) => changeTaken(modeler, flow, next);
  const putTests = (next: readonly Test[]) => put(next.length === 0 ? 'unsaid' : { when: writeCondition(next) });
  const [first] = facts;
  const next = facts.find(({ name }) => !tests?.some((test) => test.name === name)) ?? first;
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
        <>
          {tests === null ? <p className="h-muted">{words('conditions.unread')}</p> : null}
          {(tests ?? []).map((test, index) => (
            <TestRow
              // biome-ignore lint/suspicious/noArrayIndexKey: two tests may be of one variable
              key={index}
              id={`condition-${index}`}
              test={test}
              facts={facts}
              onChange={(changed) => putTests((tests ?? []).with(index, changed))}
              onRemove={() => putTests((tests ?? []).toSpliced(index, 1))}
            />
          ))}
          {facts.length === 0 ? <p className="h-muted">{words('conditions.nothing')}</p> : null}
          {taken === 'unsaid' && facts.length > 0 ? <p className="h-muted">{words('conditions.unsaid')}</p> : null}
          {next && tests !== null ? (
            <Button kind="ghost" size="sm" renderIcon={Add} onClick={() => putTests([...tests, firstTest(next)])}>
              {words(tests.length === 0 ? 'conditions.choose' : 'conditions.and')}
            </Button>
          ) : null}
          {next && tests === null ? (
            <Button kind="ghost" size="sm" onClick={() => putTests([firstTest(next)])}>
              {words('conditions.instead')}
            </Button>
          ) : null}
          <FeelCondition
            key={`${flow.id} ${typeof taken === 'object' ? taken.when : ''}`}
            feel={typeof taken === 'object' ? taken.when : ''}
            isOpen={tests === null}
            onChange={(feel) => put(feel === '' ? 'unsaid' : { when: feel })}
          />
        </>
      )}
    </div>
  );
}
