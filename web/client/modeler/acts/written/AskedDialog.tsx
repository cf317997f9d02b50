import { useSearchParams } from 'react-router';
import { type Chip, chipText, withChipAt } from '#domain/act/text/chips.ts';
import { typstOf } from '#domain/act/text/to-typst.ts';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { DatumDialog } from '../../chips/DatumDialog.tsx';
import { useDraftFiles } from '../../draft/use-draft-files.ts';
import { templateOf } from '../../formats/paths.ts';
import { useEditorWords } from '../../use-editor-words.ts';
import type { OpenBlock } from './blocks.ts';
import { ChipDialog } from './ChipDialog.tsx';
import { ConditionDialog } from './ConditionDialog.tsx';
import type { OpenDocument } from './use-document.ts';

/** What is asked beside the text, of which block. `place`: which of its chips; null: it is not in it yet. */
export type Asked =
  | { readonly is: 'datum'; readonly block: OpenBlock }
  | { readonly is: 'condition'; readonly block: OpenBlock; readonly name: string }
  | {
      readonly is: 'chip';
      readonly block: OpenBlock;
      readonly chip: Chip;
      readonly datum: ActDatum;
      readonly place: number | null;
    }
  | { readonly is: 'typst' };

export function AskedDialog(props: {
  asked: Asked;
  path: string;
  act: OpenDocument;
  vocabulary: readonly ActDatum[];
  insert: (block: OpenBlock, text: string) => void;
  onAsk: (asked: Asked | null) => void;
}) {
  const { asked, path, act, vocabulary, insert, onAsk } = props;
  const close = () => onAsk(null);
  switch (asked.is) {
    case 'datum':
      return (
        <DatumDialog
          vocabulary={vocabulary}
          onClose={close}
          onChosen={(datum) => {
            const chip = { data: datum.path, as: null };
            // A word that agrees has to be given first: a chip without it says nothing.
            if (datum.type === 'agreement') return onAsk({ is: 'chip', block: asked.block, chip, datum, place: null });
            close();
            insert(asked.block, chipText(chip));
          }}
        />
      );
    case 'chip':
      return (
        <ChipDialog
          datum={asked.datum}
          chip={asked.chip}
          said={act.words[asked.chip.data] ?? {}}
          onClose={close}
          onWritten={(chip, said) => {
            close();
            act.say(chip.data, said);
            if (asked.place === null) return insert(asked.block, chipText(chip));
            act.set(asked.block.id, { text: withChipAt(asked.block.text, asked.place, chip) });
          }}
        />
      );
    case 'condition':
      return (
        <ConditionDialog
          name={asked.name}
          text={asked.block.text}
          when={asked.block.when ?? []}
          vocabulary={vocabulary}
          onClose={close}
          onChosen={(when) => {
            act.set(asked.block.id, { when });
            close();
          }}
        />
      );
    case 'typst':
      return <TypstDialog path={path} act={act} vocabulary={vocabulary} onClose={close} />;
  }
}

/** Once, one way: the act goes on as code. */
function TypstDialog(props: { path: string; act: OpenDocument; vocabulary: readonly ActDatum[]; onClose: () => void }) {
  const words = useEditorWords();
  const { textOf, change } = useDraftFiles();
  const [, setSearch] = useSearchParams();
  const name = templateOf(props.path);
  const typst = `${name}.typ`;
  return (
    <ConfirmDialog
      title={words('acts.written.toTypst')}
      confirm={words('acts.written.toTypstConfirm')}
      danger
      onClose={props.onClose}
      onConfirm={async () => {
        const verb = name === 'refusal' ? 'DÉCIDE' : 'ARRÊTE';
        change(typst, typstOf(props.act.document, props.vocabulary, verb));
        change(props.path, null);
        setSearch({ file: typst }, { replace: true });
      }}
    >
      <p>{words('acts.written.toTypstText')}</p>
      {textOf(typst) === null ? null : <p className="h-warned">{words('acts.written.toTypstOver', { path: typst })}</p>}
    </ConfirmDialog>
  );
}
