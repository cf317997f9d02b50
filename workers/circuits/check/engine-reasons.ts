/** The engine speaks English, as Zeebe does. What it says most, in French; « * » stands for what it quotes. */
const FRENCH: readonly (readonly [english: string, french: string])[] = [
  ['Must have at least one start event', 'Il faut au moins un événement de début.'],
  ['Must not have more than one none start event', 'Un processus n’a qu’un événement de début simple.'],
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
  [
    'A timer start event of a process must have a date or a cycle',
    'Un processus commence à une date, ou par un cycle.',
  ],
  ['An intermediate timer event must have a date or a duration', 'Une attente a une date ou une durée.'],
  [
    "The date '*' is not written as ISO 8601 with a zone, like '*'",
    'La date « * » ne s’écrit pas ainsi : il faut la forme ISO 8601 avec le fuseau, comme « * ».',
  ],
  [
    "The duration '*' is not written as ISO 8601, like '*'",
    'La durée « * » ne s’écrit pas ainsi : il faut la forme ISO 8601, comme « * ».',
  ],
  [
    "The cycle '*' does not repeat: it is written as ISO 8601, like '*', or as cron of six fields",
    'Le cycle « * » ne se répète pas : il s’écrit en ISO 8601, comme « * », ou en cron de six champs.',
  ],
  [
    'An escalation boundary event must be attached to a sub-process or a call activity',
    'Un événement de bordure d’escalade se pose sur un sous-processus ou un appel de processus.',
  ],
  [
    'A condition is only possible after an exclusive or inclusive gateway',
    'Une condition n’est possible qu’après une passerelle exclusive ou inclusive.',
  ],
  ['Must not have more than one * event that catches all', 'Un seul événement peut tout attraper à cet endroit (*).'],
  ["Must not have more than one * event for '*'", 'Un seul événement peut répondre ici à « * » : « * ».'],
  ['A compensation event must wait for completion', 'Une compensation attend toujours la fin de ce qu’elle déclenche.'],
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
  // What is too large or too deep to be read.
  ['The file has more than * tags', 'Le fichier a plus de * balises.'],
  ['The file is nested deeper than * levels', 'Le fichier est emboîté sur plus de * niveaux.'],
  ['A tag is not closed', 'Une balise n’est pas fermée.'],
  ['An id is longer than * characters', 'Un identifiant dépasse * caractères.'],
  ["The attribute '*' is longer than * characters", 'L’attribut « * » dépasse * caractères.'],
  [
    'Must not have more than * elements and flows, but has *',
    'Pas plus de * éléments et flux dans un processus : celui-ci en a *.',
  ],
  [
    'Must not have more than * joining inclusive gateways',
    'Pas plus de * passerelles inclusives de jonction dans un processus.',
  ],
  ['Must not contain more than * decisions', 'Pas plus de * décisions dans un fichier.'],
  // Mappings, tasks, listeners.
  ["The name '*' is not a variable name", 'Le nom « * » n’est pas un nom de variable.'],
  ["The priority '*' is not a whole number from 0 to 100", 'La priorité « * » n’est pas un nombre entier de 0 à 100.'],
  [
    "Must have either 'formId' or 'externalReference' in 'zeebe:formDefinition'",
    'Un formulaire est désigné soit par « formId », soit par « externalReference ».',
  ],
  [
    "The target '*' of a mapping is not a variable name",
    'La cible « * » d’une correspondance n’est pas un nom de variable.',
  ],
  ["The mapping to '*' has no source", 'La correspondance vers « * » n’a pas de source.'],
  ["Attribute '*' must be present and not empty in '*'", 'L’attribut « * » de « * » doit être rempli.'],
  [
    "Only native user tasks run here: add 'zeebe:userTask' (Implementation: Camunda user task)",
    'Seules les tâches utilisateur natives sont exécutées : choisissez l’implémentation « Camunda user task » (zeebe:userTask).',
  ],
  [
    "'formKey' is for job-based user tasks: use 'formId' or 'externalReference'",
    '« formKey » est réservé aux tâches par travail : employez « formId » ou « externalReference ».',
  ],
  ["The listener event '*' does not exist", 'L’événement d’écoute « * » n’existe pas.'],
  ["The execution listener event '*' does not exist", 'L’événement d’exécution écouté « * » n’existe pas.'],
  [
    "Execution listeners of type 'start' are not supported here",
    'Un écouteur d’exécution « start » n’est pas permis à cet endroit.',
  ],
  [
    "Execution listeners of type 'end' are not supported here",
    'Un écouteur d’exécution « end » n’est pas permis à cet endroit.',
  ],
  ["Found duplicate execution listener of type '*'", 'Deux écouteurs d’exécution ont le même type : « * ».'],
  [
    "'outputCollection' and 'outputElement' need each other",
    '« outputCollection » et « outputElement » vont ensemble.',
  ],
  ["The binding '*' does not exist", 'Le rattachement « * » n’existe pas.'],
  [
    "Binding by version tag needs the attribute 'versionTag'",
    'Un rattachement par étiquette de version demande l’attribut « versionTag ».',
  ],
  ['A version tag is plain text', 'Une étiquette de version est un texte, pas une expression.'],
  ['The version tag is empty', 'L’étiquette de version est vide.'],
  ["The header '*' is given more than once", 'L’en-tête « * » est donné plus d’une fois.'],
  [
    'Execution listeners have no headers before Camunda 8.10',
    'Un écouteur d’exécution n’a pas d’en-têtes avant Camunda 8.10.',
  ],
  ["Calls have no 'businessId' before Camunda 8.10", 'Un appel n’a pas de « businessId » avant Camunda 8.10.'],
  ['Jobs have no priority before Camunda 8.10', 'Un travail n’a pas de priorité avant Camunda 8.10.'],
  [
    "Must have 'formId' or 'formKey' in 'zeebe:formDefinition'",
    'Le formulaire de début n’indique ni « formId » ni « formKey » (zeebe:formDefinition).',
  ],
  // Events and what they wait for.
  [
    'Must have exactly one of timeDate, timeDuration or timeCycle',
    'Une minuterie a une date, une durée ou un cycle, et un seul des trois.',
  ],
  ['Must reference a message that has a name', 'Le message attendu doit être désigné et avoir un nom.'],
  ["The message '*' must have a correlation key", 'Le message « * » doit avoir une clé de corrélation.'],
  ['Must reference a signal that has a name', 'Le signal attendu doit être désigné et avoir un nom.'],
  ['Must reference an *', 'Il faut désigner une *.'],
  ['The * must have a code', 'Il manque le code de l’élément désigné (*).'],
  ['The * code of a catch event must be plain text', 'Le code attendu par un événement est un texte simple (*).'],
  ['A link event must have a link name', 'Un lien doit avoir un nom.'],
  ['A conditional event must have a condition', 'Un événement conditionnel doit avoir une condition.'],
  ["The variable event '*' does not exist", 'L’événement de variable « * » n’existe pas.'],
  ['A process cannot be started by an *', 'Un processus ne commence pas sur une *.'],
  [
    "Event-based gateway must not have an outgoing sequence flow to '*': only message, timer, signal and conditional catch events are possible",
    'Une passerelle événementielle ne mène qu’à des événements qui attendent un message, une minuterie, un signal ou une condition : pas à « * ».',
  ],
  [
    "Event '*' must be reached from the event-based gateway only",
    'L’événement « * » ne doit être atteint que par la passerelle événementielle.',
  ],
  [
    "Multiple intermediate catch link event definitions with the same name '*' are not allowed.",
    'Plusieurs arrivées de lien portent le même nom : « * ».',
  ],
  ['A catching link event must not have incoming sequence flows', 'Aucun flux n’entre dans l’arrivée d’un lien.'],
  ['A throwing link event must not have outgoing sequence flows', 'Aucun flux ne sort du départ d’un lien.'],
  [
    "Can't find an catch link event for the throw link event with the name '*'.",
    'Le lien « * » part et n’arrive nulle part.',
  ],
  [
    'A compensation handler should have no incoming sequence flows',
    'Aucun flux n’entre dans une activité de compensation.',
  ],
  [
    'A compensation handler should have no outgoing sequence flows',
    'Aucun flux ne sort d’une activité de compensation.',
  ],
  [
    'A compensation handler should have no boundary events',
    'Une activité de compensation ne porte pas d’événement de bordure.',
  ],
  [
    'A compensation boundary event must not have outgoing sequence flows',
    'Aucun flux ne sort d’un événement de bordure de compensation.',
  ],
  [
    'A compensation boundary event must be associated with a compensation handler',
    'Un événement de bordure de compensation doit être associé à une activité de compensation.',
  ],
  [
    'A compensation throw event can only name an activity of its own scope',
    'Une compensation ne désigne qu’une activité de son propre niveau.',
  ],
  [
    'Parallel multiple events are not supported',
    'Un événement qui attend plusieurs choses à la fois n’est pas exécuté.',
  ],
  [
    'An instantiating or parallel event-based gateway is not supported',
    'Une passerelle événementielle qui démarre un processus, ou parallèle, n’est pas exécutée.',
  ],
  [
    'An instantiating receive task is not supported',
    'Une tâche de réception qui démarre un processus n’est pas exécutée.',
  ],
  // Files.
  ['The file is larger than * characters', 'Le fichier dépasse * caractères.'],
  [
    'Document types and entities are not accepted',
    'Les types de document et les entités (DOCTYPE, ENTITY) sont refusés.',
  ],
  ['Must contain at least one executable process', 'Il faut au moins un processus exécutable.'],
  ['Must contain at least one decision', 'Il faut au moins une décision.'],
  [
    "A function written in '*' is currently not supported: use FEEL",
    'Une fonction écrite en « * » n’est pas prise en charge : employez FEEL.',
  ],
  [
    "The logic '*' is currently not supported",
    'La logique « * » n’est pas prise en charge : employez une table de décision ou une expression.',
  ],
  ['Requires itself, through *', 'Cette décision dépend d’elle-même : *.'],
  [
    "Requires the decision '*', which is not in this file",
    'Cette décision demande « * », qui n’est pas dans ce fichier.',
  ],
  ['Must be a JSON object', 'Ce fichier n’est pas un objet JSON.'],
  ["Must have an 'id'", 'Il manque l’identifiant (« id »).'],
  ['Not JSON: *', 'Ce fichier n’est pas du JSON : *'],
  ['Expected a name that ends in .bpmn, .dmn or .form', 'Le nom du fichier doit finir par .bpmn, .dmn ou .form.'],
  // Expressions.
  ['The expression is empty', 'L’expression est vide.'],
  ['The expression is longer than * characters', 'L’expression dépasse * caractères.'],
  ['The expression is nested deeper than * levels', 'L’expression est imbriquée sur plus de * niveaux.'],
  ["Cannot parse the expression '*' at position *", 'L’expression « * » ne se lit pas, au caractère *.'],
  ["Cannot parse the expression '*': *", 'L’expression « * » ne se lit pas : *'],
  ["Cannot parse the expression '*'", 'L’expression « * » ne se lit pas.'],
  [
    "Invalid duration format '*'. Expected ISO 8601, like 'P2DT3H'",
    'La durée « * » ne se lit pas : écrivez-la en ISO 8601, par exemple P2DT3H.',
  ],
  [
    "Invalid cycle '*'. Expected 'R3/PT10M' or cron",
    'Le cycle « * » ne se lit pas : écrivez-le comme R3/PT10M, ou en cron.',
  ],
  ["Invalid cycle '*': *", 'Le cycle « * » ne se lit pas : *'],
  ["Invalid cycle '*'", 'Le cycle « * » ne se lit pas.'],
  ["The cycle '*' never fires", 'Le cycle « * » ne se déclenche jamais.'],
  ["The cycle '*' has no length", 'Le cycle « * » n’a pas de durée.'],
];

/** Words that a message fills in by itself. */
const WORDS: Readonly<Record<string, string>> = { error: 'erreur', escalation: 'escalade' };

const PATTERNS = FRENCH.map(([english, french]) => ({
  pattern: new RegExp(
    `^${english
      .split('*')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('(.*?)')}$`,
    's',
  ),
  french,
}));

/** The reason in French when we know it; else as the engine says it. */
export function inFrench(reason: string): string {
  for (const { pattern, french } of PATTERNS) {
    const found = pattern.exec(reason);
    if (found) {
      const filled = found.slice(1).map((part) => WORDS[part] ?? part);
      return french.replace(/\*/g, () => filled.shift() ?? '');
    }
  }
  return reason;
}
