import { Button } from '@carbon/react';
import { useEffect, useRef, useState } from 'react';
import { nameOfTitle } from '#domain/circuit/kinds/kind-name.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { readTextsFile, textsEdited, textsPath } from '../formats/circuit-texts.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** A message that is not there yet: its subject is written here, the rest where the texts are. */
export function NewMessage({ id, onMade }: { id: string; onMade: (key: string) => void }) {
  const words = useEditorWords();
  const { textOf, change } = useDraftFiles();
  const [subject, setSubject] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const make = () => {
    const french = readTextsFile(textOf(textsPath('fr')));
    const text = subject.trim();
    if (french === null || text === '') return;
    const key = freeKey(text, Object.keys(french.mails ?? {}));
    const fr = { ...french, mails: { ...french.mails, [key]: { subject: text, body: '' } } };
    for (const file of textsEdited(textOf, { fr })) change(file.path, file.text);
    onMade(key);
  };
  return (
    <div className="h-field__new">
      <label htmlFor={id} className="bio-properties-panel-label">
        {words('fields.messageSubject')}
      </label>
      <input
        ref={input}
        id={id}
        type="text"
        className="bio-properties-panel-input"
        aria-describedby={`${id}-help`}
        maxLength={200}
        value={subject}
        onChange={(event) => setSubject(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') make();
        }}
      />
      <div id={`${id}-help`} className="bio-properties-panel-description">
        {words('fields.messageHelp')}
      </div>
      <Button kind="tertiary" size="sm" disabled={subject.trim() === ''} onClick={make}>
        {words('fields.makeMessage')}
      </Button>
    </div>
  );
}

/** « Demande {number} : visa accordé » → « demande-visa-accorde », numbered where it is taken. */
function freeKey(subject: string, taken: readonly string[]): string {
  const key = nameOfTitle(subject.replace(/\{\w+\}/g, ' ')) || 'message';
  let free = key;
  for (let number = 2; taken.includes(free); number++) free = `${key}-${number}`;
  return free;
}
