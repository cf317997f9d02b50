import { Search } from '@carbon/react';
import { useMemo, useState } from 'react';
import { MADE_FROM, saidRight, translationFaults } from '#domain/circuit/words/translation.ts';
import type { CircuitCheck } from '#web/contract/circuits/atelier.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { useCheck } from '../faults/use-check.ts';
import { type CircuitWords, textsEdited, textsPath, writeTextsFile } from '../formats/circuit-texts.ts';
import { readFormFile, withWord, wordsOfForm, writeFormFile } from '../formats/form-schema.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { partsOf } from './circuit-parts.ts';
import { dataFaults, type Entry, entriesOf, type Group, missingIn, textsWith } from './entries.ts';
import { bySubject, inOneLine, rowName } from './row-name.ts';
import { useBegunMessages } from './use-begun-messages.ts';
import { useReceivers } from './use-receivers.ts';
import { WordsRow } from './WordsRow.tsx';

const GROUPS: readonly Group[] = ['manifest', 'form', 'pieces', 'elements', 'mails', 'acts'];

/** Every text of the circuit in two columns; what is missing is marked, and can be shown alone. */
export function WordsPanel({ words: texts }: { words: CircuitWords }) {
  const words = useEditorWords();
  const { t } = useLanguage();
  const { draft, files, textOf, change } = useDraftFiles();
  const [only, setOnly] = useState(false);
  const [search, setSearch] = useState('');
  // Nor move: messages are ordered by the subjects that they had.
  const [inOrder] = useState(() => bySubject(texts.fr));
  // Reading a diagram at each letter typed in a text would be slow.
  const drawn = JSON.stringify(
    files.filter(({ path }) => !path.endsWith('.json')).map(({ path, text }) => [path, text]),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `drawn` is what it reads of the files
  const read = useMemo(() => partsOf(files, draft.kind), [drawn, draft.kind]);
  const { check, isBehind } = useCheck();
  useBegunMessages(check);
  const receivers = useReceivers(check);
  // A check on words half written does not see what else is not worded.
  const [unsaid] = useSeen(unsaidIn(check));
  const parts = useMemo(() => ({ ...read, messages: [...new Set([...read.messages, ...unsaid])] }), [read, unsaid]);
  const isKind = draft.of === 'kind';
  // A block has names of steps, and words that its messages begin with where it is called: the kinds that call it say the rest.
  const entries = useMemo(
    () =>
      entriesOf(texts, parts).flatMap((entry) =>
        isKind || entry.group === 'elements' ? entry : entry.group === 'mails' ? { ...entry, isOptional: true } : [],
      ),
    [texts, parts, isKind],
  );
  const faults = useMemo(() => translationFaults(texts), [texts]);
  const isToDo = (entry: Entry): boolean => isMissing(entry) || (entry.isUsed && faults.has(keyOf(entry)));
  const toDo = entries.filter(isToDo);
  // A row must not leave while one types in it.
  const [held, forgetHeld] = useSeen(only ? toDo.map(keyOf) : []);
  const shown = entries
    .filter((entry) => !only || isToDo(entry) || held.has(keyOf(entry)))
    .filter((entry) => search === '' || matches(entry, inOneLine(rowName(entry, texts.fr, words)), search));

  const filter = (on: boolean) => {
    forgetHeld();
    setOnly(on);
  };
  const put = (entry: Entry, language: 'fr' | 'en', text: string) => {
    const edited = { [language]: textsWith(texts[language], entry, text) };
    for (const file of textsEdited(textOf, edited)) change(file.path, file.text);
    const [group, key] = entry.at;
    if (group !== 'form' || language !== 'fr' || key === undefined) return;
    // The form on the analyst's screen says the same.
    for (const file of files) {
      const schema = file.path.endsWith('.form') ? readFormFile(file.text ?? '') : null;
      if (schema && wordsOfForm(schema)[key] !== undefined && text !== '')
        change(file.path, writeFormFile(withWord(schema, key, text), file.text ?? ''));
    }
  };
  const sayRight = (entry: Entry) => {
    const digests = saidRight(texts, keyOf(entry));
    change(textsPath('en'), writeTextsFile({ ...texts.en, [MADE_FROM]: digests }));
  };
  const remove = (entry: Entry) => {
    for (const language of ['fr', 'en'] as const)
      change(textsPath(language), writeTextsFile(textsWith(texts[language], entry, '')));
  };

  return (
    <Panel title={words('texts.title')}>
      <p className="h-muted">{words('texts.lead')}</p>
      <p className="h-muted">{words('texts.filledIn')}</p>
      <div className="h-words__tools">
        <Search
          size="lg"
          labelText={words('texts.search')}
          placeholder={words('texts.search')}
          closeButtonLabelText={t('list.clearSearch')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <label className="h-check">
          <input type="checkbox" checked={only} onChange={(event) => filter(event.target.checked)} />{' '}
          {words('texts.filter')}
        </label>
        <p role="status">
          {toDo.length > 0
            ? words('texts.missing', { count: toDo.length })
            : isBehind
              ? t('atelier.checks.running')
              : check && words('texts.complete')}
        </p>
      </div>
      {shown.length === 0 ? <EmptyState title={words('texts.nothing')} /> : null}
      <div className="h-words">
        {shown.length > 0 ? (
          <div className="h-words__head" aria-hidden="true">
            <span />
            <span>{words('texts.french')}</span>
            <span>{words('texts.english')}</span>
          </div>
        ) : null}
        {GROUPS.map((group) => {
          const ofGroup = shown.filter((entry) => entry.group === group);
          const rows = group === 'mails' ? ofGroup.toSorted(inOrder) : ofGroup;
          return rows.length === 0 ? null : (
            <section key={group} aria-labelledby={`words-${group}`}>
              <h3 id={`words-${group}`}>{words(`texts.group.${group}`)}</h3>
              {rows.map((entry) => (
                <WordsRow
                  key={keyOf(entry)}
                  entry={entry}
                  called={rowName(entry, texts.fr, words)}
                  to={entry.at.at(-1) === 'subject' ? receivers.get(entry.at[1] ?? '') : undefined}
                  translation={entry.isUsed ? (faults.get(keyOf(entry)) ?? null) : null}
                  onRight={() => sayRight(entry)}
                  onChange={(language, text) => put(entry, language, text)}
                  onRemove={() => remove(entry)}
                />
              ))}
            </section>
          );
        })}
      </div>
    </Panel>
  );
}

/** What was in a list at least once, in the order it came, and how to forget it. */
function useSeen(keys: readonly string[]): [seen: ReadonlySet<string>, forget: () => void] {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  if (keys.some((key) => !seen.has(key))) setSeen(new Set([...seen, ...keys]));
  return [seen, () => setSeen(new Set())];
}

/** The messages without words yet: those that the blocks send are read by the check alone. */
const unsaidIn = (check: CircuitCheck | undefined): string[] =>
  (check?.faults ?? []).flatMap(({ code, params }) => (code === 'message-without-text' ? String(params.message) : []));

const keyOf = (entry: Entry): string => entry.at.join('.');

const isMissing = (entry: Entry): boolean =>
  missingIn(entry).length > 0 ||
  (entry.isUsed && (['fr', 'en'] as const).some((language) => dataFaults(entry, language).unknown.length > 0));

const matches = (entry: Entry, name: string, search: string): boolean =>
  [keyOf(entry), name, entry.context, entry.fr, entry.en].some((text) =>
    text.toLocaleLowerCase().includes(search.toLocaleLowerCase()),
  );
