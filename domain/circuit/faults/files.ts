import type { FaultWords } from '../../formats/fault-words.ts';

/** What can be wrong in forms and texts. */
export const FILES_FAULTS = {
  'start-without-form': [
    'Le début du circuit n’a pas de formulaire : liez-lui l’un de ceux du circuit, par son identifiant.',
    'The start of the circuit has no form: link one of the circuit’s to it, by its id.',
  ],
  'answer-not-agent': [
    'Une réponse est celle de l’agent : confiez l’étape à l’agent, et non au rôle « {role} ».',
    'An answer is the employee’s: give the step to the employee, not to the role “{role}”.',
  ],
  'check-without-form': [
    'Un contrôle consigne ce qui a été fait : il lui faut un formulaire.',
    'A check writes down what was done: it needs a form.',
  ],
  'check-form-component': [
    'Le formulaire d’un contrôle n’admet ni pièce ni réponse sensible (« {type} »).',
    'The form of a check takes neither documents nor sensitive answers (“{type}”).',
  ],
  'form-missing': ['Le formulaire « {form} » manque.', 'The form “{form}” is missing.'],
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
  'form-too-many': [
    'Ce formulaire a plus de {max} composants, groupes compris : il n’est pas lu. Retirez-en, ou demandez le reste à une autre étape.',
    'This form has more than {max} components, groups included: it is not read. Remove some, or ask for the rest at another step.',
  ],
  'form-too-deep': [
    'Ce formulaire a plus de {max} groupes les uns dans les autres : il n’est pas lu. Sortez les champs des groupes du fond.',
    'This form has more than {max} groups within one another: it is not read. Take the fields out of the innermost groups.',
  ],
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
} as const satisfies FaultWords;
