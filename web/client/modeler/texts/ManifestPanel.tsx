import { InlineNotification, Select, SelectItem, TextInput } from '@carbon/react';
import { useEffect, useRef, useState } from 'react';
import { STATUSES } from '#domain/situation/status.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { type ProcessManifest, readProcessManifest, writeProcessManifest } from '../formats/manifest.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { Proposes } from './Proposes.tsx';
import { KNOWN, OFFERED_TO, PROPOSES, wordOf } from './sheet.ts';
import { TickedNames } from './TickedNames.tsx';

/** The manifest of the circuit, kept in the process of its diagram: edited here without opening the drawing. */
export function ManifestPanel() {
  const words = useEditorWords();
  const { t } = useLanguage();
  const { draft, textOf, change } = useDraftFiles();
  const path = `${draft.kind}.bpmn`;
  const xml = textOf(path) ?? '';
  const [manifest, setManifest] = useState<ProcessManifest | null>(null);
  const [isUnreadable, setUnreadable] = useState(false);
  // One change after the other: each is written on what the former left.
  const queue = useRef(Promise.resolve());
  const latest = useRef(xml);
  latest.current = xml;

  useEffect(() => {
    let current = true;
    readProcessManifest(xml).then(
      (read) => {
        if (!current) return;
        setManifest(read);
        setUnreadable(false);
      },
      () => current && setUnreadable(true),
    );
    return () => {
      current = false;
    };
  }, [xml]);

  const write = (changes: Parameters<typeof writeProcessManifest>[1]) => {
    queue.current = queue.current
      .then(() => writeProcessManifest(latest.current, changes))
      .then((next) => {
        latest.current = next;
        change(path, next);
      })
      .catch(() => setUnreadable(true));
  };
  const put = (name: string, value: string) => write({ properties: { [name]: value } });

  if (isUnreadable) {
    return (
      <InlineNotification
        kind="error"
        role="alert"
        lowContrast
        hideCloseButton
        title={words('texts.manifest')}
        subtitle={words('texts.unreadable')}
        statusIconDescription={t('common.error')}
      />
    );
  }
  if (!manifest) return <div aria-busy="true" />;
  const answerTo = (name: string) => manifest.properties.find((property) => property.name === name)?.value ?? '';
  const others = manifest.properties.filter(
    ({ name }) => name !== OFFERED_TO && name !== PROPOSES && !KNOWN.some((known) => known.name === name),
  );
  return (
    <Panel title={words('texts.manifest')}>
      <p className="h-muted">{words('texts.manifestHelp')}</p>
      <div className="h-sheet">
        <Typed
          id="manifest-name"
          label={words('texts.property.name')}
          value={manifest.name}
          onChange={(name) => write({ name })}
        />
        {KNOWN.map(({ name, choices }) =>
          choices ? (
            <Select
              key={name}
              id={`manifest-${name}`}
              labelText={words(`texts.property.${name}`)}
              value={answerTo(name)}
              onChange={(event) => put(name, event.target.value)}
            >
              <SelectItem value="" text={words(`texts.choice.${UNSAID[name] ?? 'none'}`)} />
              {choices.map((choice) => (
                <SelectItem key={choice} value={choice} text={words(`texts.choice.${wordOf(choice)}`)} />
              ))}
              {answerTo(name) !== '' && !(choices as readonly string[]).includes(answerTo(name)) ? (
                <SelectItem value={answerTo(name)} text={answerTo(name)} />
              ) : null}
            </Select>
          ) : (
            <Typed
              key={name}
              id={`manifest-${name}`}
              label={words(`texts.property.${name}`)}
              help={name === 'category' ? words('texts.help.category') : undefined}
              value={answerTo(name)}
              onChange={(value) => put(name, value)}
            />
          ),
        )}
        <TickedNames
          id="offered-to"
          label={words('texts.property.offeredTo')}
          help={words('texts.help.offeredTo')}
          offered={STATUSES.map((name) => ({ name, label: words(`texts.status.${name}`) }))}
          value={answerTo(OFFERED_TO)}
          onChange={(value) => put(OFFERED_TO, value)}
        />
        <Proposes kind={draft.kind} value={answerTo(PROPOSES)} onChange={(value) => put(PROPOSES, value)} />
        {others.map(({ name, value }) => (
          <Typed key={name} id={`manifest-${name}`} label={name} value={value} onChange={(next) => put(name, next)} />
        ))}
      </div>
    </Panel>
  );
}

/** What an answer that is not given means. */
const UNSAID: Partial<Record<string, 'agent' | 'noRule'>> = { startedBy: 'agent', silenceAfter: 'noRule' };

interface TypedProps {
  id: string;
  label: string;
  help?: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

/** A field reported when one leaves it: writing a whole diagram at each letter would be slow. */
function Typed({ id, label, help, value, onChange }: TypedProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const report = () => {
    if (typed !== value) onChange(typed);
  };
  return (
    <TextInput
      id={id}
      labelText={label}
      helperText={help}
      value={typed}
      maxLength={500}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={report}
      onKeyDown={(event) => {
        if (event.key === 'Enter') report();
      }}
    />
  );
}
