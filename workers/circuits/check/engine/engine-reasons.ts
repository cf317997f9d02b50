import type { Defect, DefectCode, NamedTrigger } from 'harmonie-engine/models';

/**
 * The engine speaks English, as Zeebe does. What our reader refuses, in French: the compiler proves that no code is
 * left out.
 */
const FRENCH = {
  // Files.
  'file-too-long': 'Le fichier dépasse {max} caractères.',
  'document-type': 'Les types de document et les entités (DOCTYPE, ENTITY) sont refusés.',
  'too-many-tags': 'Le fichier a plus de {max} balises.',
  'tag-not-closed': 'Une balise n’est pas fermée.',
  'nested-too-deep': 'Le fichier est emboîté sur plus de {max} niveaux.',
  'attribute-too-long': 'L’attribut « {name} » dépasse {max} caractères.',
  'id-too-long': 'Un identifiant dépasse {max} caractères.',
  'xml-unreadable': 'Le fichier ne se lit pas : {reason}',
  'not-json': 'Ce fichier n’est pas du JSON : {reason}',
  'not-an-object': 'Ce fichier n’est pas un objet JSON.',
  'form-without-id': 'Il manque l’identifiant (« id »).',
  'no-process': 'Il faut au moins un processus exécutable.',
  'too-many-elements': 'Pas plus de {max} éléments et flux dans un processus : celui-ci en a {count}.',
  'too-many-joins': 'Pas plus de {max} passerelles inclusives de jonction dans un processus.',
  // Any element.
  'element-unsupported': 'Les éléments de type {type} ne sont pas exécutés par le moteur.',
  'element-unreadable': 'Cet élément ne se lit pas : {reason}',
  'id-missing': 'Cet élément n’a pas d’identifiant.',
  'loop-unsupported': '« {type} » n’est pas exécuté par le moteur.',
  'parallel-multiple': 'Un événement qui attend plusieurs choses à la fois n’est pas exécuté.',
  'gateway-starts-or-parallel':
    'Une passerelle événementielle qui démarre un processus, ou parallèle, n’est pas exécutée.',
  'receive-task-starts': 'Une tâche de réception qui démarre un processus n’est pas exécutée.',
  'several-event-definitions': 'Un événement n’attend qu’une chose.',
  'no-event-definition': 'Cet événement doit dire ce qu’il attend : message, minuterie…',
  'event-definition-unsupported': 'Un événement de type « {type} » n’est pas exécuté à cet endroit.',
  'attribute-empty': 'L’attribut « {attribute} » de « {extension} » doit être rempli.',
  'name-not-variable': 'Le nom « {name} » n’est pas un nom de variable.',
  'mapping-target': 'La cible « {target} » d’une correspondance n’est pas un nom de variable.',
  'mapping-without-source': 'La correspondance vers « {target} » n’a pas de source.',
  'gathering-half': '« outputCollection » et « outputElement » vont ensemble.',
  'header-twice': 'L’en-tête « {header} » est donné plus d’une fois.',
  'binding-unknown': 'Le rattachement « {binding} » n’existe pas.',
  'binding-without-tag': 'Un rattachement par étiquette de version demande l’attribut « versionTag ».',
  'version-tag-expression': 'Une étiquette de version est un texte, pas une expression.',
  'version-tag-empty': 'L’étiquette de version est vide.',
  'date-unreadable':
    'La date « {text} » ne s’écrit pas ainsi : il faut la forme ISO 8601 avec le fuseau, comme « 2030-01-31T10:00:00Z ».',
  'duration-unreadable': 'La durée « {text} » ne s’écrit pas ainsi : il faut la forme ISO 8601, comme « P2DT3H ».',
  'cycle-unreadable':
    'Le cycle « {text} » ne se répète pas : il s’écrit en ISO 8601, comme « R3/PT10M », ou en cron de six champs.',
  'priority-out-of-range': 'La priorité « {text} » n’est pas un nombre entier de 0 à 100.',
  'job-priority-later': 'Un travail n’a pas de priorité avant Camunda 8.10.',
  // Tasks and listeners.
  'task-definition-missing': 'Le type de travail n’est pas indiqué (zeebe:taskDefinition).',
  'throw-without-task-definition':
    'Un événement qui envoie un message doit indiquer un type de travail (zeebe:taskDefinition).',
  'decision-or-job':
    'Il faut indiquer soit une table (zeebe:calledDecision), soit un type de travail (zeebe:taskDefinition).',
  'script-or-job':
    'Il faut indiquer soit une expression (zeebe:script), soit un type de travail (zeebe:taskDefinition).',
  'form-key-on-task': '« formKey » est réservé aux tâches par travail : employez « formId » ou « externalReference ».',
  'task-form-not-one': 'Un formulaire est désigné soit par « formId », soit par « externalReference ».',
  'job-form-not-one':
    'Le formulaire d’une tâche utilisateur par travail est désigné soit par « formId », soit par « formKey ».',
  'start-form-empty': 'Le formulaire de début n’indique ni « formId » ni « formKey » (zeebe:formDefinition).',
  'task-listener-event': 'L’événement d’écoute « {event} » n’existe pas.',
  'execution-listener-event': 'L’événement d’exécution écouté « {event} » n’existe pas.',
  'execution-listener-headers-later': 'Un écouteur d’exécution n’a pas d’en-têtes avant Camunda 8.10.',
  'start-listener-here': 'Un écouteur d’exécution « start » n’est pas permis à cet endroit.',
  'end-listener-here': 'Un écouteur d’exécution « end » n’est pas permis à cet endroit.',
  'listener-twice': 'Deux écouteurs d’exécution ont le même type : « {type} ».',
  'business-id-later': 'Un appel n’a pas de « businessId » avant Camunda 8.10.',
  // What events wait for or throw.
  'timer-not-one': 'Une minuterie a une date, une durée ou un cycle, et un seul des trois.',
  'start-timer-duration': 'Un processus commence à une date, ou par un cycle.',
  'catch-timer-cycle': 'Une attente a une date ou une durée.',
  'cycle-interrupts': 'Une minuterie répétée demande un événement non interruptif.',
  'message-missing': 'Le message attendu doit être désigné et avoir un nom.',
  'correlation-key-missing': 'Le message « {message} » doit avoir une clé de corrélation.',
  'signal-missing': 'Le signal attendu doit être désigné et avoir un nom.',
  'reference-missing': 'Il faut désigner une {trigger}.',
  'code-missing': 'Il manque le code de l’élément désigné ({trigger}).',
  'code-expression': 'Le code attendu par un événement est un texte simple ({trigger}).',
  'link-without-name': 'Un lien doit avoir un nom.',
  'condition-missing': 'Un événement conditionnel doit avoir une condition.',
  'variable-event': 'L’événement de variable « {event} » n’existe pas.',
  'compensation-does-not-wait': 'Une compensation attend toujours la fin de ce qu’elle déclenche.',
  'catches-all-twice': 'Un seul événement peut tout attraper à cet endroit ({trigger}).',
  'caught-twice': 'Un seul événement peut répondre ici à « {trigger} » : « {name} ».',
  'link-target-twice': 'Plusieurs arrivées de lien portent le même nom : « {link} ».',
  'link-target-missing': 'Le lien « {link} » part et n’arrive nulle part.',
  // How they are drawn together.
  'no-start': 'Il faut au moins un événement de début.',
  'none-start-twice': 'Un processus n’a qu’un événement de début simple.',
  'none-start-not-one': 'Il faut un événement de début simple et un seul.',
  'start-not-one': 'Il faut un événement de début et un seul.',
  'start-not-allowed': 'Un événement de début n’a pas sa place ici.',
  'end-not-allowed': 'Un événement de fin n’a pas sa place ici.',
  'no-activity': 'Il faut au moins une activité.',
  'start-with-incoming': 'Aucun flux n’entre dans un événement de début.',
  'end-with-outgoing': 'Aucun flux ne sort d’un événement de fin.',
  'sub-process-start-trigger': 'Le début d’un sous-processus est un événement de début simple.',
  'event-sub-process-start-trigger': 'Le début d’un sous-processus événementiel a un déclencheur.',
  'event-sub-process-with-flows': 'Un sous-processus événementiel n’a ni flux entrant ni sortant.',
  'process-start-trigger': 'Un processus ne commence pas sur une {trigger}.',
  'error-start-not-interrupting': 'Un début sur erreur est toujours interruptif.',
  'boundary-not-attached': 'Cet événement doit être attaché à une activité.',
  'boundary-with-incoming': 'Aucun flux n’entre dans un événement de bordure.',
  'error-boundary-not-interrupting': 'Un événement de bordure d’erreur est toujours interruptif.',
  'escalation-boundary-host':
    'Un événement de bordure d’escalade se pose sur un sous-processus ou un appel de processus.',
  'flow-without-condition': 'Le flux « {flow} » doit avoir une condition, ou être le flux par défaut.',
  'condition-misplaced': 'Une condition n’est possible qu’après une passerelle exclusive ou inclusive.',
  'event-gateway-one-flow': 'Une passerelle événementielle a au moins deux flux sortants.',
  'event-gateway-target':
    'Une passerelle événementielle ne mène qu’à des événements qui attendent un message, une minuterie, un signal ou une condition : pas à « {target} ».',
  'event-gateway-target-shared': 'L’événement « {target} » ne doit être atteint que par la passerelle événementielle.',
  'link-catch-with-incoming': 'Aucun flux n’entre dans l’arrivée d’un lien.',
  'link-throw-with-outgoing': 'Aucun flux ne sort du départ d’un lien.',
  'handler-with-incoming': 'Aucun flux n’entre dans une activité de compensation.',
  'handler-with-outgoing': 'Aucun flux ne sort d’une activité de compensation.',
  'handler-with-boundary': 'Une activité de compensation ne porte pas d’événement de bordure.',
  'compensation-with-outgoing': 'Aucun flux ne sort d’un événement de bordure de compensation.',
  'compensation-without-handler':
    'Un événement de bordure de compensation doit être associé à une activité de compensation.',
  'compensation-out-of-scope': 'Une compensation ne désigne qu’une activité de son propre niveau.',
  // Decisions.
  'no-decision': 'Il faut au moins une décision.',
  'too-many-decisions': 'Pas plus de {max} décisions dans un fichier.',
  'decision-cycle': 'Cette décision dépend d’elle-même : {path}.',
  'decision-missing': 'Cette décision demande « {decision} », qui n’est pas dans ce fichier.',
  'logic-unsupported':
    'La logique « {logic} » n’est pas prise en charge : employez une table de décision ou une expression.',
  'function-unsupported': 'Une fonction écrite en « {language} » n’est pas prise en charge : employez FEEL.',
  // Expressions.
  'static-value':
    'Il faut une expression, et « {text} » est un simple texte : une expression commence par « = », par exemple « ={text} ».',
  'expression-fails': 'L’expression ne peut pas être évaluée : {reason}',
  'expression-empty': 'L’expression est vide.',
  'expression-too-long': 'L’expression dépasse {max} caractères.',
  'expression-too-deep': 'L’expression est imbriquée sur plus de {max} niveaux.',
  'expression-unreadable': 'L’expression « {text} » ne se lit pas.',
  'expression-unreadable-at': 'L’expression « {text} » ne se lit pas, au caractère {position}.',
  'expression-unreadable-because': 'L’expression « {text} » ne se lit pas : {reason}',
  'unary-test-unreadable-at': 'La condition « {text} » de la table ne se lit pas, au caractère {position}.',
  'unary-test-unreadable-because': 'La condition « {text} » de la table ne se lit pas : {reason}',
} as const satisfies Record<DefectCode, string>;

const TRIGGERS: Readonly<Record<NamedTrigger, string>> = {
  message: 'message',
  signal: 'signal',
  error: 'erreur',
  escalation: 'escalade',
  conditional: 'condition',
};

/** The reason of a defect in French. */
export function inFrench({ code, params }: Pick<Defect, 'code' | 'params'>): string {
  const given: Readonly<Record<string, string | number>> = params;
  return FRENCH[code].replace(/\{(\w+)\}/g, (_blank, name: string) => {
    const value = String(given[name]);
    return name === 'trigger' ? TRIGGERS[value as NamedTrigger] : value;
  });
}
