import type { ErrorParams } from '../errors.ts';
import type { Bilingual } from './manifest.ts';

/**
 * Everything that can be wrong in a circuit, in the words an analyst reads: « {name} » is filled in from the fault's
 * params. A code never changes its meaning.
 */
export const CIRCUIT_FAULTS = {
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
  'linter-finds': ['Règle « {rule} » de Camunda 8.9 : {reason}', 'Rule “{rule}” of Camunda 8.9: {reason}'],
  'linter-fails': [
    'Règle « {rule} » de Camunda 8.9 : elle n’a pas pu être appliquée à cet élément ({reason}).',
    'Rule “{rule}” of Camunda 8.9: it could not be applied to this element ({reason}).',
  ],
  'check-failed': [
    'Cette vérification n’a pas pu aller à son terme : {check}. Signalez-le à qui exploite le portail.',
    'This check could not be carried to its end: {check}. Tell whoever runs the portal.',
  ],
  'start-without-form': [
    'Le début du circuit n’a pas de formulaire : liez-lui l’un de ceux du circuit, par son identifiant.',
    'The start of the circuit has no form: link one of the circuit’s to it, by its id.',
  ],
  'register-missing': [
    'La première étape doit être « Enregistrer la demande » (request-register).',
    'The first step must be “Register the request” (request-register).',
  ],
  'job-type-unknown': ['Aucun automate ne fait « {type} ».', 'No worker does “{type}”.'],
  'header-missing': ['« {type} » a besoin de l’en-tête « {header} ».', '“{type}” needs the header “{header}”.'],
  'header-value': [
    'L’en-tête « {header} » ne peut pas valoir « {value} » ; valeurs admises : {values}.',
    'The header “{header}” cannot be “{value}”; values allowed: {values}.',
  ],
  'header-malformed': [
    'L’en-tête « {header} » ne peut pas valoir « {value} » ; par exemple : {example}.',
    'The header “{header}” cannot be “{value}”; for instance: {example}.',
  ],
  'property-value': [
    'La propriété « {property} » du processus ne peut pas valoir « {value} » ; par exemple : {expected}.',
    'The property “{property}” of the process cannot be “{value}”; for instance: {expected}.',
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
    '« {outcome} » n’est pas une issue qu’un visa peut offrir (en-tête « outcomes ») : approved, complement, refused.',
    '“{outcome}” is not an outcome that a visa can offer (header “outcomes”): approved, complement, refused.',
  ],
  'condition-never': [
    '« {name} » ne vaut jamais « {text} » : ce qui l’attend n’arriverait jamais. Valeurs possibles, à la lettre près : {texts}.',
    '“{name}” is never “{text}”: what waits for it would never happen. Possible values, to the letter: {texts}.',
  ],
  'compared-text': [
    '« {name} » est un texte : écrivez la valeur entre guillemets droits ("{value}"), sans quoi la comparaison n’est jamais vraie.',
    '“{name}” is a text: write the value between straight quotes ("{value}"), or the comparison never holds.',
  ],
  'compared-number': [
    '« {name} » est un nombre : écrivez la valeur sans guillemets ({value}), sans quoi la comparaison n’est jamais vraie.',
    '“{name}” is a number: write the value without quotes ({value}), or the comparison never holds.',
  ],
  'compared-boolean': [
    '« {name} » est vrai ou faux : comparez-le à true ou à false, pas à « {value} ».',
    '“{name}” is true or false: compare it with true or false, not with “{value}”.',
  ],
  'compared-list': [
    '« {name} » est une liste : demandez si elle contient « {value} », list contains({name}, "{value}").',
    '“{name}” is a list: ask whether it contains “{value}”, list contains({name}, "{value}").',
  ],
  'part-of-nothing': [
    '« {name} » est une seule valeur : elle n’a pas de « {part} ». Écrivez « {name} » seul.',
    '“{name}” is a single value: it has no “{part}”. Write “{name}” alone.',
  ],
  'variable-later': [
    'Rien n’a encore donné « {name} » quand on arrive ici : il n’est donné que plus loin, ou sur un autre chemin ({steps}).',
    'Nothing has given “{name}” yet when one comes here: it is given further on only, or on another way ({steps}).',
  ],
  'distinct-unknown': [
    '« {name} » n’est pas l’étape d’une autre personne de ce circuit (en-tête « distinctFrom »).',
    '“{name}” is not another person’s step of this circuit (header “distinctFrom”).',
  ],
  'check-without-form': [
    'Un contrôle consigne ce qui a été fait : il lui faut un formulaire.',
    'A check writes down what was done: it needs a form.',
  ],
  'check-form-component': [
    'Le formulaire d’un contrôle n’admet ni pièce ni réponse sensible (« {type} »).',
    'The form of a check takes neither documents nor sensitive answers (“{type}”).',
  ],
  'format-unknown': [
    '« {format} » n’est pas un format, ou ne convient pas à un composant « {type} » : phone, email, iban, holder, country, sur une ligne de texte.',
    '“{format}” is no format, or does not suit a “{type}”: phone, email, iban, holder, country, on a line of text.',
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
  'role-unknown': ['« {role} » n’est pas un rôle.', '“{role}” is not a role.'],
  'decision-unknown': [
    '« {decision} » n’est pas une sorte de décision (en-tête « decision »).',
    '“{decision}” is not a kind of decision (header “decision”).',
  ],
  'signature-without-template': [
    'Une signature nomme le modèle de son acte (en-tête « template »).',
    'A signature names the template of its act (header “template”).',
  ],
  'template-missing': ['L’acte « {template} » n’est pas écrit.', 'The act “{template}” is not written.'],
  'template-name': [
    'Un modèle d’acte s’appelle « act » ou « refusal ».',
    'The template of an act is called “act” or “refusal”.',
  ],
  'act-text-missing': [
    'L’acte « {template} » n’a pas de « {what} » dans les textes français.',
    'The act “{template}” has no “{what}” in the French texts.',
  ],
  'act-unreadable': ['Ce n’est pas le texte d’un acte : {reason}', 'It is not the text of an act: {reason}'],
  'act-twice': [
    'L’acte « {template} » est écrit deux fois, comme un texte et en Typst : retirez l’un des deux.',
    'The act “{template}” is written twice, as text and in Typst: remove one of them.',
  ],
  'act-block-article': [
    'L’acte ne décide rien : il lui faut un article qui soit toujours imprimé.',
    'The act decides nothing: it needs an article that is always printed.',
  ],
  'act-block-reasons': [
    'Un refus donne ses motifs, en droit et en fait : ajoutez le bloc « Motifs du refus ».',
    'A refusal gives its reasons, in law and in fact: add the block “Reasons of the refusal”.',
  ],
  'act-reasons-of-grant': [
    'Seule une décision de refus imprime les motifs d’un refus : retirez ce bloc.',
    'Only a decision of refusal prints the reasons of a refusal: remove this block.',
  ],
  'act-block-references': [
    'L’acte ne vise ni les textes du circuit ni les avis rendus : ajoutez le bloc « Textes et avis ».',
    'The act cites neither the texts of the circuit nor the opinions given: add the block “Texts and opinions”.',
  ],
  'act-without-agent': ['Aucun article ne nomme l’agent.', 'No article names the agent.'],
  'act-order': [
    'Les visas et les considérants précèdent les articles.',
    'Visas and recitals come before the articles.',
  ],
  'act-block-empty': ['Ce bloc ne dit rien.', 'This block says nothing.'],
  'act-brace': [
    'Une accolade seule. Une donnée s’écrit entre deux accolades.',
    'A brace by itself. A datum stands between two braces.',
  ],
  'act-visa-twice': [
    '« Vu » est imprimé par le portail ; retirez-le du texte.',
    '“Vu” is printed by the portal; remove it from the text.',
  ],
  'act-recital-que': [
    'Un considérant commence par « que » (« Considérant » est imprimé par le portail).',
    'A recital begins with “que” (“Considérant” is printed by the portal).',
  ],
  'act-datum-unknown': [
    '« {data} » n’est le nom d’aucune donnée de ce circuit.',
    '“{data}” is the name of no datum of this circuit.',
  ],
  'act-datum-missing': [
    'L’acte imprime « {data} », dont rien n’est connu.',
    'The act prints “{data}”, of which nothing is known.',
  ],
  'act-datum-unsure': [
    '« {data} » peut ne pas être connu. N’imprimez le bloc que si la donnée est connue.',
    '“{data}” may not be known. Print the block only if the datum is known.',
  ],
  'act-format-unknown': [
    '« {data} » ne s’écrit pas sous la forme « {format} ».',
    '“{data}” is not written as “{format}”.',
  ],
  'act-words-missing': [
    'Aucun mot n’est donné pour « {value} » ({data}).',
    'No words are given for “{value}” ({data}).',
  ],
  'act-condition-unknown': [
    'La condition de ce bloc porte sur « {data} », qui n’est le nom d’aucune donnée de ce circuit.',
    'The condition of this block is about “{data}”, the name of no datum of this circuit.',
  ],
  'act-condition-empty': [
    'Dites à quelle valeur de « {data} » ce bloc tient.',
    'Say on which value of “{data}” this block hangs.',
  ],
  'act-condition-never': ['« {data} » ne vaut jamais « {value} ».', '“{data}” is never “{value}”.'],
  'act-error-uncaught': [
    'Rien ne rattrape l’erreur ACT_INCOMPLETE : un acte qui ne peut pas être pris arrêterait le circuit.',
    'Nothing catches the error ACT_INCOMPLETE: an act that cannot be issued would stop the circuit.',
  ],
  'refusal-without-author': [
    'Personne n’est l’auteur des motifs de ce refus : aucune signature qui peut être refusée n’y conduit.',
    'Nobody is the author of the reasons of this refusal: no signature that can be refused leads to it.',
  ],
  'theme-missing': [
    'Le thème « {theme} » n’est pas dans le circuit : choisissez l’un des thèmes de la situation ({known}).',
    'The theme “{theme}” is not in the circuit: choose one of the themes of the situation ({known}).',
  ],
  'from-unknown': [
    'Ce champ se remplirait depuis « {from} », qui n’est pas un champ en clair d’un thème du circuit ({known}) : écrivez « thème.champ ».',
    'This field would be filled in from “{from}”, which is no plain field of a theme of the circuit ({known}): write “theme.field”.',
  ],
  'from-item': [
    'Ce champ demande un élément de la liste « {from} » : faites-en un choix (« select » ou « radio »), sans options ; « {type} » n’en offre pas.',
    'This field asks for an item of the list “{from}”: make it a choice (“select” or “radio”), without options; “{type}” offers none.',
  ],
  'theme-unreadable': ['Ce n’est pas un thème : {reason}', 'It is not a theme: {reason}'],
  'theme-name': [
    'Un thème porte le nom de son fichier : « {file} », et non « {name} ».',
    'A theme bears the name of its file: “{file}”, not “{name}”.',
  ],
  'theme-property-unknown': ['Un thème n’a pas de « {key} » ici.', 'A theme has no “{key}” here.'],
  'theme-property-missing': ['Il manque « {key} ».', '“{key}” is missing.'],
  'theme-value': ['Valeurs admises : {values}.', 'Values allowed: {values}.'],
  'theme-key-twice': [
    '« {key} » est écrit deux fois, ou est un nom que le portail garde pour lui.',
    '“{key}” stands twice, or is a name that the portal keeps for itself.',
  ],
  'theme-key-unknown': [
    '« {key} » n’est le nom de rien dans ce thème.',
    '“{key}” is the name of nothing in this theme.',
  ],
  'theme-below-floor': [
    'La garantie « {guarantee} » est trop faible : le champ « {field} », de type {type}, demande « {floor} » au moins.',
    'The guarantee “{guarantee}” is too weak: the field “{field}”, of the type {type}, asks for “{floor}” at least.',
  ],
  'theme-below-former': [
    'La garantie ne descend pas au-dessous de ce qu’elle a été : « {guarantee} ».',
    'The guarantee does not go below what it was: “{guarantee}”.',
  ],
  'theme-field-held': [
    'Des valeurs connues tiennent encore à « {field} » ({type}) : ce champ ne se retire pas, ne change pas de type et ne cesse pas d’être sensible. Son libellé peut changer.',
    'Known values still hold “{field}” ({type}): this field is not removed, does not change type and stays sensitive. Its label may change.',
  ],
  'theme-use-fixed': [
    'Ce à quoi le portail emploie un thème ne change pas : « {use} ».',
    'What the portal uses a theme for does not change: “{use}”.',
  ],
  'theme-use-taken': [
    'Le thème « {theme} » sert déjà à cela (« {use} »).',
    'The theme “{theme}” is used for that already (“{use}”).',
  ],
  'theme-without-answer': [
    'Aucun champ n’est répondu par un formulaire : rien ne pourrait changer ce thème.',
    'No field is answered by a form: nothing could change this theme.',
  ],
  'theme-length': [
    '« {value} » n’est pas une durée en jours, semaines, mois ou années, par exemple P6M.',
    '“{value}” is no length in days, weeks, months or years, such as P6M.',
  ],
  'theme-at-end': [
    'Seul un thème par périodes (« dated ») prend fin : lui seul dit ce qui se passe alors.',
    'Only a theme in periods (“dated”) ends: it alone says what happens then.',
  ],
  'theme-fact-personal': [
    'Le champ « {field} » ({type}) est personnel : il ne peut pas être un fait du circuit, que le moteur connaîtrait.',
    'The field “{field}” ({type}) is personal: it cannot be a fact of the circuit, which the engine would know.',
  ],
  'theme-format': [
    '« {field} » change le thème « {theme} » : donnez à cette ligne de texte le format « {format} », sans quoi tout ce qui s’y tape serait gardé.',
    '“{field}” changes the theme “{theme}”: give this line of text the format “{format}”, or anything typed there would be kept.',
  ],
  'theme-not-sensitive': [
    'Le champ « {field} » ({type}) est à chiffrer : donnez-lui « sensitive », et qui peut le lire.',
    'The field “{field}” ({type}) has to be encrypted: mark it “sensitive”, and say who may read it.',
  ],
  'theme-without-reader': [
    'Dites qui peut lire le champ « {field} » en clair (« readers »).',
    'Say who may read the field “{field}” in clear (“readers”).',
  ],
  'theme-reader': [
    '« {role} » ne lit aucune valeur sensible : seuls le gestionnaire et le financier comparent « {field} » à sa preuve.',
    '“{role}” reads no sensitive value: only the gestionnaire and the financier compare “{field}” with its proof.',
  ],
  'theme-without-choice': ['Le champ « {field} » n’a aucun choix.', 'The field “{field}” has no choice.'],
  'theme-given-by-none': [
    'Aucun choix d’un autre champ ne donne « {field} ».',
    'No choice of another field gives “{field}”.',
  ],
  'theme-given-by-some': [
    'Le choix « {value} » ne donne pas « {field} », que les autres donnent.',
    'The choice “{value}” does not give “{field}”, which others give.',
  ],
  'theme-source': [
    'Le champ « {field} » ne peut pas venir de « {source} » : son type n’est pas le bon.',
    'The field “{field}” cannot come from “{source}”: its type is another.',
  ],
  'theme-grid': [
    'Le champ « {field} » nomme la grille qui le donne (« grid ») si sa source est une grille, et seulement alors.',
    'The field “{field}” names the grid that gives it (“grid”) if its source is a grid, and only then.',
  ],
  'theme-grows': [
    'Seul un nombre que le formulaire demande peut croître : « {field} » est de type {type}, ou vient d’ailleurs.',
    'Only a number that the form asks for can grow: “{field}” is of the type {type}, or comes from elsewhere.',
  ],
  'theme-sentence-missing': [
    'Un acte dit ce qu’il change : écrivez la phrase (« sentence »), avec chacune des valeurs.',
    'An act says what it changes: write its sentence, with each of the values.',
  ],
  'theme-sentence-lacks': [
    'La phrase ne dit pas « {key} » : ce que l’acte ne dit pas n’est signé de personne.',
    'The sentence does not say “{key}”: what the act does not say is signed by nobody.',
  ],
  'theme-act-day': [
    'Un acte dit à compter de quand : « inTime » nomme la réponse qui donne ce jour (« from »).',
    'An act says from when: “inTime” names the answer that gives the day (“from”).',
  ],
  'theme-act-in-time': [
    'Un acte accorde une valeur à compter d’un jour, ou d’un jour à un autre : ni un élément d’une liste, ni un mouvement d’un solde.',
    'An act grants a value from a day, or from a day until another: neither an item of a list nor a movement of a balance.',
  ],
  'theme-balance-total': [
    'Un solde se lit dans un seul champ, de type « number » ou « amount » et de source « balance », calculé : ni payé, ni donné au moteur, ni chiffré ({fields}).',
    'A balance is read in one field, of type “number” or “amount” and of source “balance”, worked out: neither paid, nor given to the engine, nor encrypted ({fields}).',
  ],
  'theme-balance-amount': [
    'Le montant d’un mouvement est un nombre obligatoire du formulaire, non chiffré : « {field} » n’en est pas un.',
    'The amount of a movement is a required number of the form, not encrypted: “{field}” is none.',
  ],
  'theme-balance-by': [
    'Un choix obligatoire du formulaire dit le sens d’un mouvement : « {field} » n’en est pas un.',
    'A required choice of the form says which way a movement goes: “{field}” is none.',
  ],
  'theme-balance-out': [
    'Aucun choix n’est « {value} », qui retirerait du solde.',
    'No choice is “{value}”, which would take from the balance.',
  ],
  'theme-act-value': [
    'Un acte dit chacune des valeurs qu’il change : « {field} » doit être obligatoire, et connu à la signature.',
    'An act says each of the values that it changes: “{field}” has to be required, and known when it is signed.',
  ],
  'theme-use-now': [
    'Le portail se sert de ce thème (« {use} ») : une seule valeur à la fois et, pour « reach », depuis l’instant où elle est inscrite.',
    'The portal uses this theme (“{use}”): one value at a time and, for “reach”, from the instant when it is written.',
  ],
  'theme-status': [
    'Le portail ne connaît pas le statut « {value} ». Connus : {known}.',
    'The portal does not know the status “{value}”. Known: {known}.',
  ],
  'theme-use-lacks': [
    'Le portail se sert de ce thème (« {use} ») : il lui faut le champ « {field} », de type {type}, non chiffré.',
    'The portal uses this theme (“{use}”): it needs the field “{field}”, of the type {type}, not encrypted.',
  ],
  'theme-movement': [
    'Le mouvement de paye « {movement} » ne suit aucun thème.',
    'The movement of pay “{movement}” follows no theme.',
  ],
  'theme-pays-nothing': [
    'Le mouvement de paye « {movement} » n’a rien par quoi payer : marquez un champ « pay ».',
    'The movement of pay “{movement}” has nothing to pay by: mark a field “pay”.',
  ],
  'theme-without-movement': [
    'Le champ « {field} » va à la paye, et le thème ne dit par quel mouvement.',
    'The field “{field}” goes to pay, and the theme does not say by which movement.',
  ],
  'grid-unknown': [
    'La grille « {grid} » n’existe pas : choisissez l’une des grilles de référence ({known}).',
    'The grid “{grid}” does not exist: choose one of the reference grids ({known}).',
  ],
  'grid-column-missing': [
    'La grille « {grid} » n’a pas de colonne « {key} » de type {type} qu’elle donnerait.',
    'The grid “{grid}” has no column “{key}” of the type {type} to give.',
  ],
  'grid-key-missing': [
    'La grille « {grid} » se lit par « {key} » ({type}) : ajoutez ce champ au thème, obligatoire.',
    'The grid “{grid}” is read by “{key}” ({type}): add this field to the theme, required.',
  ],
  'grid-unreadable': ['Ce n’est pas une grille : {reason}', 'It is not a grid: {reason}'],
  'grid-name': [
    'Une grille porte le nom de son fichier : « {file} », et non « {name} ».',
    'A grid bears the name of its file: “{file}”, not “{name}”.',
  ],
  'grid-day': [
    '« {value} » n’est pas un jour du calendrier, par exemple 2026-09-01.',
    '“{value}” is no day of the calendar, such as 2026-09-01.',
  ],
  'grid-upside-down': [
    'La ligne finit le {until}, avant de commencer le {from}.',
    'The row ends on {until}, before it begins on {from}.',
  ],
  'grid-value-missing': ['Il manque une valeur dans la colonne « {key} ».', 'The column “{key}” lacks a value.'],
  'grid-value': ['« {value} » n’est pas une valeur de type {type}.', '“{value}” is no value of the type {type}.'],
  'grid-column-unknown': ['La grille n’a pas de colonne « {key} ».', 'The grid has no column “{key}”.'],
  'grid-two-rows': [
    'Deux lignes pour un même jour ({what}, le {day}) : la ligne {row} y vaut encore.',
    'Two rows for one day ({what}, on {day}): the row {row} still stands there.',
  ],
  'grid-hole': [
    'Un trou dans la grille ({what}) : aucune ligne du {from} au {until}.',
    'A hole in the grid ({what}): no row from {from} to {until}.',
  ],
  'grid-shape-stays': [
    'La colonne « {key} » ne change ni de type ni de rôle, et ne s’ajoute pas à celles qui désignent une ligne : des thèmes la lisent ainsi.',
    'The column “{key}” changes neither its type nor its part, and is not added to those that name a row: themes read it so.',
  ],
  'effect-no-refusal': [
    'Cet effet (« {effect} ») peut s’appliquer à une demande qui a été refusée : {way}. Menez le refus ailleurs.',
    'This effect (“{effect}”) can be applied to a request that was refused: {way}. Lead the refusal elsewhere.',
  ],
  'effect-own-filing': [
    'Cet effet (« {effect} ») vaut pour ce que l’agent a déposé lui-même, et d’autres démarrent ce circuit : {way}. Placez avant lui le visa ou le contrôle d’une autre personne, et son issue favorable.',
    'This effect (“{effect}”) stands on the agent’s own filing, and others start this circuit: {way}. Draw before it the visa or the check of another person, and its favourable outcome.',
  ],
  'effect-decision': [
    'Rien n’a décidé de cet effet (« {effect} ») : {way}. Placez avant lui le visa ou le contrôle d’une personne qui n’est pas l’agent, et son issue favorable.',
    'Nothing decided on this effect (“{effect}”): {way}. Draw before it the visa or the check of someone who is not the agent, and its favourable outcome.',
  ],
  'effect-sealed-act': [
    'Cet effet (« {effect} ») peut s’appliquer sans acte signé et scellé : {way}. Placez avant lui la signature d’un signataire, son issue « signed », puis « Sceller l’acte » (act-seal).',
    'This effect (“{effect}”) can be applied without a signed and sealed act: {way}. Draw before it the signature of a signatory, its outcome “signed”, then “Seal the act” (act-seal).',
  ],
  'effect-answer-missing': [
    'L’acte doit dire ce que cet effet (« {effect} ») change, et il le lit dans le formulaire de dépôt, qui n’exige pas : {answers}. Donnez-lui ces champs, obligatoires : ce que le circuit décide plus tard n’en tient pas lieu.',
    'The act must say what this effect (“{effect}”) changes, and reads it off the form that files the request, which does not ask for: {answers}. Give it these fields, mandatory: what the circuit decides later does not stand for them.',
  ],
  'effect-field-missing': [
    'Cet effet (« {effect} ») lit dans le formulaire de dépôt des réponses qui n’y sont pas demandées : {answers}. Donnez-lui ces champs, sans quoi la demande s’arrêterait ici.',
    'This effect (“{effect}”) reads answers off the form that files the request, which does not ask for: {answers}. Give it these fields, or the request would stop here.',
  ],
  'effect-answer-type': [
    '« {field} » change le thème « {theme} », qui attend une valeur de type {type} : un composant « {component} » n’en donne pas.',
    '“{field}” changes the theme “{theme}”, which awaits a value of the type {type}: a “{component}” gives none.',
  ],
  'effect-choice-unknown': [
    '« {field} » propose ce que le thème « {theme} » n’admet pas : {values}. Valeurs admises : {taken}.',
    '“{field}” offers what the theme “{theme}” does not take: {values}. Values taken: {taken}.',
  ],
  'way-unclosed': [
    'Un chemin arrive à « {name} » sans clore la demande : elle resterait ouverte. Placez une clôture avant cette fin.',
    'A way comes to “{name}” without closing the request: it would stay open. Draw a closing before this end.',
  ],
  'withdrawal-unhandled': [
    'Le retrait de la demande est entendu ici, mais aucun chemin ne mène ensuite à une clôture « retirée » : ajoutez ce chemin après l’étape, sous la condition « Demande retirée ».',
    'The withdrawal of the request is heard here, but no way leads from there to a closing as “withdrawn”: add that way after the step, under the condition “Request withdrawn”.',
  ],
  'act-without-visas': [
    'L’acte ne cite aucun texte : écrivez ses visas (« Vu… »).',
    'The act cites no text: write its references (“Vu…”).',
  ],
  'act-without-articles': [
    'L’acte ne décide rien : écrivez son dispositif, en articles.',
    'The act decides nothing: write what it decides, in articles.',
  ],
  'act-without-reasons': [
    'Un refus est motivé en droit et en fait : le modèle doit écrire les motifs donnés (« reasons.law », puis « reasons.fact »), en considérants.',
    'A refusal is grounded in law and in fact: the template must write the reasons given (“reasons.law”, then “reasons.fact”).',
  ],
  'act-without-appeal': [
    'L’acte « {template} » ne dit ni les voies ni les délais de recours : sans eux, le délai ne court pas. Écrivez-les dans les textes.',
    'The act “{template}” says neither ways nor times of appeal: without them, that time does not run. Write them in the texts.',
  ],
  'effect-proof-at-filing': [
    'Cet effet (« {effect} ») demande que l’agent prouve son identité au dépôt : donnez au processus la propriété « stepUp » à « true ».',
    'This effect (“{effect}”) asks that the agent prove who they are at filing: set the property “stepUp” of the process to “true”.',
  ],
  'effect-alert': [
    'L’agent peut ne pas être alerté avant toute décision sur cet effet (« {effect} ») : {way}. Placez au début un message à l’agent (« notify », destinataire « agent-known »).',
    'The agent may not be alerted before anything is decided on this effect (“{effect}”): {way}. Draw first a message to the agent (“notify”, recipient “agent-known”).',
  ],
  'effect-call-back': [
    'L’agent peut ne pas être rappelé avant cet effet (« {effect} ») : {way}. Placez avant lui un contrôle dont le formulaire demande « calledNumber », ou « way » et « identityDocument », et son issue « confirmed ».',
    'The agent may not be called back before this effect (“{effect}”): {way}. Draw before it a check whose form asks for “calledNumber”, or “way” and “identityDocument”, and its outcome “confirmed”.',
  ],
  'effect-two-people': [
    'Une seule personne peut décider de cet effet (« {effect} ») : {way}. Placez avant lui une seconde décision favorable, que « distinctFrom » réserve à une autre personne que le contre-appel.',
    'One person alone can decide on this effect (“{effect}”): {way}. Draw before it a second favourable decision, which “distinctFrom” keeps for someone else than the call back.',
  ],
  'effect-financier': [
    'Aucune des deux décisions sur cet effet (« {effect} ») n’est celle d’un financier : {way}. Confiez l’une des deux étapes au rôle « financier ».',
    'Neither of the two decisions on this effect (“{effect}”) is a financier’s: {way}. Give one of the two steps to the role “financier”.',
  ],
  'effect-cooling-off': [
    'Cet effet (« {effect} ») peut s’appliquer avant la fin du délai d’arrêt : {way}. Placez avant lui « Fixer le délai d’arrêt » (cooling-off), puis une attente jusqu’à « =stopUntil ».',
    'This effect (“{effect}”) can be applied before the time to stop it is over: {way}. Draw before it “Set the time to stop” (cooling-off), then a wait until “=stopUntil”.',
  ],
  'wait-before-agreement': [
    'Le délai d’arrêt peut être fixé avant l’accord des deux personnes, et passer avant qu’il y ait rien à arrêter : {way}. Placez avant lui le contre-appel et l’accord du financier, et leurs issues favorables.',
    'The time to stop can be set before the two people agreed, and be over before there is anything to stop: {way}. Draw before it the call back and the agreement of finance, and their favourable outcomes.',
  ],
  'pay-without-grounds': [
    'Ce mouvement de paye (« {movement} ») peut être établi sans ce qu’il suit ({ground}) : {way}. Placez la pièce de paye après.',
    'This movement of pay (“{movement}”) can be made without what it follows ({ground}): {way}. Draw the pay piece after it.',
  ],
  'signature-not-signatory': [
    'Une signature revient au rôle « signataire », pas à « {role} ».',
    'A signature is for the role “signataire”, not for “{role}”.',
  ],
  'signature-unsealed': [
    'Après cette signature, on peut arriver à « {next} » sans que l’acte soit scellé : {way}. Placez « Sceller l’acte » (act-seal) aussitôt après la signature, avant tout message, toute étape et toute fin.',
    'After this signature one can come to “{next}” without the act being sealed: {way}. Draw “Seal the act” (act-seal) right after the signature, before any message, step or end.',
  ],
  'seal-without-signature': [
    'On peut arriver ici sans que rien ait été signé : {way}. Ne menez au scellement que l’issue « signed » d’une signature.',
    'One can come here without anything being signed: {way}. Lead to the seal from the outcome “signed” of a signature only.',
  ],
  'refusal-undecided': [
    'La demande peut être refusée sans que personne l’ait refusée, donc sans auteur ni motifs : {way}. Ne menez ici que l’issue défavorable d’une étape.',
    'The request can be refused though nobody refused it, so without author or reasons: {way}. Lead here from the unfavourable outcome of a step only.',
  ],
  'granted-unsealed': [
    'La demande peut être close comme accordée sans que l’acte soit signé et scellé : {way}. Placez avant la clôture la signature, puis « Sceller l’acte ».',
    'The request can be closed as granted without the act being signed and sealed: {way}. Draw the signature before the closing, then “Seal the act”.',
  ],
  'granted-unapplied': [
    'La demande peut être close comme accordée sans que tout ce qu’elle change soit appliqué : {way}. Placez avant la clôture chaque effet (situation-apply), sur tous les chemins.',
    'The request can be closed as granted without all that it changes being applied: {way}. Draw each effect (situation-apply) before the closing, on every way.',
  ],
  'granted-undecided': [
    'La demande peut être close comme accordée sans que personne l’ait accordée, ou après un refus : {way}. Ne menez ici que l’issue favorable de l’étape d’une autre personne que l’agent, ou d’un silence qui vaut acceptation ; sinon, close avec l’issue « closed ».',
    'The request can be closed as granted though nobody granted it, or after a refusal: {way}. Lead here from the favourable outcome of the step of someone who is not the agent, or from a silence that accepts; otherwise close it with the outcome “closed”.',
  ],
  'silence-unlawful': [
    '« {name} » ne peut pas valoir « {value} » : pour le type « {kind} », la loi dit « {expected} » ({reference}). Écrivez cette valeur ; aucun circuit ne change ce que vaut le silence de l’administration.',
    '“{name}” cannot be “{value}”: for the kind “{kind}” the law says “{expected}” ({reference}). Write that value; no circuit changes what the administration’s silence means.',
  ],
  'told-before-seal': [
    'Le message « {message} » annonce un acte qui peut ne pas être encore signé et scellé : {way}. Placez-le après « Sceller l’acte » (act-seal).',
    'The message “{message}” tells of an act that may not be signed and sealed yet: {way}. Draw it after “Seal the act” (act-seal).',
  ],
  'told-before-effect': [
    'Le message « {message} » annonce un effet qui peut ne pas être encore appliqué : {way}. Placez-le après l’effet (situation-apply).',
    'The message “{message}” tells of an effect that may not be applied yet: {way}. Draw it after the effect (situation-apply).',
  ],
  'told-before-refusal': [
    'Le message « {message} » annonce un refus que personne peut n’avoir prononcé : {way}. Placez-le après l’issue défavorable d’une étape.',
    'The message “{message}” tells of a refusal that nobody may have given: {way}. Draw it after the unfavourable outcome of a step.',
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
    'Le bloc « {block} » a besoin de « {label} » (entrée « {name} »).',
    'The block “{block}” needs “{label}” (input “{name}”).',
  ],
  'block-input-unknown': [
    'Le bloc « {block} » ne demande pas « {name} » : vérifiez ce nom, ou retirez cette entrée.',
    'The block “{block}” does not ask for “{name}”: check that name, or remove this input.',
  ],
  'block-input-computed': [
    '« {name} » règle les étapes du bloc : c’est un texte écrit à l’appel (="…"), pas un calcul.',
    '“{name}” sets the steps of the block: it is a text written at the call (="…"), not a computation.',
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
  'block-output-ungiven': [
    'Aucune étape du bloc ne donne « {name} » : vérifiez ce nom, ou retirez cette sortie.',
    'No step of the block gives “{name}”: check that name, or remove this output.',
  ],
  'block-name-twice': ['« {name} » est déclaré deux fois.', '“{name}” is declared twice.'],
  'form-missing': ['Le formulaire « {form} » manque.', 'The form “{form}” is missing.'],
  'table-missing': ['La table « {table} » manque.', 'The table “{table}” is missing.'],
  'element-name-missing': [
    '« {name} » n’a pas de nom dans les textes ({language}).',
    '“{name}” has no name in the texts ({language}).',
  ],
  'words-missing': ['Le texte « {key} » manque ({language}).', 'The text “{key}” is missing ({language}).'],
  'words-copied': [
    '« {text} » est du français, dans les textes anglais ({key}) : traduisez-le. S’il se dit de même, dites-le dans l’onglet des textes.',
    '“{text}” is French, in the English texts ({key}): translate it. If it is said alike, say so under the texts.',
  ],
  'words-stale': [
    'Le français a changé depuis que « {text} » a été traduit ({key}) : relisez l’anglais.',
    'The French has changed since “{text}” was translated ({key}): read the English again.',
  ],
  'piece-name-missing': [
    'La pièce « {piece} » n’a pas de nom ({language}).',
    'The document “{piece}” has no name ({language}).',
  ],
  'texts-missing': ['Le fichier de textes « {path} » manque.', 'The file of texts “{path}” is missing.'],
  'texts-unreadable': ['Les textes ne peuvent pas être lus : {reason}', 'The texts cannot be read: {reason}'],
  'texts-without': ['Les textes n’ont pas de « {what} ».', 'The texts have no “{what}”.'],
  'form-unreadable': ['Ce n’est pas un formulaire Camunda : {reason}', 'It is not a Camunda form: {reason}'],
  'form-id-twice': ['Deux formulaires ont l’identifiant « {form} ».', 'Two forms bear the id “{form}”.'],
  'component-unknown': [
    'Les composants de type « {type} » ne sont pas admis.',
    'Components of type “{type}” are not supported.',
  ],
  'component-key-missing': ['Ce composant n’a pas de clé.', 'This component has no key.'],
  'component-key-twice': ['Deux composants ont la clé « {key} ».', 'Two components have the key “{key}”.'],
  'component-refused': [
    'Ce composant ne peut pas être vérifié : {reason}',
    'This component cannot be checked: {reason}',
  ],
  'fact-personal': [
    'Un composant « {type} » peut contenir des données personnelles : il ne peut pas être un fait du circuit.',
    'A “{type}” may hold personal data: it cannot be a fact.',
  ],
  'expression-unreadable': ['L’expression ne peut pas être lue : {reason}', 'The expression cannot be read: {reason}'],
  'expression-too-long': [
    'L’expression est trop longue ou trop imbriquée pour être lue ({max} caractères au plus).',
    'The expression is too long or too nested to be read (at most {max} characters).',
  ],
  'equals-doubled': [
    'Il y a un « = » de trop, ici : {reason}. Retirez-le : un seul « = » annonce l’expression, un seul compare.',
    'There is one “=” too many, here: {reason}. Remove it: a single “=” announces the expression, a single one compares.',
  ],
  'equals-first': [
    'Rien n’est comparé, ici : {reason}. Écrivez devant ce « = » le nom de ce qui est comparé.',
    'Nothing is compared, here: {reason}. Write before this “=” the name of what is compared.',
  ],
  'comparison-chained': [
    'Deux comparaisons se suivent, ici : {reason}. Joignez-les par « and », ou mettez la première entre parenthèses.',
    'Two comparisons follow each other, here: {reason}. Join them by “and”, or put the first between parentheses.',
  ],
  'name-of-words': [
    '« {name} » ne se lit pas : un texte s’écrit entre guillemets droits ("{name}"), un nom de plusieurs mots entre accents graves (`{name}`).',
    '“{name}” cannot be read: a text is written between straight quotes ("{name}"), a name of several words between backquotes (`{name}`).',
  ],
  'function-unknown': [
    '« {name} » n’est le nom d’aucune fonction : choisissez l’une de celles que l’éditeur propose.',
    '“{name}” is the name of no function: choose one of those that the editor offers.',
  ],
  'function-arguments': [
    'La fonction « {name} » ne se contente pas de {count} valeur(s) entre ses parenthèses : elle ne répondrait rien.',
    'The function “{name}” does not take {count} value(s) between its parentheses: it would answer nothing.',
  ],
  'operand-never-true': [
    '{text} n’est ni vrai ni faux : répétez la comparaison entière, par exemple (issue = "a" or issue = "b").',
    '{text} is neither true nor false: repeat the whole comparison, for instance (issue = "a" or issue = "b").',
  ],
  'variable-unknown': [
    '« {name} » n’est donné par aucun fait du formulaire, ni par une table, une étape ou une sortie. Si c’est un texte, mettez-le entre guillemets : "{name}".',
    '“{name}” is given by no fact of the form, nor by a table, a step or an output. If it is a text, put it between quotes: "{name}".',
  ],
  'field-unknown': [
    '« {name} » n’est la clé d’aucun composant de ce formulaire. Si c’est un texte, mettez-le entre guillemets : "{name}".',
    '“{name}” is the key of no component of this form. If it is a text, put it between quotes: "{name}".',
  ],
  'table-unreadable': ['La table ne peut pas être lue : {reason}', 'The table cannot be read: {reason}'],
  'cell-unreadable': ['Règle {rule}, colonne « {column} » : {reason}', 'Rule {rule}, column “{column}”: {reason}'],
  'cell-equals': [
    'Règle {rule}, colonne « {column} » : dans une cellule la valeur s’écrit seule, sans « = » devant ({reason}).',
    'Rule {rule}, column “{column}”: in a cell the value stands alone, without “=” before it ({reason}).',
  ],
  'cell-never': [
    'Règle {rule}, colonne « {column} » : le formulaire n’offre pas « {text} », cette règle ne vaudrait jamais. Valeurs possibles : {texts}.',
    'Rule {rule}, column “{column}”: the form does not offer “{text}”, this rule would never hold. Possible values: {texts}.',
  ],
  'cell-text': [
    'Règle {rule}, colonne « {column} » : la colonne lit un texte, écrivez la valeur entre guillemets droits ("{text}").',
    'Rule {rule}, column “{column}”: the column reads a text, write the value between straight quotes ("{text}").',
  ],
  'cell-of-kind': [
    'Règle {rule}, colonne « {column} » : la colonne ne lit pas un texte, écrivez la valeur sans guillemets ({text}).',
    'Rule {rule}, column “{column}”: the column does not read a text, write the value without quotes ({text}).',
  ],
  'rule-incomplete': [
    'Règle {rule} : {cells} cellules pour {columns} colonnes.',
    'Rule {rule}: {cells} cells for {columns} columns.',
  ],
  'output-empty': [
    'Règle {rule}, colonne « {column} » : la sortie est vide.',
    'Rule {rule}, column “{column}”: the output is empty.',
  ],
  'table-reads-unknown': [
    'Le portail ne donne rien sous « {path} » : answers.<champ du formulaire>, situation.<thème>.<champ non chiffré>.',
    'The portal gives nothing under “{path}”: answers.<field of the form>, situation.<theme>.<field not encrypted>.',
  ],
  'table-answer-several': [
    'L’étape « {step} » attend une réponse : une table d’une seule colonne de sortie, dont une règle répond.',
    'The step “{step}” awaits one answer: a table of a single output column, of which one rule answers.',
  ],
  'table-answer-computed': [
    'Règle {rule} : la réponse est un texte écrit, jamais un calcul, qui pourrait donner au moteur ce que la table a lu.',
    'Rule {rule}: the answer is a written text, never computed, which could give the engine what the table read.',
  ],
  'table-answer-undeclared': [
    'Règle {rule} : « {value} » n’est pas une réponse que l’étape « {step} » déclare (en-tête « outcomes » : {outcomes}).',
    'Rule {rule}: “{value}” is no answer that the step “{step}” declares (header “outcomes”: {outcomes}).',
  ],
  'table-without-rules': ['La table n’a aucune règle.', 'The table has no rule.'],
  'hit-policy-unsupported': [
    'La politique « {policy} » n’est pas exécutée par le moteur.',
    'The hit policy “{policy}” is not executed by the engine.',
  ],
  'rules-overlap': [
    'Les règles {first} et {second} valent ensemble, par exemple pour {example} : une table à réponse unique ne doit en avoir qu’une.',
    'Rules {first} and {second} both hold, for example for {example}: a table with one answer must have only one.',
  ],
  'rules-gap': [
    'Aucune règle ne vaut pour {example} : la table ne répondrait rien.',
    'No rule holds for {example}: the table would answer nothing.',
  ],
  'template-unreadable': ['Le modèle ne peut pas être composé : {reason}', 'The template cannot be typeset: {reason}'],
  'template-unanswered': [
    'Sans les réponses facultatives, ou si rien n’est connu de la situation de l’agent, l’acte ne pourrait pas être composé : {reason}. Prévoyez leur absence.',
    'Without the optional answers, or where nothing is known of the agent’s situation, the act could not be typeset: {reason}. Provide for their absence.',
  ],
  'template-package': [
    'Les paquets ne sont pas disponibles : un modèle d’acte se suffit avec les fichiers partagés.',
    'Packages are not available: an act template is complete with the shared files.',
  ],
  'template-import': [
    'Un modèle d’acte n’importe que les fichiers du circuit, par leur nom écrit en entier entre guillemets.',
    'An act template imports only the files of the circuit, by their whole name between quotes.',
  ],
  'template-link': [
    'Un acte ne renvoie qu’à des adresses https ou mailto.',
    'An act links to https and mailto addresses only.',
  ],
  'template-file': [
    'Ce fichier ne peut pas être lu : un modèle d’acte ne lit que ses données et les fichiers partagés.',
    'This file cannot be read: an act template reads its data and the shared files only.',
  ],
  'template-today': [
    'La date du jour n’est pas disponible : un acte est daté par ses données.',
    'The date of the day is not available: an act is dated by its data.',
  ],
  'template-eval': [
    '« eval » n’est pas disponible dans un modèle d’acte.',
    '“eval” is not available in an act template.',
  ],
  'template-plugin': [
    'Les greffons ne sont pas disponibles dans un modèle d’acte.',
    'Plugins are not available in an act template.',
  ],
  'template-electronic': [
    'Un acte sous « signature applicative » ne doit pas dire qu’il est signé électroniquement.',
    'An act under « signature applicative » must not say that it is signed electronically.',
  ],
  'template-late': [
    'La composition dure plus de {seconds} secondes : elle a été arrêtée. Le modèle boucle-t-il ?',
    'Typesetting took more than {seconds} seconds and was stopped. Does the template loop?',
  ],
  'template-memory': [
    'La composition prend trop de mémoire : elle a été arrêtée.',
    'Typesetting took too much memory and was stopped.',
  ],
  'template-page-mention': [
    'Une fois l’acte dessiné, la mention « {words} » n’est pas à sa place (page {page}) : le portail dessine les mentions légales, le modèle ne les touche pas.',
    'Once the act is drawn, the mention “{words}” is not in its place (page {page}): the portal draws the legal mentions, the template leaves them alone.',
  ],
  'template-page-outside': [
    'Le modèle écrit hors de sa place (« {words} », page {page}) : ni note de bas de page, ni numéro de ligne, ni lien hors du texte.',
    'The template writes out of its place (“{words}”, page {page}): no footnote, no line number, no link outside the text.',
  ],
  'template-page-small': [
    '« {words} » (page {page}) ne se lit pas : au moins 8 points, droit, sans contour (6 points pour un exposant).',
    '“{words}” (page {page}) cannot be read: at least 8 points, upright, without outline (6 points for a raised letter).',
  ],
  'template-page-pale': [
    '« {words} » (page {page}) est trop pâle : un contraste d’au moins 4,5 pour 1, une couleur pleine et opaque.',
    '“{words}” (page {page}) is too pale: a contrast of 4.5 to 1 at least, one plain and opaque colour.',
  ],
  'template-page-covered': [
    '« {words} » (page {page}) est caché par un autre dessin : ni lettres l’une sur l’autre, ni plus d’un trait en travers, de la couleur du texte.',
    '“{words}” (page {page}) is hidden by another drawing: no letters over others, and one line across at most, of the colour of the text.',
  ],
  'template-page-cut': [
    '« {words} » (page {page}) sort de la page ou de sa boîte : on ne le lit pas en entier.',
    '“{words}” (page {page}) leaves the page or its box: it cannot be read whole.',
  ],
  'template-page-drawing': [
    'Le modèle dessine ce que le portail ne peut pas relire (page {page} : {words}) : dans un acte, du texte, des filets droits et des fonds unis, en petit nombre ; ni image, ni courbe, ni tirets, ni dégradé, ni signes assemblés.',
    'The template draws what the portal cannot read back (page {page}: {words}): in an act, text, straight rules and plain backgrounds, a few of them; no picture, curve, dashes, gradient nor signs put together.',
  ],
  'template-page-contradiction': [
    'Le texte dit « {words} », ce que le portail dessine lui-même autour du texte ou ce qui le contredit : auteur, délégation, lieu et date, numéro, façon de signer.',
    'The text says “{words}”, which the portal draws around the text itself, or which contradicts it: author, delegation, place and date, number, way of signing.',
  ],
  'shared-name': ['Ce nom ne peut pas être celui d’un fichier partagé.', 'This name cannot be used for a shared file.'],
} as const satisfies Record<string, readonly [fr: string, en: string]>;

export type CircuitFaultCode = keyof typeof CIRCUIT_FAULTS;

/** One thing wrong in a circuit, and where an analyst finds it. */
export interface CircuitFault {
  readonly file: string;
  /** Of the diagram's element, of the form's component, of the table's rule… « (file) » for a file as a whole. */
  readonly elementId: string;
  /** Of a call of a block: the step of the block where it shows. */
  readonly inside?: string;
  /** The same, by the way that leads there from the call (domain/circuit/block.ts: places). */
  readonly insideId?: string;
  /** Property of the element. */
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly code: CircuitFaultCode;
  readonly params: ErrorParams;
  /** An error forbids publication. */
  readonly severity: 'error' | 'warning';
}

/** The fault in the words an analyst reads. */
export function wordsOfFault({ code, params, inside }: Pick<CircuitFault, 'code' | 'params' | 'inside'>): Bilingual {
  const [fr, en] = CIRCUIT_FAULTS[code];
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_whole, name: string) => String(params[name] ?? ''));
  if (inside === undefined) return { fr: filled(fr), en: filled(en) };
  return { fr: `Dans le bloc, à « ${inside} » : ${filled(fr)}`, en: `In the block, at “${inside}”: ${filled(en)}` };
}
