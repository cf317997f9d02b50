import type { ActBlock, ActDocument, BlockKind } from '#domain/act/text/document.ts';

/** A block on screen: it keeps its own editor wherever it is moved to. */
export interface OpenBlock extends ActBlock {
  readonly id: number;
}

/** What an act begins with, by the name of its file. */
export function blankAct(name: string): ActDocument {
  const isRefusal = name === 'refusal';
  const block = (is: BlockKind, text = ''): ActBlock => ({ is, text });
  return {
    blocks: [
      block('visa', 'le code général de la fonction publique'),
      block('references'),
      block(
        'visa',
        'la demande présentée le {request.filedOn} par {agent.name}, enregistrée sous le n° {request.number}',
      ),
      ...(isRefusal ? [block('reasons')] : []),
      block(
        'article',
        isRefusal
          ? 'La demande de {agent.name}, {agent.rank}, {agent.agree:affecté} à {agent.posting}, est refusée.'
          : '{agent.name}, {agent.rank}, {agent.agree:affecté} à {agent.posting}, est {agent.agree:autorisé} à …',
      ),
      block(
        'article',
        `Le service chargé de la gestion de {agent.agree:l’intéressé} exécute ${isRefusal ? 'la présente décision, qui lui sera notifiée et sera versée' : 'le présent arrêté, qui lui sera notifié et sera versé'} à son dossier.`,
      ),
    ],
  };
}

let last = 0;
export const opened = (block: ActBlock): OpenBlock => ({ ...block, id: ++last });

/** As the file holds it: without what the screen alone knows, nor conditions that say nothing. */
export const kept = ({ is, text, when = [] }: OpenBlock): ActBlock => ({ is, text, ...(when.length > 0 && { when }) });

/** What stands together in an act, in this order. */
const PARTS: readonly (readonly BlockKind[])[] = [
  ['visa', 'references'],
  ['recital', 'reasons'],
  ['article', 'paragraph'],
];
const partOf = (is: BlockKind): number => PARTS.findIndex((part) => part.includes(is));

/** Where a new block goes: after the one that is written in, where an act has such blocks there; else at the end of its part. */
export function placeFor(blocks: readonly ActBlock[], is: BlockKind, active: number): number {
  const current = blocks[active];
  if (current && (is === 'paragraph' || partOf(current.is) === partOf(is))) return active + 1;
  return blocks.findLastIndex((block) => partOf(block.is) <= partOf(is)) + 1;
}

/** « Article 2 », for whoever does not see the page: what each block is called, in order. */
export function numberOf(blocks: readonly ActBlock[], index: number): number {
  const { is } = blocks[index] ?? {};
  return blocks.slice(0, index + 1).filter((block) => block.is === is).length;
}

export const moved = <Item>(items: readonly Item[], from: number, to: number): Item[] => {
  const rest = items.toSpliced(from, 1);
  const item = items[from];
  return item === undefined ? [...items] : rest.toSpliced(to, 0, item);
};
