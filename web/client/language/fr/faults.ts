import type { PortalRule } from '#domain/situation/rules.ts';

/** What is asked of every theme of the situation, at the field that breaks it; a theme says its own rules. */
const rules = {
  'period-granted':
    'Une période est déjà accordée du {{from}} au {{until}} (demande {{number}}) : choisissez-en une qui ne la rencontre pas.',
  'period-under-way':
    'Une demande est en cours pour la période du {{from}} au {{until}} (demande {{number}}) : choisissez-en une qui ne la rencontre pas, ou retirez cette demande.',
  'period-upside-down': 'La fin précède le début.',
  'period-none': 'Aucune période en cours, telle qu’elle est dite ici, ne peut finir la veille de ce jour.',
  'period-short': 'Choisissez le {{day}} au plus tôt.',
  'period-long': 'Choisissez le {{day}} au plus tard.',
  'choice-none': 'Ce n’est aucune des valeurs proposées.',
  'value-not-higher': 'La valeur actuelle est {{value}} : la nouvelle est plus élevée.',
  'before-former': 'La valeur actuelle a pris effet le {{day}} : la suivante ne peut pas la précéder.',
  'grid-without-row':
    'La grille de référence ne dit rien de « {{fr}} » au {{day}} pour cette réponse : choisissez un autre jour, ou signalez-le.',
  'item-unknown': 'Cet élément n’est pas de ceux de l’agent : choisissez-en un de la liste.',
  'item-ended': 'Cet élément a pris fin le {{day}} : il ne change plus.',
  'movement-nothing': 'Saisissez un nombre supérieur à zéro.',
  'balance-below': 'Le solde est de {{balance}} : on ne peut en retirer davantage.',
  'balance-promised':
    'Le solde est de {{balance}}, mais vos autres demandes en cours ({{numbers}}) n’en laissent que {{left}} : demandez moins, ou retirez l’une d’elles.',
  'no-working-day': 'Aucun jour ouvré dans cette période : choisissez d’autres dates, ou une demi-journée de moins.',
  'rule-unjudged': 'Une règle n’a pas pu être vérifiée ({{rule}}) : signalez-le.',
} satisfies Record<PortalRule, string>;

export const faults = {
  ...rules,
  'gap-ministry': 'Le nom du ministère manque encore.',
  'gap-structure': 'Le nom de la structure d’affectation manque encore.',
  'gap-firstName': 'Le prénom de l’agent manque encore.',
  'gap-lastName': 'Le nom de l’agent manque encore.',
  'gap-posting': 'L’agent n’a toujours pas d’affectation en cours.',
  'gap-grade': 'Le grade de l’agent manque encore.',
  'gap-reasons': 'Les motifs du refus manquent encore.',
  invalid: 'Cette réponse ne convient pas.',
  required: 'Ce champ est obligatoire.',
  'piece-required': 'Joignez cette pièce.',
  type: 'Cette réponse n’est pas de la nature attendue.',
  'proposal-same':
    'Cette proposition ne change rien à ce qui est demandé : modifiez au moins une réponse, ou accordez le visa.',
  'unknown-field': 'Ce champ n’appartient pas au formulaire.',
  readonly: 'Ce champ ne peut pas être modifié.',
  'too-long': 'Saisissez au plus {{max}} caractères.',
  'password-leaked': 'Ce mot de passe figure dans des listes de mots de passe volés : choisissez-en un autre.',
  'password-guessable':
    'Ce mot de passe se devine vite (mots courants, suites du clavier, votre nom…). Une phrase de quatre ou cinq mots sans lien convient mieux.',
  'too-short': 'Saisissez au moins {{min}} caractères.',
  'day-too-early': 'Choisissez le {{day}} au plus tôt.',
  'too-small': 'La valeur minimale est {{min}}.',
  'too-big': 'La valeur maximale est {{max}}.',
  'too-many': 'Au plus {{max}} éléments.',
  integer: 'Saisissez un nombre entier.',
  decimals: 'Saisissez au plus {{max}} chiffres après la virgule.',
  step: 'Choisissez une des valeurs permises.',
  'not-a-number': 'Saisissez un nombre.',
  characters: 'Cette réponse contient des caractères qui ne peuvent pas être conservés.',
  unprintable: 'Un acte ne peut pas imprimer {{characters}} : remplacez ces caractères.',
  option: 'Choisissez une des réponses proposées.',
  pattern: 'La forme de cette réponse ne convient pas.',
  email: 'Saisissez une adresse électronique valable.',
  'phone-unknown':
    'Ce numéro n’était pas connu assez longtemps avant la demande. Appelez un des numéros affichés, ou faites le contrôle en personne.',
  'required-when': 'Ce champ est obligatoire.',
  'phone-number': 'Ce numéro de téléphone n’existe pas. Exemple : 06 12 34 56 78, ou +32 470 12 34 56 hors de France.',
  country: 'Ce pays n’est pas reconnu : écrivez son nom en entier, en français ou en anglais.',
  'iban-country': 'Un IBAN commence par les deux lettres d’un pays, FR pour la France. Celui-ci n’est pas reconnu.',
  'iban-sepa': 'Ce pays n’est pas dans l’espace SEPA : la paie ne peut pas y être versée.',
  'iban-length': 'Cet IBAN n’a pas le nombre de caractères de son pays (27 en France).',
  'iban-form': 'Cet IBAN contient des caractères qui ne conviennent pas à son pays.',
  'iban-checksum':
    'Cet IBAN comporte une erreur : sa clé de contrôle n’est pas la bonne. Recopiez-le depuis votre RIB.',
  'iban-rib-key': 'La clé RIB (les deux derniers chiffres) n’est pas la bonne. Recopiez l’IBAN depuis votre RIB.',
  holder:
    'Ce titulaire n’est pas vous. Recopiez le nom tel que la banque l’a écrit sur le RIB ; le compte doit être à votre nom.',
  phone: 'Saisissez un numéro de téléphone international, par exemple +33142761717.',
  date: 'Cette date n’existe pas.',
  'date-past': 'Choisissez une date à venir.',
  time: 'Saisissez une heure valable.',
  'one-file': 'Joignez un seul fichier.',
  'piece-unknown': 'Cette pièce n’appartient pas à la demande. Joignez-la de nouveau.',
  'piece-type': 'Cette pièce n’est pas de la nature attendue.',
  rows: 'Il faut {{rows}} lignes.',
  'interview-in-future': 'L’entretien doit avoir eu lieu.',
  'interview-before-filing': 'L’entretien ne peut pas précéder le dépôt de la demande.',
  rule: 'Cette réponse ne convient pas.',
};
