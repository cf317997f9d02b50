import { allComponents } from '../../forms/schema.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { readFormFile } from '../forms/form-schema.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { ACT_DATA } from './act-data.ts';

/** Single values only: what an act can print of an answer. */
const PRINTED = ['textfield', 'textarea', 'number', 'checkbox', 'radio', 'select', 'datetime'];

/** What a template may print: the data of every act, and the answers of this circuit's forms. */
export function ActDataList({ onInsert }: { onInsert: (code: string) => void }) {
  const words = useEditorWords();
  const { files } = useDraftFiles();
  const answers = files
    .filter((file) => file.path.endsWith('.form'))
    .flatMap((file) => allComponents(readFormFile(file.text ?? '')?.components ?? []))
    .filter(({ key, type, properties }) => key && PRINTED.includes(type) && properties?.sensitive !== 'true')
    .map((field) => ({
      name: field.label || field.dateLabel || field.key || field.id,
      code: codeOf(field.key ?? '', field.type === 'datetime' && field.subtype === 'date'),
    }));
  const data = [...ACT_DATA.map(({ name, code }) => ({ name: words(`acts.of.${name}`), code })), ...answers];
  return (
    <Panel title={words('acts.data')}>
      <p className="h-muted">{words('acts.dataHelp')}</p>
      <ul className="h-data">
        {data.map(({ name, code }) => (
          <li key={code}>
            <button type="button" onClick={() => onInsert(code)}>
              {name} <code>{code}</code>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const codeOf = (key: string, isDate: boolean): string =>
  isDate ? `#date-fr(act.answers.at("${key}"))` : `#act.answers.at("${key}", default: "")`;
