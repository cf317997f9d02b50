import type { FaultWords } from '../../formats/fault-words.ts';

/** What can be wrong in the diagram itself. */
export const DIAGRAM_FAULTS = {
  'diagram-missing': ['Le diagramme « {path} » manque.', 'The diagram “{path}” is missing.'],
  'diagram-second': [
    'Un circuit n’a qu’un diagramme, celui qui porte son nom.',
    'A circuit has one diagram, the one that bears its name.',
  ],
  'diagram-unreadable': ['Le diagramme ne peut pas être lu : {reason}', 'The diagram cannot be read: {reason}'],
  'diagram-hostile': [
    'Le fichier contient une déclaration DOCTYPE ou des entités : il est refusé sans être lu.',
    'The file holds a DOCTYPE declaration or entities: it is refused unread.',
  ],
  'file-too-large': [
    'Le fichier dépasse la taille admise ({max} caractères).',
    'The file is over the size allowed ({max} characters).',
  ],
  'too-many-elements': [
    'Le diagramme compte {count} éléments ; {max} au plus sont admis.',
    'The diagram has {count} elements; at most {max} are allowed.',
  ],
  'not-one-process': [
    'Un circuit a un seul processus exécutable ; ce diagramme en a {count}.',
    'A circuit has one executable process; this diagram has {count}.',
  ],
  'process-name': [
    'Le processus doit avoir pour identifiant le nom du circuit, « {kind} ».',
    'The process must bear the name of the circuit, “{kind}”.',
  ],
  'element-unsupported': [
    '« {name} » : les éléments de type {type} ne sont pas exécutés par le moteur.',
    '“{name}”: elements of type {type} are not executed by the engine.',
  ],
  'engine-refuses': ['Le moteur refuse cet élément : {motif}', 'The engine refuses this element: {reason}'],
  'way-without-condition': ['Dites quand ce chemin est pris.', 'Say when this way is taken.'],
  'linter-finds': ['Règle « {rule} » de Camunda 8.9 : {reason}', 'Rule “{rule}” of Camunda 8.9: {reason}'],
  'linter-fails': [
    'Règle « {rule} » de Camunda 8.9 : elle n’a pas pu être appliquée à cet élément ({reason}).',
    'Rule “{rule}” of Camunda 8.9: it could not be applied to this element ({reason}).',
  ],
  'check-failed': [
    'Cette vérification n’a pas pu aller à son terme : {check}. Signalez-le à qui exploite le portail.',
    'This check could not be carried to its end: {check}. Tell whoever runs the portal.',
  ],
  'register-missing': [
    'La première étape doit être « Enregistrer la demande » (request-register).',
    'The first step must be “Register the request” (request-register).',
  ],
  'job-type-unknown': ['Aucun automate ne fait « {type} ».', 'No worker does “{type}”.'],
  'header-missing': ['Il manque à « {type} » de dire « {header} ».', '“{type}” lacks “{header}”.'],
  'header-value': [
    '« {header} » ne peut pas être « {value} » ; choisissez : {values}.',
    '“{header}” cannot be “{value}”; choose among: {values}.',
  ],
  'header-malformed': [
    '« {header} » ne peut pas être « {value} » ; par exemple : {example}.',
    '“{header}” cannot be “{value}”; for instance: {example}.',
  ],
  'property-value': [
    'La propriété « {property} » du processus ne peut pas valoir « {value} » ; par exemple : {expected}.',
    'The property “{property}” of the process cannot be “{value}”; for instance: {expected}.',
  ],
  'proposes-itself': [
    'Une démarche ne se propose pas elle-même : retirez-la de celles qui sont proposées ensuite (propriété « proposes »).',
    'A kind does not propose itself: take it out of those proposed next (property “proposes”).',
  ],
  'proposed-kind-unknown': [
    'Aucune démarche en service ne s’appelle « {kind} » : elle ne sera proposée à personne tant qu’elle n’est pas publiée (propriété « proposes »).',
    'No kind in force is called “{kind}”: it is proposed to nobody until it is published (property “proposes”).',
  ],
  'header-unknown': [
    '« {type} » ne lit pas l’en-tête « {header} » : vérifiez son nom, ou retirez-le.',
    '“{type}” does not read the header “{header}”: check its name, or remove it.',
  ],
  'start-fact-unknown': [
    '« {fact} » n’est pas un fait que le portail donne au début d’un circuit (propriété « startFacts »).',
    '“{fact}” is not a fact that the portal gives a circuit at its start (property “startFacts”).',
  ],
  'cutoff-day': [
    '« {day} » n’est pas un jour du mois (propriété « payCutoffDay »).',
    '“{day}” is not a day of the month (property “payCutoffDay”).',
  ],
  'outcome-unknown': [
    '« {outcome} » n’est pas une issue qu’un visa peut offrir : choisissez-les dans « Issues offertes ».',
    '“{outcome}” is not an outcome that a visa can offer: choose them under “Outcomes offered”.',
  ],
  'distinct-unknown': [
    '« {name} » n’est pas l’étape d’une autre personne de ce circuit : choisissez-la dans « Distinct de ».',
    '“{name}” is not another person’s step of this circuit: choose it under “Distinct from”.',
  ],
  'format-unknown': [
    '« {format} » n’est pas un format, ou ne convient pas à un composant « {type} » : phone, email, iban, holder, country, sur une ligne de texte.',
    '“{format}” is no format, or does not suit a “{type}”: phone, email, iban, holder, country, on a line of text.',
  ],
  'closed-misplaced': [
    'Seule une pièce à joindre peut être fermée (ici : {type}).',
    'Only a document can be closed (here: {type}).',
  ],
  'sensitive-misplaced': [
    'Seule une ligne de texte peut être sensible, et jamais un fait du circuit (« {type} »).',
    'Only a line of text can be sensitive, and never a fact of the circuit (“{type}”).',
  ],
  'message-without-text': [
    'Le message « {message} » n’a pas de texte ({language}).',
    'The message “{message}” has no text ({language}).',
  ],
  'recipient-unknown': ['« {recipient} » n’est pas un destinataire connu.', '“{recipient}” is not a known recipient.'],
  'user-task-not-native': [
    'L’étape d’une personne est une tâche utilisateur native (zeebe:userTask).',
    'A person’s step is a native user task (zeebe:userTask).',
  ],
  'role-not-one': [
    'L’étape d’une personne nomme un seul rôle, dans ses groupes candidats.',
    'A person’s step names one role, as its candidate group.',
  ],
  'starter-signs': [
    'Une démarche ouverte par le rôle « {role} » ne peut pas comporter de signature : il n’engage que ce qui n’est pas un acte (l’entretien).',
    'A request started by the role “{role}” can have no signature: they start what is no act (the interview).',
  ],
  'role-unknown': ['« {role} » n’est pas un rôle.', '“{role}” is not a role.'],
  'decision-unknown': [
    '« {decision} » n’est pas une sorte de décision (en-tête « decision »).',
    '“{decision}” is not a kind of decision (header “decision”).',
  ],
  'way-unclosed': [
    'Un chemin arrive à « {name} » sans clore la demande : elle resterait ouverte. Placez une clôture avant cette fin.',
    'A way comes to “{name}” without closing the request: it would stay open. Draw a closing before this end.',
  ],
  'withdrawal-unhandled': [
    'Le retrait de la demande est entendu ici, mais aucun chemin ne mène ensuite à une clôture « retirée » : ajoutez ce chemin après l’étape, sous la condition « Demande retirée ».',
    'The withdrawal of the request is heard here, but no way leads from there to a closing as “withdrawn”: add that way after the step, under the condition “Request withdrawn”.',
  ],
  'ways-too-many': [
    'Ce circuit a trop de chemins pour être vérifié : rien ne prouve que ses effets ont leurs garanties. Simplifiez-le, ou coupez-le en circuits appelés.',
    'This circuit has too many ways to be checked: nothing proves that its effects have their guarantees. Make it simpler, or cut it into called circuits.',
  ],
  'correlation-key': [
    'Un message s’attend par « =requestId », pas par « {key} » : un circuit ne reçoit que ce qui est de sa demande.',
    'A message is waited for by “=requestId”, not by “{key}”: a circuit receives what is of its own request only.',
  ],
  'identity-written': [
    '« {name} » dit de quelle demande il s’agit : un circuit ne l’écrit pas. Retirez cette écriture.',
    '“{name}” says which request this is: a circuit does not write it. Remove what writes it.',
  ],
  'binding-latest': [
    'Le formulaire, la table ou le bloc doit être lié au déploiement (binding « deployment ») ; sinon une demande en cours changerait de règles.',
    'Its form, table or block must be bound to the deployment, or a request under way would change rules.',
  ],
  'element-name-missing': [
    '« {name} » n’a pas de nom dans les textes ({language}).',
    '“{name}” has no name in the texts ({language}).',
  ],
  'shared-name': ['Ce nom ne peut pas être celui d’un fichier partagé.', 'This name cannot be used for a shared file.'],
} as const satisfies FaultWords;
