import '../editors.scss';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { FileShelf } from '../files/FileShelf.tsx';
import { useEditorWords } from '../use-editor-words.ts';
import { OneAct } from './OneAct.tsx';

/** The templates of the acts of a draft: their text, and the PDF they give. */
export function ActsTab() {
  const words = useEditorWords();
  const { draft, textOf } = useDraftFiles();
  const usedBy = (path: string) => stepsThatPrint(textOf(`${draft.kind}.bpmn`) ?? '', path.replace(/\.typ$/, ''));
  return (
    <FileShelf ending=".typ" title={words('acts.title')} emptyText={words('acts.empty')} blank={blank} usedBy={usedBy}>
      {(path, key) => <OneAct key={key} path={path} />}
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

const blank = (): string => `#import "letterhead.typ": *
#let act = json("data.json")

#vus(act.legalReferences.map(reference => [#reference]))
#recitals(act.recitals.map(fact => [#fact]))

#enacts("ARRÊTE")

#articles((
  [#person(act.agent) …],
))
`;
