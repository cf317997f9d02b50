import '../editors.scss';
import { ACT_ENDING, writtenDocument } from '#domain/act/text/document.ts';
import { TEMPLATES } from '#domain/decision/decision.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { FileShelf } from '../files/FileShelf.tsx';
import { isText, templateOf } from '../formats/paths.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { OneAct } from './OneAct.tsx';
import { blankAct } from './written/blocks.ts';
import { WrittenAct } from './written/WrittenAct.tsx';

/** The acts of a draft, written as text or in Typst, and the PDF that each gives. */
export function ActsTab() {
  const words = useEditorWords();
  const { draft, textOf } = useDraftFiles();
  const usedBy = (path: string) => stepsThatPrint(textOf(`${draft.kind}.bpmn`) ?? '', templateOf(path));
  const nameOf = (path: string) => {
    const name = TEMPLATES.find((template) => template === templateOf(path));
    return name === undefined ? path : words(`acts.names.${name}`);
  };
  return (
    <FileShelf
      ending={ACT_ENDING}
      also=".typ"
      title={words('acts.title')}
      emptyText={words('acts.empty')}
      names={TEMPLATES.map((name) => ({ name, label: words(`acts.names.${name}`) }))}
      nameOf={(path) => (isText(path) ? nameOf(path) : words('acts.namedTypst', { name: nameOf(path) }))}
      blank={(name) => writtenDocument(blankAct(name))}
      usedBy={usedBy}
    >
      {(path, key) => (isText(path) ? <WrittenAct key={key} path={path} /> : <OneAct key={key} path={path} />)}
    </FileShelf>
  );
}

/** Names of the steps whose header « template » names a template. */
function stepsThatPrint(diagram: string, template: string): string[] {
  const document = new DOMParser().parseFromString(diagram, 'application/xml');
  const steps = [...document.getElementsByTagName('*')]
    .filter(({ localName }) => localName === 'header')
    .filter((header) => header.getAttribute('key') === 'template' && header.getAttribute('value') === template)
    .map((header) => header.closest('[id]'))
    .map((step) => step?.getAttribute('name') || step?.getAttribute('id') || template);
  return [...new Set(steps)];
}
