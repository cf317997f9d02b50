import { TextInput } from '@carbon/react';
import { IDENTITIES, isIdentity } from '#domain/circuit/words/identity.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** A name that steps and expressions read, and that is not one that every call gives. */
const isName = (name: string): boolean => /^[a-zA-Z]\w*$/.test(name) && !isIdentity(name);

/** The name of an input or of an output, as steps read it. */
export function NameInput({ id, value, onChange }: { id: string; value: string; onChange: (name: string) => void }) {
  const words = useEditorWords();
  return (
    <TextInput
      id={id}
      labelText={words('declaration.name')}
      helperText={words('declaration.nameHelp')}
      value={value}
      maxLength={50}
      spellCheck={false}
      invalid={!isName(value)}
      invalidText={words('declaration.nameWrong', { names: IDENTITIES.join(', ') })}
      onChange={(event) => onChange(event.target.value.trim())}
    />
  );
}
