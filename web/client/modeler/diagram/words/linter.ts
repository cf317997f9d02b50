import type { LanguageCode } from '../../../language/language.ts';

/** « <User Task> », « <Due date> »… as French analysts call them. */
const THINGS: Readonly<Record<string, string>> = {
  'Ad Hoc Sub Process': 'sous-processus ad hoc',
  'Boundary Event': 'événement de bord',
  'Business ID': 'identifiant métier',
  'Business Rule Task': 'tâche de règle métier',
  'Call Activity': 'appel de processus',
  'Called decision ID': 'identifiant de la table appelée',
  'Called element': 'processus appelé',
  Collapsed: 'replié',
  'Complex Gateway': 'branchement complexe',
  'Condition expression': 'expression de la condition',
  'Due date': 'échéance',
  'End Event': 'fin',
  'Error Reference': 'erreur désignée',
  'Error code': 'code d’erreur',
  'Escalation Reference': 'escalade désignée',
  'Escalation code': 'code d’escalade',
  'Event Type': 'type d’événement',
  'Event-Based Gateway': 'branchement sur événement',
  'Exclusive Gateway': 'branchement exclusif',
  Executable: 'exécutable',
  'Execution Listener': 'écouteur d’exécution',
  'Execution Listeners': 'écouteurs d’exécution',
  'FEEL expression': 'expression FEEL',
  'Follow up date': 'date de suivi',
  Form: 'formulaire',
  'Form ID': 'identifiant du formulaire',
  'Form JSON configuration': 'formulaire en JSON',
  Headers: 'en-têtes',
  Implementation: 'réalisation',
  'Inclusive Gateway': 'branchement inclusif',
  Input: 'entrée',
  'Input collection': 'liste à parcourir',
  'Intermediate Catch Event': 'événement d’attente',
  'Intermediate Throw Event': 'événement déclenché',
  Key: 'clé',
  'Local variable name': 'nom de variable locale',
  'Manual Task': 'tâche manuelle',
  'Message Boundary Event': 'événement de bord de message',
  'Message Intermediate Catch Event': 'attente de message',
  'Message Reference': 'message désigné',
  'Message Start Event': 'début sur message',
  'Multi-instance marker': 'plusieurs fois',
  Name: 'nom',
  Output: 'sortie',
  'Output collection': 'liste des résultats',
  'Output element': 'élément de résultat',
  'Parallel Gateway': 'branchement parallèle',
  Participant: 'participant',
  Priority: 'priorité',
  Process: 'processus',
  'Process variable name': 'nom de la variable du processus',
  'Receive Task': 'tâche de réception',
  'Result variable': 'variable du résultat',
  'Script Task': 'tâche de script',
  'Send Task': 'tâche d’envoi',
  'Sequence Flow': 'flux',
  'Service Task': 'tâche de service',
  'Signal Reference': 'signal désigné',
  'Start Event': 'début',
  'Sub Process': 'sous-processus',
  'Subscription correlation key': 'clé de corrélation',
  Task: 'tâche sans type',
  'Task definition type': 'type du travail',
  'Task Listener': 'écouteur de tâche',
  'Time cycle': 'répétition',
  'Time date': 'date',
  'Time duration': 'durée',
  'Timer Boundary Event': 'événement de bord de durée',
  'Timer Intermediate Catch Event': 'attente de durée',
  'Timer Start Event': 'début à une date',
  'Timer type': 'type de durée',
  'Timer value': 'valeur de la durée',
  Type: 'type',
  Undefined: 'sans type',
  'User Task': 'tâche d’une personne',
  'Variable assignment value': 'valeur de la variable',
  'Version tag': 'étiquette de version',
  'Implementation: Camunda user task': 'tâche native',
  'Implementation: DMN decision': 'table de décision',
  'Implementation: FEEL expression': 'expression FEEL',
  'Implementation: Job worker': 'automate',
  'Form type: Camunda Form': 'formulaire',
  'Form type: Custom form key': 'clé de formulaire',
  'Form type: External reference': 'formulaire externe',
  'Form type: Camunda form (linked)': 'formulaire lié',
  'Form type: Camunda form (embedded)': 'formulaire incorporé',
  'Binding: version tag': 'étiquette de version',
};

