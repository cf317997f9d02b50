import { readNames } from '#domain/circuit/interventions/start-fact.ts';
import { useKinds } from '../../app/use-kinds.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { TickedNames } from './TickedNames.tsx';

/** The other kinds that a request of this one brings, folded: it says which. */
export function Proposes({
  kind,
  value,
  onChange,
}: {
  kind: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const words = useEditorWords();
  const kinds = useKinds();
  const titleOf = (name: string) => kinds.find((one) => one.kind === name)?.title ?? name;
  const chosen = readNames(value).map(titleOf).join(words('fields.between'));
  return (
    <details className="h-details">
      <summary>{words('texts.proposed', { kinds: chosen || words('texts.choice.noKind') })}</summary>
      <TickedNames
        id="proposes"
        label={words('texts.property.proposes')}
        help={words('texts.help.proposes')}
        offered={kinds.filter((one) => one.kind !== kind).map((one) => ({ name: one.kind, label: one.title }))}
        value={value}
        onChange={onChange}
      />
    </details>
  );
}
