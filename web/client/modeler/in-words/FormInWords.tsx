import type { PartRow } from '#web/contract/circuits/parts.ts';
import { useApi } from '../../api/query.ts';
import { type FormSchema, readySchema } from '../../forms/schema.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { readTextsFile, textsPath } from '../formats/circuit-texts.ts';
import { readFormFile } from '../formats/form-schema.ts';
import { type Drawn, textOf } from '../formats/sources.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { formInWords } from './form-in-words.ts';
import { ChangedList, SaidList } from './SaidList.tsx';
import { changesIn, type Said } from './said.ts';

type Circuit = Pick<Drawn, 'files'>;

interface Read {
  readonly path: string;
  readonly circuit: Circuit;
  readonly before?: Circuit | null;
}

/** A form of a circuit in words: all its fields; or, beside the circuit that it replaces, those that changed. */
export function FormInWords(read: Read) {
  const themes = useApi('GET /api/atelier/parts', { query: { of: 'theme' } });
  return <Loaded query={themes}>{({ items }) => <InWords {...read} themes={items} />}</Loaded>;
}

function InWords({ path, circuit, before, themes }: Read & { themes: readonly PartRow[] }) {
  const words = useEditorWords();
  const say = useSayForm(path, themes);
  const fields = say(circuit);
  if (fields === null) return <p>{words('files.unreadable')}</p>;
  if (!before) return <SaidList said={fields} />;
  // What is no form in one of them is read line by line.
  const named = { name: words('inWords.name'), type: words('inWords.type') };
  return <ChangedList changed={changesIn(say(before) ?? [], fields, named)} />;
}

/** Reads a form in the language on screen; none of a file that is not there, null for one that is no form. */
function useSayForm(path: string, themes: readonly PartRow[]): (circuit: Circuit) => Said[] | null {
  const { language, read } = useLanguage();
  const words = useEditorWords();
  const sayOrigin = (from: string): string => {
    const [name, key] = from.split('.');
    const theme = themes.find((one) => one.name === name);
    const field = theme?.fillable?.find((one) => one.key === key);
    return theme && field ? `${read(theme.title)}, ${read(field.label)}` : from;
  };
  return (circuit) => {
    const text = textOf(circuit, path);
    if (text === null) return [];
    const schema: FormSchema | null = readFormFile(text);
    const said = readTextsFile(textOf(circuit, textsPath(language)))?.form ?? {};
    return schema && formInWords(readySchema(schema, { [language]: said }, language), { words, sayOrigin });
  };
}
