import type { LanguageCode } from '../language/language.ts';

/** What form-js says, in French; in English it speaks by itself. */
const FRENCH: Record<string, string> = {
  'Field is required.': 'Ce champ est obligatoire.',
  'Value is not a number.': 'Saisissez un nombre.',
  'Value is expected to be an integer.': 'Saisissez un nombre entier.',
  'Value is expected to have at most 1 decimal digit.': 'Saisissez au plus un chiffre après la virgule.',
  'Value is expected to have at most {value} decimal digits.': 'Saisissez au plus {value} chiffres après la virgule.',
  'Please select a valid value, the two nearest valid values are {previousValue} and {nextValue}.':
    'Choisissez une valeur permise ; les plus proches sont {previousValue} et {nextValue}.',
  'Field must match pattern {value}.': 'La forme attendue est {value}.',
  'Field must have minimum value of {value}.': 'La valeur minimale est {value}.',
  'Field must have maximum value of {value}.': 'La valeur maximale est {value}.',
  'Min validation value is not a valid number.': 'La valeur minimale n’est pas un nombre.',
  'Max validation value is not a valid number.': 'La valeur maximale n’est pas un nombre.',
  'Field must have minimum length of {value}.': 'Saisissez au moins {value} caractères.',
  'Field must have maximum length of {value}.': 'Saisissez au plus {value} caractères.',
  'Field must be a valid international phone number. (e.g. +4930664040900)':
    'Saisissez un numéro de téléphone international, par exemple +33142761717.',
  'Field must be a valid email.': 'Saisissez une adresse électronique valable.',
  'Date and time must both be entered.': 'Saisissez la date et l’heure.',
  'No content to show.': 'Rien à afficher.',
  "External content couldn't be loaded.": 'Le contenu n’a pas pu être chargé.',
  Increment: 'Augmenter',
  Decrement: 'Diminuer',
  'Skip to search': 'Aller à la recherche',
  'Remove tag': 'Retirer ce choix',
  Search: 'Rechercher',
  'No results': 'Aucun résultat',
  'All values selected': 'Tous les choix sont pris',
  'Nothing to show.': 'Rien à afficher.',
  '{page} of {total}': '{page} sur {total}',
  'Previous page': 'Page précédente',
  'Next page': 'Page suivante',
  'Click to sort by {value} descending': 'Trier par {value}, ordre décroissant',
  'Click to remove sorting': 'Ne plus trier',
  'Click to sort by {value} ascending': 'Trier par {value}, ordre croissant',
  'No files selected': 'Aucun fichier choisi',
  '{value} files selected': '{value} fichiers choisis',
  'Document reference is not defined.': 'Le document n’est pas désigné.',
  'Unable to download document': 'Le document n’a pas pu être téléchargé',
  'Download {fileName}': 'Télécharger {fileName}',
  'Add new': 'Ajouter',
  'Expand all ({value})': 'Tout afficher ({value})',
  Collapse: 'Réduire',
  Select: 'Choisir',
};

type Replacements = Record<string, unknown>;

/** A form-js module that makes it speak the language on screen. */
export function formWords(language: LanguageCode) {
  const translate = (template: string, replacements: Replacements = {}): string => {
    const said = language === 'fr' ? (FRENCH[template] ?? template) : template;
    return said.replace(/{([^}]+)}/g, (whole, name: string) => String(replacements[name] ?? whole));
  };
  return { translate: ['value', translate] };
}
