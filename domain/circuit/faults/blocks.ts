import type { FaultWords } from '../../formats/fault-words.ts';

/** What can be wrong in a block, or in a call of one. */
export const BLOCKS_FAULTS = {
  'call-not-block': [
    'Un circuit n’appelle que des blocs : « {process} » n’en est pas un, et l’appel échouerait. Choisissez un bloc dans la palette.',
    'A circuit calls blocks only: “{process}” is none, and the call would fail. Pick a block from the palette.',
  ],
  'block-unknown': [
    'Le bloc « {block} » n’existe pas : choisissez-en un dans la palette.',
    'There is no block “{block}”: pick one from the palette.',
  ],
  'block-unreadable': [
    'Le bloc « {block} » ne dit pas ce qu’il demande et ce qu’il rend ({path}).',
    'The block “{block}” does not say what it asks for and gives back ({path}).',
  ],
  'block-recursion': [
    'Ce bloc finit par s’appeler lui-même : {blocks}. Un bloc n’en appelle que d’autres.',
    'This block comes to call itself: {blocks}. A block calls others only.',
  ],
  'block-shares-all': [
    'Un bloc ne reçoit et ne rend que ce qui est écrit à l’appel : mettez « propagateAllParentVariables » et « propagateAllChildVariables » à « false ».',
    'A block receives and gives back only what the call says: set “propagateAllParentVariables” and “propagateAllChildVariables” to “false”.',
  ],
  'block-input-missing': [
    'Le bloc « {block} » a besoin de « {label} » : remplissez ce champ.',
    'The block “{block}” needs “{label}”: fill in this field.',
  ],
  'block-input-unknown': [
    'Le bloc « {block} » ne demande pas « {name} » : vérifiez ce nom, ou retirez cette entrée.',
    'The block “{block}” does not ask for “{name}”: check that name, or remove this input.',
  ],
  'block-input-computed': [
    '« {name} » règle les étapes du bloc : c’est un texte, écrit ou choisi à l’appel, pas un calcul.',
    '“{name}” sets the steps of the block: it is a text, written or chosen at the call, not a computation.',
  ],
  'block-output-unknown': [
    'Le bloc « {block} » ne rend pas « {name} » : il rend {outputs}.',
    'The block “{block}” does not give back “{name}”: it gives {outputs}.',
  ],
  'block-reads-undeclared': [
    'Une étape lit « {name} », que le bloc « {block} » ne déclare pas comme entrée.',
    'A step reads “{name}”, which the block “{block}” does not declare as an input.',
  ],
  'block-process-name': [
    'Le processus de ce bloc doit avoir pour identifiant le nom du bloc, « {block} ».',
    'The process of this block must bear the name of the block, “{block}”.',
  ],
  'block-input-unread': [
    'Rien dans le bloc ne lit « {name} » : retirez cette entrée, ou lisez-la à une étape (« ={name} »).',
    'Nothing in the block reads “{name}”: remove this input, or read it at a step (“={name}”).',
  ],
  'block-input-kind': [
    '« {name} » est lue à une étape (« {header} ») comme autre chose que ce que l’entrée désigne : corrigez « Ce qu’elle désigne ».',
    '“{name}” is read at a step (“{header}”) as something else than what the input names: mend “What it names”.',
  ],
  'block-output-ungiven': [
    'Aucune étape du bloc ne donne « {name} » : vérifiez ce nom, ou retirez cette sortie.',
    'No step of the block gives “{name}”: check that name, or remove this output.',
  ],
  'block-name-twice': ['« {name} » est déclaré deux fois.', '“{name}” is declared twice.'],
} as const satisfies FaultWords;
