import type { FaultWords } from '../formats/fault-words.ts';

/** What can be wrong in a theme or a grid, in the words an analyst reads. */
export const SITUATION_FAULTS = {
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
  'theme-away': [
    'Seul un thème par périodes (« dated ») dit quand l’agent est absent.',
    'Only a theme in periods (“dated”) says when the employee is away.',
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
    '“{role}” reads no sensitive value: only the HR officer and the finance officer compare “{field}” with its proof.',
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
  'theme-period': [
    'Le champ « {field} » nomme les réponses qui donnent la période (« period » : « from », « until »…) si sa source est « working-days », et seulement alors : deux jours distincts, des cases à cocher pour les demi-journées.',
    'The field “{field}” names the answers that give the period (“period”: “from”, “until”…) if its source is “working-days”, and only then: two days, check boxes for half days.',
  ],
  'theme-share': [
    'Le champ « {field} » nomme les champs dont il est une part (« share » : « of », « percent », « upTo ») si sa source est « share », et seulement alors : des nombres qui ne sont pas eux-mêmes des parts.',
    'The field “{field}” names the fields that it is a share of (“share”: “of”, “percent”, “upTo”) if its source is “share”, and only then: numbers that are no shares themselves.',
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
  'theme-pays-unchecked': [
    'Le mouvement de paye « {movement} » suit ce que l’agent déclare seul : demandez la garantie « checked » au moins.',
    'The movement of pay “{movement}” follows what the employee says alone: ask for the guarantee “checked” at least.',
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
  'grid-use-stays': [
    'Ce pour quoi le portail lit une grille vient avec l’installation : cela ne se choisit ni ne change ici.',
    'What the portal reads a grid for comes with the installation: it is neither chosen nor changed here.',
  ],
} as const satisfies FaultWords;

/** What is wrong in a theme or a grid. */
export type SituationFaultCode = keyof typeof SITUATION_FAULTS;
