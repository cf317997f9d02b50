import { drawingWords } from './drawing.ts';
import { panelWords } from './panel.ts';

const WORDS: Readonly<Record<string, string>> = {
  'Add pause point': 'Ajouter un arrêt',
  Finished: 'Terminé',
  Fast: 'Rapide',
  'Found unsupported elements': 'Certains éléments ne peuvent pas être simulés',
  'Gateway is not exclusive': 'Ce branchement n’est pas exclusif',
  'No Entries': 'Rien pour l’instant',
  Normal: 'Normal',
  'Not supported': 'Ne peut pas être simulé',
  'Pause Simulation': 'Mettre en pause',
  'Play Simulation': 'Reprendre',
  'Play/Pause Simulation': 'Pause ou reprise',
  Process: 'Processus',
  'Process Instance': 'Instance',
  'Remove pause point': 'Retirer l’arrêt',
  'Reset Simulation': 'Recommencer la simulation',
  'Set Sequence Flow': 'Choisir la branche',
  'Set animation speed = Fast': 'Vitesse : rapide',
  'Set animation speed = Normal': 'Vitesse : normale',
  'Set animation speed = Slow': 'Vitesse : lente',
  'Simulation Log': 'Journal de la simulation',
  Slow: 'Lent',
  SubProcess: 'Sous-processus',
  'Toggle Simulation Log': 'Montrer ou cacher le journal',
  'Token Simulation': 'Simulation',
  'Trigger Event': 'Déclencher',
};

/** What could not be translated before it was drawn, in French; null for what is the analyst's own. */
export const sayLeft = (text: string): string | null => {
  const instance = /^Focus process instance (.+)$/.exec(text);
  if (instance) return `Suivre l’instance ${instance[1]}`;
  const started = /^(.+) (started|finished|canceled)$/.exec(text);
  if (started) {
    const what = WORDS[started[1] ?? ''] ?? started[1];
    return `${what} : ${{ started: 'commence', finished: 'se termine', canceled: 'est annulé' }[started[2] ?? ''] ?? ''}`;
  }
  const found = /^(\d+) results? found$/.exec(text);
  if (found) return Number(found[1]) > 1 ? `${found[1]} résultats` : `${found[1]} résultat`;
  // « User Task », as the head of the panel has it.
  const sentence = text.charAt(0) + text.slice(1).toLowerCase();
  return WORDS[text] ?? drawingWords[text] ?? panelWords[text] ?? drawingWords[sentence] ?? null;
};
