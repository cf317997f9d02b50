import '../editors.scss';
import { Add } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { DECLARATION } from '#domain/circuit/blocks/part.ts';
import { Panel } from '../../ui/Panel.tsx';
import { BilingualInput } from '../controls/BilingualInput.tsx';
import { FaultNotes, faultsAt } from '../controls/FaultNotes.tsx';
import { withoutRow, withRow } from '../controls/rows.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { useCheck } from '../faults/use-check.ts';
import { BrokenFile } from '../files/BrokenFile.tsx';
import { type Declared, readDeclared, writeDeclared } from '../formats/declaration.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { InputEditor } from './InputEditor.tsx';
import { OutputEditor } from './OutputEditor.tsx';

/** What a block says of itself: what it does, what it asks of whoever calls it, what it gives back. */
export function DeclarationTab() {
  const words = useEditorWords();
  const { textOf, change } = useDraftFiles();
  const { check } = useCheck();
  const [search] = useSearchParams();
  const [mended, setMended] = useState(0);
  const text = textOf(DECLARATION);
  const declared = readDeclared(text);
  if (declared === null)
    return (
      <BrokenFile
        path={DECLARATION}
        reason={words('declaration.unreadable')}
        onMended={() => setMended((count) => count + 1)}
      />
    );
  const put = (changes: Partial<Declared>) => change(DECLARATION, writeDeclared({ ...declared, ...changes }));
  const faults = (place: string) => faultsAt(check?.faults ?? [], DECLARATION, place);
  const asked = search.get('element');
  const { title, summary, inputs, outputs } = declared;
  return (
    <div className="h-stack" key={mended}>
      <FaultNotes faults={faults('(file)')} />
      <Panel title={words('declaration.about')}>
        <div className="h-sheet">
          <BilingualInput
            id="block-title"
            label={words('declaration.title')}
            value={title}
            onChange={(next) => put({ title: next })}
          />
          <BilingualInput
            id="block-summary"
            label={words('declaration.summary')}
            value={summary}
            onChange={(next) => put({ summary: next })}
          />
        </div>
      </Panel>
      <Panel title={words('declaration.inputs')}>
        <p className="h-muted">{words('declaration.inputsHelp')}</p>
        {inputs.length === 0 ? <p className="h-text">{words('declaration.noInput')}</p> : null}
        {inputs.map((input, at) => (
          <InputEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: its name is typed here, and its place is what stays
            key={at}
            id={`input-${at}`}
            input={input}
            isAsked={asked === `inputs.${input.name}`}
            faults={faults(`inputs.${input.name}`)}
            onChange={(next) => put({ inputs: withRow(inputs, at, next) })}
            onRemove={() => put({ inputs: withoutRow(inputs, at) })}
          />
        ))}
        <Button
          kind="tertiary"
          size="md"
          renderIcon={Add}
          onClick={() => put({ inputs: [...inputs, { name: '', label: { fr: '', en: '' } }] })}
        >
          {words('declaration.addInput')}
        </Button>
      </Panel>
      <Panel title={words('declaration.outputs')}>
        <p className="h-muted">{words('declaration.outputsHelp')}</p>
        {outputs.length === 0 ? <p className="h-text">{words('declaration.noOutput')}</p> : null}
        {outputs.map((output, at) => (
          <OutputEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: its name is typed here, and its place is what stays
            key={at}
            id={`output-${at}`}
            output={output}
            isAsked={asked === `outputs.${output.name}`}
            faults={faults(`outputs.${output.name}`)}
            onChange={(next) => put({ outputs: withRow(outputs, at, next) })}
            onRemove={() => put({ outputs: withoutRow(outputs, at) })}
          />
        ))}
        <Button
          kind="tertiary"
          size="md"
          renderIcon={Add}
          onClick={() => put({ outputs: [...outputs, { name: '', label: { fr: '', en: '' } }] })}
        >
          {words('declaration.addOutput')}
        </Button>
      </Panel>
    </div>
  );
}
