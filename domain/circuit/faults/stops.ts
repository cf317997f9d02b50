import type { FaultWords } from '../../formats/fault-words.ts';

/**
 * What would leave a request where nobody can act on it: the engine accepts the drawing, and the
 * request stops there or loops for ever.
 */
export const STOPS_FAULTS = {
  'message-unsent': [
    'Personne n’envoie le message « {message} » : la demande l’attendrait sans fin. Ceux que le portail envoie à ce circuit : {known}.',
    'Nobody sends the message “{message}”: the request would wait for it for ever. Those that the portal sends this circuit: {known}.',
  ],
  'signal-unsent': [
    'Rien dans ce circuit n’envoie le signal « {signal} » : la demande l’attendrait sans fin.',
    'Nothing in this circuit sends the signal “{signal}”: the request would wait for it for ever.',
  ],
  'start-not-by-request': [
    'Un circuit commence par le dépôt d’une demande, et par rien d’autre : ce début ouvrirait des circuits qui ne sont d’aucune demande. Retirez-le.',
    'A circuit begins with the filing of a request and with nothing else: this start would begin circuits that are of no request. Remove it.',
  ],
  'wait-too-long': [
    'Cette attente dure « {duration} » : la demande resterait là plus de {years} ans. Vérifiez la durée.',
    'This wait lasts “{duration}”: the request would stay there for more than {years} years. Check the duration.',
  ],
  'timer-too-often': [
    'Cette minuterie se répète toutes les « {interval} » : ce qui la suit serait fait plus d’une fois par heure, jusqu’à la fin de la demande. Espacez-la.',
    'This timer repeats every “{interval}”: what follows it would be done more than once an hour, until the request ends. Space it out.',
  ],
  'error-uncaught': [
    'Rien autour de cette fin ne reçoit l’erreur « {error} » : la demande s’arrêterait là. Posez un événement d’erreur au bord du sous-processus, ou une fin simple.',
    'Nothing around this end catches the error “{error}”: the request would stop there. Attach an error event to the sub-process, or draw a plain end.',
  ],
  'loop-endless': [
    'Cette boucle n’attend personne, ni rien qui dure une heure ({steps}) : elle tournerait sans arrêt. Placez-y l’étape d’une personne, ou une attente d’une heure au moins.',
    'This loop waits for nobody, and for nothing that lasts an hour ({steps}): it would turn without a stop. Put a person’s step in it, or a wait of an hour at least.',
  ],
  'join-incomplete': [
    'Cette passerelle attend tous les chemins qui y arrivent, et ils ne sont jamais suivis ensemble : la demande y resterait. Pour réunir les branches d’un choix, employez une passerelle exclusive.',
    'This gateway waits for all the ways that come to it, and they are never taken together: the request would stay there. To bring the branches of a choice together, use an exclusive gateway.',
  ],
  'choice-without-way': [
    'Aucun de ces chemins ne serait pris si {example} : la demande s’arrêterait là. Ajoutez ce cas, ou le chemin « sinon ».',
    'None of these ways would be taken if {example}: the request would stop there. Add that case, or the way “otherwise”.',
  ],
  'choice-without-otherwise': [
    'Rien ne prouve que l’un de ces chemins sera toujours pris : sans chemin « sinon », la demande s’arrêterait là.',
    'Nothing proves that one of these ways will always be taken: without a way “otherwise”, the request would stop there.',
  ],
  'outcomes-untold': [
    'Cette étape offre « {one} » et « {other} », et rien ne les distingue : la demande continuerait de la même façon. Tracez après elle un chemin pour « {other} », ou ne l’offrez pas.',
    'This step offers “{one}” and “{other}”, and nothing tells them apart: the request would go on in the same way. Draw a way for “{other}” after it, or do not offer it.',
  ],
  'step-unannounced': [
    'Aucun message n’annonce cette étape à qui la tient : la demande l’attendrait dans « À traiter », jusqu’à une relance. Ajoutez ce rôle aux destinataires d’un message qui part avant elle.',
    'No message announces this step to whoever holds it: the request would wait among their tasks until a reminder. Add this role to the recipients of a message that leaves before it.',
  ],
  'closing-untold': [
    'La demande peut être close ici sans que l’agent soit informé de ce qui a été décidé. Choisissez un message, et l’agent parmi ses destinataires.',
    'The request can be closed here without the employee being told what was decided. Choose a message, with the employee among its recipients.',
  ],
  'undoing-unheard': [
    'L’administration peut retirer ou abroger un acte sans que l’agent ait été invité à présenter des observations (code des relations entre le public et l’administration, articles L121-1 et L122-1). Placez avant le visa une réponse de l’agent et son délai : le bloc « Visas » le fait si son appel donne un message et un délai.',
    'The administration can withdraw or repeal an act without the employee being asked for observations (code des relations entre le public et l’administration, articles L121-1 and L122-1). Draw an answer of the employee and its delay before the visa: the block “Visas” does it where its call gives a message and a delay.',
  ],
  'listener-unanswered': [
    'Aucun automate ne répond à l’écouteur « {type} » : la demande s’arrêterait là. Retirez-le ; une étape à part fait ce qu’il ferait.',
    'No worker answers the listener “{type}”: the request would stop there. Remove it; a step of its own does what it would.',
  ],
  'retries-none': [
    'Le nombre d’essais est un nombre entier, à partir de 1 : avec « {retries} », personne ne ferait ce travail.',
    'The number of tries is a whole number, from 1 up: with “{retries}”, nobody would do this job.',
  ],
  'person-named': [
    'L’étape d’une personne nomme un rôle, jamais quelqu’un (« {who} ») : le portail sait qui tient ce rôle le jour venu. Videz ce champ.',
    'A person’s step names a role, never somebody (“{who}”): the portal knows who holds that role on the day. Empty this field.',
  ],
  'compared-nothing': [
    '« {name} » peut rester sans réponse : la comparaison ne serait alors ni vraie ni fausse, et la demande s’arrêterait là. Rendez la réponse obligatoire, ou demandez d’abord si elle est là : {name} != null and …',
    '“{name}” may be left without an answer: the comparison would then be neither true nor false, and the request would stop there. Make the answer mandatory, or first ask whether it is there: {name} != null and …',
  ],
  'value-of-kind': [
    'Il faut ici {wanted}, et « {text} » donne {given} : la demande s’arrêterait là.',
    'What is wanted here is {wanted}, and “{text}” gives {given}: the request would stop there.',
  ],
} as const satisfies FaultWords;
