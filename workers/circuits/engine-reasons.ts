/** The engine speaks English, as Zeebe does. What it says most, in French; « * » stands for what it quotes. */
const FRENCH: readonly (readonly [english: string, french: string])[] = [
  ['Must have at least one start event', 'Il faut au moins un événement de début.'],
  ['Must have exactly one start event', 'Il faut un événement de début et un seul.'],
  ['Must have exactly one none start event', 'Il faut un événement de début simple et un seul.'],
  ['Must not have a start event', 'Un événement de début n’a pas sa place ici.'],
  ['Must not have an end event', 'Un événement de fin n’a pas sa place ici.'],
  ['Must have at least one activity', 'Il faut au moins une activité.'],
  ['Must be attached to an activity', 'Cet événement doit être attaché à une activité.'],
  ['Must have an id', 'Cet élément n’a pas d’identifiant.'],
  ["Must have a 'zeebe:taskDefinition'", 'Le type de travail n’est pas indiqué (zeebe:taskDefinition).'],
  [
    "Must have either one 'zeebe:calledDecision' or one 'zeebe:taskDefinition'",
    'Il faut indiquer soit une table (zeebe:calledDecision), soit un type de travail (zeebe:taskDefinition).',
  ],
  [
    "Must have either one 'zeebe:script' or one 'zeebe:taskDefinition'",
    'Il faut indiquer soit une expression (zeebe:script), soit un type de travail (zeebe:taskDefinition).',
  ],
  [
    "A message throw event must have a 'zeebe:taskDefinition'",
    'Un événement qui envoie un message doit indiquer un type de travail (zeebe:taskDefinition).',
  ],
  [
    "Sequence flow '*' must have a condition or be the default flow",
    'Le flux « * » doit avoir une condition, ou être le flux par défaut.',
  ],
  ['Start events must not have incoming sequence flows', 'Aucun flux n’entre dans un événement de début.'],
  ['End events must not have outgoing sequence flows', 'Aucun flux ne sort d’un événement de fin.'],
  ['Boundary events must not have incoming sequence flows', 'Aucun flux n’entre dans un événement de bordure.'],
  [
    'Event sub-processes must not have sequence flows',
    'Un sous-processus événementiel n’a ni flux entrant ni sortant.',
  ],
  ['Error boundary events must be interrupting', 'Un événement de bordure d’erreur est toujours interruptif.'],
  ['An error start event must be interrupting', 'Un début sur erreur est toujours interruptif.'],
  ['A cycle needs a non-interrupting event', 'Une minuterie répétée demande un événement non interruptif.'],
  [
    'The start event of a sub-process must be a none start event',
    'Le début d’un sous-processus est un événement de début simple.',
  ],
  [
    'The start event of an event sub-process must have a trigger',
    'Le début d’un sous-processus événementiel a un déclencheur.',
  ],
  ['Must have exactly one event definition', 'Cet événement doit dire ce qu’il attend : message, minuterie…'],
  ['Multiple event definitions are not supported', 'Un événement n’attend qu’une chose.'],
  [
    "Event definition '*' is currently not supported here",
    'Un événement de type « * » n’est pas exécuté à cet endroit.',
  ],
  ["'*' is currently not supported", '« * » n’est pas exécuté par le moteur.'],
  [
    'Event-based gateway must have at least 2 outgoing sequence flows.',
    'Une passerelle événementielle a au moins deux flux sortants.',
  ],
];

const PATTERNS = FRENCH.map(([english, french]) => ({
  pattern: new RegExp(
    `^${english
      .split('*')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('(.+)')}$`,
  ),
  french,
}));

/** The reason in French when we know it; else as the engine says it. */
export function inFrench(reason: string): string {
  for (const { pattern, french } of PATTERNS) {
    const found = pattern.exec(reason);
    if (found) return french.replace('*', found[1] ?? '');
  }
  return reason;
}
