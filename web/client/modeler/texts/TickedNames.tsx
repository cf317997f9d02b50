import { Checkbox, CheckboxGroup } from '@carbon/react';
import { readNames } from '#domain/circuit/interventions/start-fact.ts';

/** Several of a list, ticked, as the process names them: « titulaire, magistrat ». */
export function TickedNames(props: {
  id: string;
  label: string;
  help: string;
  offered: readonly { readonly name: string; readonly label: string }[];
  value: string;
  onChange: (value: string) => void;
}) {
  const chosen = readNames(props.value);
  const put = (name: string, is: boolean) =>
    props.onChange([...chosen.filter((each) => each !== name), ...(is ? [name] : [])].join(', '));
  // What the file names and nobody knows stays to be seen, and can be taken out.
  const unknown = chosen.filter((name) => !props.offered.some((one) => one.name === name));
  return (
    <CheckboxGroup legendText={props.label} helperText={props.help}>
      {[...props.offered, ...unknown.map((name) => ({ name, label: name }))].map(({ name, label }) => (
        <Checkbox
          key={name}
          id={`${props.id}-${name}`}
          labelText={label}
          checked={chosen.includes(name)}
          onChange={(_event, { checked }) => put(name, checked)}
        />
      ))}
    </CheckboxGroup>
  );
}
