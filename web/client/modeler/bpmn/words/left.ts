import { drawingWords } from './drawing.ts';
import { panelWords } from './panel.ts';

const WORDS: Readonly<Record<string, string>> = {
  'Add pause point': 'Ajouter un arrêt',
  'Click to show issue': 'Montrer l’anomalie',
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

/** What the linter writes under a field of the properties, by itself. */
const AT_FIELD: readonly (readonly [RegExp, string])[] = [
  [/^(?:.+ )?[Mm]ust be defined\.$/, 'À remplir.'],
  [/^Must be unique\.$/, 'Cette valeur sert déjà.'],
  [/^Must be checked\.$/, 'À cocher.'],
  [/^(?:One process|Process) must be executable\.$/, 'Le processus doit être exécutable.'],
  [/^Unparsable FEEL expression\.$/, 'Cette expression FEEL ne peut pas être lue.'],
  [/^Cannot be an expression\.$/, 'Une expression n’est pas admise ici.'],
  [/^Must be an expression, or an ISO 8601 date\.$/, 'Une expression, ou une date ISO 8601.'],
  [/^Must be an expression, or an ISO 8601 interval\.$/, 'Une expression, ou une durée ISO 8601 (P2D).'],
  [
    /^Must be an expression, an ISO 8601 repeating interval, or a cron expression.*$/,
    'Une expression, une répétition ISO 8601 (R3/PT1H) ou une expression cron.',
  ],
  [/^Must be an ISO 8601 date\.$/, 'Une date ISO 8601 est attendue.'],
  [/^Must be an expression, or an integer between 0 and 100\.$/, 'Une expression, ou un nombre entier de 0 à 100.'],
];

/** What could not be translated before it was drawn, in French; null for what is the analyst's own. */
export const sayLeft = (text: string): string | null => {
  const instance = /^Focus process instance (.+)$/.exec(text);
  if (instance) return `Suivre l’instance ${instance[1]}`;
  const atField = AT_FIELD.find(([pattern]) => pattern.test(text));
  if (atField) return atField[1];
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

/** What a library says in English otherwise than the portal: « issue » is an outcome elsewhere. */
export const sayPlainly = (text: string): string | null =>
  text === 'Click to show issue' ? 'Show what is wrong' : null;
