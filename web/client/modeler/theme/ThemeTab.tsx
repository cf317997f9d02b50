import '../editors.scss';
import { Add } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { themeFile } from '#domain/situation/themes/theme.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Panel } from '../../ui/Panel.tsx';
import { FaultNotes, faultsAt } from '../controls/FaultNotes.tsx';
import { withoutRow, withRow } from '../controls/rows.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { useCheck } from '../faults/use-check.ts';
import { offerNames } from '../feel/offered-names.ts';
import { BrokenFile } from '../files/BrokenFile.tsx';
import { readThemeFile, type ThemeFile, writeThemeFile } from '../formats/theme-file.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { FieldEditor } from './FieldEditor.tsx';
import { RuleEditor } from './RuleEditor.tsx';
import { namesOfTheme, variablesOf } from './rule-names.ts';
import { ThemeAbout } from './ThemeAbout.tsx';

/** A theme of the situation: what it is called, how it lives in time, what stands behind a change, its fields and its rules. */
export function ThemeTab() {
  const words = useEditorWords();
  const { language } = useLanguage();
  const { draft, textOf, change } = useDraftFiles();
  const { check } = useCheck();
  const [search] = useSearchParams();
  const [mended, setMended] = useState(0);
  const path = themeFile(draft.kind);
  const text = textOf(path);
  const theme = useMemo(() => readThemeFile(text), [text]);
  const variables = useMemo(() => variablesOf(theme?.fields ?? [], language), [theme, language]);
  useEffect(() => (theme === null ? undefined : offerNames(namesOfTheme(theme, language))), [theme, language]);
  if (theme === null)
    return (
      <BrokenFile path={path} reason={words('theme.unreadable')} onMended={() => setMended((count) => count + 1)} />
    );
  const put = (next: ThemeFile) => change(path, writeThemeFile(next));
  const faults = (place: string) => faultsAt(check?.faults ?? [], path, place);
  const asked = search.get('element') ?? '';
  const { fields, rules } = theme;
  const ofOne = (list: 'fields' | 'rules') => (check?.faults ?? []).filter(({ elementId }) => elementId === list);
  return (
    <div className="h-stack" key={mended}>
      <FaultNotes faults={[...faults('(file)'), ...faults('name')]} />
      <ThemeAbout theme={theme} faults={faults} onChange={put} />
      <Panel title={words('theme.fields')}>
        <p className="h-muted">{words('theme.fieldsHelp')}</p>
        <FaultNotes faults={ofOne('fields')} />
        {fields.map((field, at) => (
          <FieldEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: its key is typed here, and its place is what stays
            key={at}
            id={`field-${at}`}
            field={field}
            isAsked={asked.startsWith(`fields.${field.key}`)}
            faults={faults(`fields.${field.key}`)}
            onChange={(next) => put({ ...theme, fields: withRow(fields, at, next) })}
            onRemove={() => put({ ...theme, fields: withoutRow(fields, at) })}
          />
        ))}
        <Button
          kind="tertiary"
          size="md"
          renderIcon={Add}
          onClick={() => put({ ...theme, fields: [...fields, { key: '', type: 'text', label: { fr: '', en: '' } }] })}
        >
          {words('theme.addField')}
        </Button>
      </Panel>
      <Panel title={words('theme.rules')}>
        <p className="h-muted">{words('theme.rulesHelp')}</p>
        {rules.length === 0 ? <p className="h-text">{words('theme.noRule')}</p> : null}
        {rules.map((rule, at) => (
          <RuleEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: its name is typed here, and its place is what stays
            key={at}
            id={`rule-${at}`}
            rule={rule}
            variables={variables}
            isAsked={asked.startsWith(`rules.${rule.id}`)}
            faults={faults(`rules.${rule.id}`)}
            onChange={(next) => put({ ...theme, rules: withRow(rules, at, next) })}
            onRemove={() => put({ ...theme, rules: withoutRow(rules, at) })}
          />
        ))}
        <Button
          kind="tertiary"
          size="md"
          renderIcon={Add}
          onClick={() =>
            put({
              ...theme,
              rules: [
                ...rules,
                // biome-ignore lint/suspicious/noThenProperty: no promise, what the rule does then
                { id: '', field: '', broken: '', message: { fr: '', en: '' }, legal: null, then: 'refuses' },
              ],
            })
          }
        >
          {words('theme.addRule')}
        </Button>
      </Panel>
    </div>
  );
}
