import type { FaultWords } from '../../formats/fault-words.ts';

/** What can be wrong in what a circuit writes: acts as text, and templates in Typst. */
export const ACTS_FAULTS = {
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
  'act-without-agent': ['Aucun article ne nomme l’agent.', 'No article names the employee.'],
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
  'act-visas-order': [
    'Les visas vont des codes et des lois aux décrets, puis aux arrêtés et aux décisions : remontez celui-ci.',
    'Visas go from codes and laws to décrets, then to arrêtés and décisions: move this one up.',
  ],
  'act-text-ended': [
    '« {text} » n’est pas en vigueur aujourd’hui, selon la grille des textes : aucun acte ne peut le citer.',
    '“{text}” is not in force today, by the grid of texts: no act can cite it.',
  ],
  'act-text-ends': [
    '« {text} » cesse d’être en vigueur après le {until}, selon la grille des textes : préparez ce qui le remplace.',
    '“{text}” is no more in force after {until}, by the grid of texts: prepare what replaces it.',
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
    '« {data} » peut manquer. N’imprimez le bloc que si la donnée est connue.',
    '“{data}” may be missing. Print the block only if the datum is known.',
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
  'template-unreadable': ['Le modèle ne peut pas être composé : {reason}', 'The template cannot be typeset: {reason}'],
  'template-unanswered': [
    'Sans les réponses facultatives, ou si rien n’est connu de la situation de l’agent, l’acte ne pourrait pas être composé : {reason}. Prévoyez leur absence.',
    'Without the optional answers, or where nothing is known of the employee’s situation, the act could not be typeset: {reason}. Provide for their absence.',
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
    'An act under “signature applicative” must not say that it is signed electronically.',
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
} as const satisfies FaultWords;
