import { useMemo } from 'react';
import type { CircuitComparison } from '#web/contract/circuits/atelier.ts';
import { FileName } from '../files/FileName.tsx';
import type { Drawn } from '../formats/sources.ts';
import { AttributeList, BeforeAfter, ChangeTag } from '../in-words/changes.tsx';
import { FormInWords } from '../in-words/FormInWords.tsx';
import { ChangedList } from '../in-words/SaidList.tsx';
import { changedTable } from '../in-words/tables-in-words.ts';
import { changedTexts } from '../in-words/texts-in-words.ts';
import { TextName } from '../texts/TextName.tsx';
import { useEditorWords } from '../use-editor-words.ts';
import { ComparedLines } from './ComparedFiles.tsx';

interface BothCircuits {
  /** Null: there was none. */
  readonly before: Drawn | null;
  readonly after: Drawn;
}

/** The fields of forms that changed, in words. */
export function ComparedForms({ forms, before, after }: { forms: CircuitComparison['forms'] } & BothCircuits) {
  return forms.map(({ path, change }) => (
    <div key={path}>
      <h3>
        <FileName path={path} /> <ChangeTag change={change} />
      </h3>
      <FormInWords path={path} circuit={after} before={before} />
    </div>
  ));
}

/** The rules of tables that changed, under the names of their columns. */
export function ComparedTables({ tables, before, after }: { tables: CircuitComparison['tables'] } & BothCircuits) {
  const words = useEditorWords();
  return tables.map((table) => {
    const { name, rules } = changedTable(table, { before, after }, words);
    return (
      <div key={`${table.path} ${table.decisionId}`}>
        <h3>
          {words('versions.table', { id: name })} <ChangeTag change={table.change} />
        </h3>
        <AttributeList attributes={table.attributes} />
        <ChangedList changed={rules} />
      </div>
    );
  });
}

/** The acts that changed, block by block, in words. */
export function ComparedActs({ acts }: { acts: CircuitComparison['acts'] }) {
  return acts.map(({ path, change, lines }) => (
    <div key={path}>
      <h3>
        <FileName path={path} /> <ChangeTag change={change} />
      </h3>
      <ComparedLines lines={lines} />
    </div>
  ));
}

/** The texts that changed, in either language. */
export function ComparedTexts({ before, after }: BothCircuits) {
  const words = useEditorWords();
  const changed = useMemo(() => changedTexts(before, after, words), [before, after, words]);
  if (changed.length === 0) return <p>{words('inWords.sameTexts')}</p>;
  return (
    <ul className="h-changes">
      {changed.map(({ key, called, language, before: was, after: is }) => (
        <li key={key}>
          <ChangeTag change={was === null ? 'added' : is === null ? 'removed' : 'changed'} />{' '}
          <TextName called={called} /> <span className="h-muted">{words(`inWords.said.${language}`)}</span>{' '}
          <span lang={language}>
            <BeforeAfter before={was} after={is} />
          </span>
        </li>
      ))}
    </ul>
  );
}
