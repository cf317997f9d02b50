import { Checkbox, CheckboxGroup } from '@carbon/react';
import { readNames } from '../../../../domain/circuit/interventions/start-fact.ts';
import { STATUSES } from '../../../../domain/situation/status.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** To whom a circuit is offered: statuses, as the process names them; none is all of them. */
export function OfferedTo({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const words = useEditorWords();
  const chosen = readNames(value);
  const put = (name: string, is: boolean) =>
    onChange([...chosen.filter((each) => each !== name), ...(is ? [name] : [])].join(', '));
  // What the file names and nobody knows stays to be seen, and can be taken out.
  const unknown = chosen.filter((name) => !STATUSES.some((status) => status === name));
  return (
    <CheckboxGroup legendText={words('texts.property.offeredTo')} helperText={words('texts.help.offeredTo')}>
      {STATUSES.map((status) => (
        <Checkbox
          key={status}
          id={`offered-to-${status}`}
          labelText={words(`texts.status.${status}`)}
          checked={chosen.includes(status)}
          onChange={(_event, { checked }) => put(status, checked)}
        />
      ))}
      {unknown.map((name) => (
        <Checkbox
          key={name}
          id={`offered-to-${name}`}
          labelText={name}
          checked
          onChange={(_event, { checked }) => put(name, checked)}
        />
      ))}
    </CheckboxGroup>
  );
}
