import type { FaultWords } from '../../formats/fault-words.ts';

/** What can be wrong in how a circuit names themes, grids, a campaign or a later act. */
export const THEMES_FAULTS = {
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
  'from-grid': [
    'Ce choix s’offrirait depuis « {from} », qui n’est pas une grille dont les lignes se trouvent par un seul texte ({known}).',
    'This choice would be offered from “{from}”, which is no grid whose rows are found by one text ({known}).',
  ],
  'campaign-answer': [
    'Ce champ tient de la campagne (« {from} ») : il faut un composant « {types} ».',
    'This field comes from the campaign (“{from}”): a component “{types}” is needed.',
  ],
  'campaign-table': [
    'Aucune table de décision ne s’appelle « {table} » : la démarche se dépose en campagne et ses candidats n’auraient pas de points (propriété « campaign »).',
    'No decision table is called “{table}”: the kind is filed in campaigns and its candidates would have no points (property “campaign”).',
  ],
  'campaign-columns': [
    'Le barème d’une campagne est une table « Collect » de trois colonnes de sortie : « critere », « criterion » (le même en anglais) et « points ».',
    'The points of a campaign come from a “Collect” table of three output columns: “critere”, “criterion” (the same in English) and “points”.',
  ],
  'later-act-choice': [
    'Le formulaire ne demande pas quel acte est rectifié, retiré ou abrogé : ajoutez-y un choix dont la propriété « from » est « {from} » (propriété « laterAct »).',
    'The form does not ask which act is corrected, withdrawn or repealed: add a choice whose property “from” is “{from}” (property “laterAct”).',
  ],
  'later-act-day': [
    'Le formulaire ne demande pas « {field} », le jour depuis lequel l’acte en touche un autre (propriété « laterActFrom »).',
    'The form does not ask for “{field}”, the day since which the act touches another (property “laterActFrom”).',
  ],
  'campaign-choice': [
    'La démarche se dépose en campagne et son formulaire n’offre aucun poste : donnez à un choix la propriété « from » = « {from} ».',
    'The kind is filed in campaigns and its form offers no post: give a choice the property “from” = “{from}”.',
  ],
  'campaign-unawaited': [
    'La démarche se dépose en campagne et rien n’y attend le message « {message} » : le résultat n’y arriverait jamais.',
    'The kind is filed in campaigns and nothing waits for the message “{message}”: the result would never arrive.',
  ],
} as const satisfies FaultWords;
