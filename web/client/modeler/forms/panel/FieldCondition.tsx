import { readCondition, type Test, writeCondition } from '#domain/circuit/condition.ts';
import { readHide, writeHide } from '#domain/circuit/hide-condition.ts';
import { readRule, writeRule } from '#domain/circuit/rule-condition.ts';
import type { FormComponent, FormSchema } from '#web/client/forms/schema.ts';
import { ConditionChooser } from '../../conditions/ConditionChooser.tsx';
import { factsAround } from '../../conditions/form-facts.ts';
import { useEditorWords } from '../../use-editor-words.ts';

/** What is chosen of a field by others: when it is shown, when it must be filled in, whether what it holds is right. */
export type ConditionName = 'shownWhen' | 'requiredWhen' | 'validate';

const CODECS: Record<
  ConditionName,
  { read: (feel: string) => Test[] | null; write: (tests: readonly Test[]) => string }
> = {
  // form-js says when a component is hidden.
  shownWhen: { read: readHide, write: writeHide },
  requiredWhen: { read: readCondition, write: writeCondition },
  validate: { read: readRule, write: writeRule },
};

/** A condition of a field in the panel of properties, chosen among the other fields; its FEEL behind. */
export function FieldCondition(props: {
  name: ConditionName;
  field: FormComponent;
  schema: FormSchema;
  /** As the form keeps it, with its « = ». */
  feel: string;
  onChange: (feel: string) => void;
}) {
  const words = useEditorWords();
  const { name, field, schema, feel, onChange } = props;
  const id = `portal-${field.id}-${name}`;
  const label = words(`forms.own.${name}.label`);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot be laid out as the panel's labels are
    <div
      role="group"
      className="bio-properties-panel-entry"
      aria-labelledby={`${id}-label`}
      aria-describedby={`${id}-help`}
    >
      <p id={`${id}-label`} className="bio-properties-panel-label">
        {label}
      </p>
      <div id={`${id}-help`} className="bio-properties-panel-description">
        {words(`forms.own.${name}.help`)}
      </div>
      <ConditionChooser
        id={id}
        label={label}
        feel={feel}
        {...CODECS[name]}
        facts={factsAround(schema, field, name === 'validate' ? 'with' : 'without')}
        nothing={words('forms.noOtherField')}
        unsaid={words(`forms.unsaid.${name}`)}
        onChange={onChange}
      />
    </div>
  );
}