/** Turns of phrase of the linter; the first that matches wins. « $1 » is a thing, said in French. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [
    /^An? <([^>]+)> with <([^>]+)> and defined <([^>]+)> must have a defined <([^>]+)>$/,
    '« $1 » ($2, $3) : il manque « $4 ».',
  ],
  [/^An? <([^>]+)> with (?:defined )?<([^>]+)> must have a defined <([^>]+)>$/, '« $1 » ($2) : il manque « $3 ».'],
  [
    /^An? <([^>]+)> must have a defined <([^>]+)> or be the default <[^>]+>$/,
    '« $1 » : il manque « $2 », ou ce doit être le flux par défaut.',
  ],
  [/^An? <([^>]+)> must have a (?:defined )?<([^>]+)>.*$/, '« $1 » : il manque « $2 ».'],
  [/^An? <([^>]+)> should have a defined <([^>]+)>$/, '« $1 » : « $2 » est conseillé.'],
  [/^An? <([^>]+)> must have a unique <([^>]+)>$/, '« $1 » : « $2 » sert déjà.'],
  [/^(?:A|One) <([^>]+)> must be <([^>]+)>$/, '« $1 » doit être $2.'],
  [
    /^An? <([^>]+)> with two or more <([^>]+)> with the same .*\((.*)\) is not supported$/,
    '« $1 » : « $2 » en double ($3).',
  ],
  [
    /^An? <([^>]+)> with <([^>]+)> (?:managed by Camunda )?is (?:only )?(?:not )?supported.*$/,
    '« $1 » ($2) n’est pas exécuté par le moteur à cet endroit.',
  ],
  [
    /^An? <([^>]+)> with <([^>]+)> managed by Camunda is deprecated.*$/,
    '« $1 » ($2) est déconseillé : choisissez une tâche native.',
  ],
  [
    /^An? <([^>]+)> with more than one incoming <([^>]+)> is not supported.*$/,
    '« $1 » : plusieurs « $2 » entrants ne sont pas admis.',
  ],
  [
    /^An? <([^>]+)> (?:is|are) (?:not|only) supported by .*$/,
    'Les éléments « $1 » ne sont pas exécutés par le moteur.',
  ],
  [/^An? <([^>]+)> <(Time [^>]+)> must be .*$/, '« $1 » : « $2 » doit être une expression ou une valeur ISO 8601.'],
  [/^An? <([^>]+)> <(Due date|Follow up date)> must be .*$/, '« $1 » : « $2 » doit être une date ISO 8601.'],
  [/^An? <([^>]+)> <(Priority)> must be .*$/, '« $1 » : « $2 » doit être une expression ou un nombre de 0 à 100.'],
  [/^An? <([^>]+)> is not allowed on an? <([^>]+)>$/, '« $1 » ne peut pas être sur « $2 ».'],
  [/^A <([^>]+)> cannot be the target of an <([^>]+)>$/, '« $1 » ne peut pas suivre « $2 ».'],
  [
    /^A <Process> is not allowed to contain a straight-through processing loop: (.*)$/,
    'Cette boucle tournerait sans jamais attendre : $1.',
  ],
  [
    /^Escalation code used in a catch event must be a static value$/,
    'Le code d’escalade attendu doit être écrit tel quel.',
  ],
  [/^Error code used in a catch event must be a static value$/, 'Le code d’erreur attendu doit être écrit tel quel.'],
  [
    /^Variable name must start .*$/,
    'Un nom de variable commence par une lettre ou « _ » ; lettres, chiffres, « _ » et points seulement.',
  ],
  [/^Element is not connected$|^Element is an implicit (?:start|end).*$/, 'Cet élément n’est pas relié aux autres.'],
  [/^(?:Sub process|Process) is missing (start|end) event$/, 'Il manque un événement de $1.'],
  [/^SequenceFlow is a duplicate$/, 'Ce flux est en double.'],
  [/^Duplicate (?:outgoing|incoming) sequence flows$/, 'Des flux sont en double.'],
  [/^Incoming flows do not join$/, 'Plusieurs flux arrivent sans branchement.'],
  [/^Flow splits implicitly$/, 'Plusieurs flux partent sans branchement.'],
  [/^Element is missing label\/name$/, 'Cet élément n’a pas de nom.'],
  [/^Sequence flow is missing condition$/, 'Ce flux n’a pas de condition.'],
  [/^Gateway forks and joins$/, 'Ce branchement réunit et sépare : dessinez-en deux.'],
  [/^Superfluous gateway.*$|^Gateway is superfluous.*$/, 'Ce branchement ne sert à rien.'],
  [/^Element has disallowed type <([^>]+)>$/, 'Les éléments « $1 » ne sont pas admis.'],
  [/^Unparsable FEEL expression$/, 'Cette expression FEEL ne peut pas être lue.'],
];

const thing = (name: string): string => THINGS[name] ?? name;

/** What the linter says, in the language on screen; as it is where we know no French for it. */
export function sayReport(message: string, language: LanguageCode): string {
  if (language !== 'fr') return message;
  for (const [pattern, phrase] of PHRASES) {
    const match = pattern.exec(message);
    if (match) return phrase.replace(/\$(\d)/g, (_whole, index: string) => said(match[Number(index)] ?? ''));
  }
  return message;
}

const said = (part: string): string =>
  ({ start: 'début', end: 'fin' })[part] ?? (part.includes('<') ? part.replace(/<([^>]+)>/g, '« $1 »') : thing(part));
