import type { FaultWords } from '../../formats/fault-words.ts';

/** What can be wrong in expressions and tables. */
export const EXPRESSIONS_FAULTS = {
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
  'day-field-missing': [
    'Le formulaire de la demande ne demande pas de date sous le nom « {field} » : choisissez-en une.',
    'The form of the request asks for no date under the name “{field}”: choose one.',
  ],
  'table-missing': ['La table « {table} » manque.', 'The table “{table}” is missing.'],
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
    'Aucune règle ne vaut pour {example} : la table ne répondrait rien. Ajoutez une règle, au besoin une dernière qui vaut pour le reste.',
    'No rule holds for {example}: the table would answer nothing. Add a rule, if need be a last one that holds for all else.',
  ],
} as const satisfies FaultWords;
