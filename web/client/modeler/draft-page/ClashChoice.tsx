import { RadioButton, RadioButtonGroup } from '@carbon/react';
import type { Side, Tree } from '#domain/circuit/drafts/merge.ts';
import { useLanguage } from '../../language/use-language.ts';
import type { FileClash } from '../draft/merge/merge-files.ts';

interface Props {
  /** Of one question: all the places of a drawing, else one. */
  clashes: readonly FileClash[];
  theirName: string | null;
  side: Side | null;
  onChoose: (side: Side) => void;
}

/** What both changed, mine beside theirs. */
export function ClashChoice({ clashes, theirName, side, onChoose }: Props) {
  const { t } = useLanguage();
  const [first] = clashes;
  if (first === undefined) return null;
  const { path, key, place, isDrawing, mine, theirs } = first;
  const labelled: Labelled = (label, value) => t('common.labelled', { label, value });
  const id = `clash-${key.replace(/\W+/g, '-')}`;
  return (
    <div className="h-clash">
      <RadioButtonGroup
        legendText={
          <>
            <code>{path}</code>{' '}
            {isDrawing ? t('atelier.clashDrawing', { count: clashes.length }) : place.map(placeWords).join(' › ')}
          </>
        }
        name={id}
        valueSelected={side ?? ''}
        onChange={(value) => onChoose(value === 'theirs' ? 'theirs' : 'mine')}
      >
        <RadioButton id={`${id}-mine`} value="mine" labelText={t('atelier.clashMine')} />
        <RadioButton
          id={`${id}-theirs`}
          value="theirs"
          labelText={theirName === null ? t('atelier.clashTheirs') : t('atelier.clashTheirsOf', { name: theirName })}
        />
      </RadioButtonGroup>
      {isDrawing ? null : (
        <dl className="h-clash__sides">
          <div>
            <dt>{t('atelier.clashMine')}</dt>
            <dd>
              <pre>{inWords(mine, labelled) ?? t('atelier.clashRemoved')}</pre>
            </dd>
          </div>
          <div>
            <dt>{t('atelier.clashTheirs')}</dt>
            <dd>
              <pre>{inWords(theirs, labelled) ?? t('atelier.clashRemoved')}</pre>
            </dd>
          </div>
        </dl>
      )}
    </div>
  );
}

/** « Libellé : valeur », as the language on screen punctuates it. */
type Labelled = (label: string, value: string) => string;

/** « bpmn:userTask#visa » → « visa »; « @name » → « name ». */
const placeWords = (name: string): string => name.slice(name.indexOf('#') + 1).replace(/^@/, '');

/** The most that is shown of one side: the whole stays in its file. */
const SHOWN = 2_000;

/** A value as it is written, and of what holds several, each on its line; null: it is not there. */
function inWords(tree: Tree | undefined, labelled: Labelled): string | null {
  if (tree === undefined) return null;
  const lines = linesOf(tree, '', labelled);
  return lines.length > SHOWN ? `${lines.slice(0, SHOWN)}…` : lines;
}

function linesOf(tree: Tree, indent: string, labelled: Labelled): string {
  if (typeof tree === 'string') return tree;
  return [...tree.entries]
    .map(([name, entry]) =>
      typeof entry === 'string'
        ? `${indent}${labelled(placeWords(name), entry)}`
        : `${indent}${placeWords(name)}\n${linesOf(entry, `${indent}  `, labelled)}`,
    )
    .join('\n');
}
