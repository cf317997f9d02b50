import { useRef, useState } from 'react';
import { type ActDocument, type BlockKind, writtenDocument } from '#domain/act/text/document.ts';
import { useDraftFiles } from '../../draft/use-draft-files.ts';
import { kept, moved, type OpenBlock, opened, placeFor } from './blocks.ts';

interface Open {
  readonly blocks: readonly OpenBlock[];
  readonly words: NonNullable<ActDocument['words']>;
}

/** An act on screen, written to its file at each change. */
export function useDocument(path: string, document: ActDocument) {
  const { change } = useDraftFiles();
  const [open, setOpen] = useState<Open>(() => ({
    blocks: document.blocks.map(opened),
    words: document.words ?? {},
  }));
  // Two changes of one gesture see each other.
  const latest = useRef(open);
  const keep = (next: (now: Open) => Partial<Open>): void => {
    latest.current = { ...latest.current, ...next(latest.current) };
    setOpen(latest.current);
    change(path, writtenDocument(documentOf(latest.current)));
  };
  return {
    ...open,
    document: documentOf(open),
    set: (id: number, more: Partial<OpenBlock>) =>
      keep(({ blocks }) => ({ blocks: blocks.map((block) => (block.id === id ? { ...block, ...more } : block)) })),
    /** Another block of this kind, where it belongs; what it is on screen. */
    add: (is: BlockKind, active: number): number => {
      const block = opened({ is, text: '' });
      keep(({ blocks }) => ({ blocks: blocks.toSpliced(placeFor(blocks, is, active), 0, block) }));
      return block.id;
    },
    /** What stood after the cursor becomes a block of the same kind. */
    split: ({ id, is }: OpenBlock, before: string, rest: string): number => {
      const next = opened({ is, text: rest });
      keep(({ blocks }) => ({
        blocks: blocks.flatMap((block) => (block.id === id ? [{ ...block, text: before }, next] : [block])),
      }));
      return next.id;
    },
    move: (from: number, to: number) => keep(({ blocks }) => ({ blocks: moved(blocks, from, to) })),
    remove: (id: number) => keep(({ blocks }) => ({ blocks: blocks.filter((block) => block.id !== id) })),
    /** The words that a datum is said in, by its value; none: it has no longer any. */
    say: (data: string, said: Readonly<Record<string, string>>) =>
      keep(({ words: { [data]: _, ...others } }) => ({
        words: Object.keys(said).length > 0 ? { ...others, [data]: said } : others,
      })),
  };
}

export type OpenDocument = ReturnType<typeof useDocument>;

const documentOf = ({ blocks, words }: Open): ActDocument => ({
  blocks: blocks.map(kept),
  ...(Object.keys(words).length > 0 && { words }),
});
