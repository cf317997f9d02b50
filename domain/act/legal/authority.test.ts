import { expect, test } from '@jest/globals';
import { lacksArticle, withArticle } from './authority.ts';

/** Qualities as posts of ministries bear them, by the article that they take. */
const TAKEN: Readonly<Record<'La' | 'Le' | 'L’' | 'none', readonly string[]>> = {
  La: [
    ...['directrice des services judiciaires', 'directrice de greffe', 'sous-directrice des carrières'],
    ...['cheffe du bureau des carrières', 'cheffe d’établissement', 'cheffe de service', 'vice-présidente du tribunal'],
    ...['présidente du tribunal judiciaire', 'première présidente de la cour d’appel', 'procureure de la République'],
    ...['procureure générale', 'préfète de région', 'sous-préfète', 'rectrice de l’académie', 'greffière en chef'],
    ...['secrétaire générale', 'secrétaire générale adjointe', 'ministre déléguée', 'conseillère technique'],
    ...['déléguée régionale', 'déléguée interrégionale', 'commissaire générale', 'gouverneure', 'doyenne des juges'],
    ...['coordonnatrice du pôle', 'contrôleuse générale', 'chargée de mission', 'référente déontologue'],
    ...['correspondante des administrations d’accueil', 'responsable adjointe du service', 'trésorière-payeuse'],
    ...['commandante de la maison d’arrêt', 'surveillante pénitentiaire', 'première avocate générale'],
    ...['magistrate chargée du secrétariat', 'professeure', 'principale du collège', 'colonelle', 'lieutenante'],
    ...['haute fonctionnaire de défense', 'directrice générale de l’administration', 'vice-rectrice', 'régisseuse'],
  ],
  Le: [
    ...['directeur interrégional', 'directeur de cabinet', 'sous-directeur des ressources humaines', 'chef du bureau'],
    ...['chef de service', 'président du tribunal', 'premier président', 'premier ministre', 'vice-président'],
    ...['procureur de la République', 'procureur général', 'préfet', 'sous-préfet', 'recteur', 'greffier en chef'],
    ...[
      'secrétaire général',
      'secrétaire général adjoint',
      'ministre délégué',
      'conseiller technique',
      'substitut général',
    ],
    ...['délégué régional', 'commissaire général', 'gouverneur', 'doyen des juges', 'coordonnateur du pôle'],
    ...['contrôleur général', 'chargé de mission', 'référent déontologue', 'responsable adjoint', 'commandant'],
    ...['surveillant brigadier', 'magistrat placé', 'médecin-chef', 'médecin coordonnateur', 'haut fonctionnaire'],
    ...['professeur', 'principal du collège', 'colonel', 'lieutenant', 'directeur délégué à l’administration'],
    'gestionnaire principal',
  ],
  'L’': [
    ...['adjointe au directeur', 'adjoint au chef du bureau', 'administrateur général', 'administratrice générale'],
    ...[
      'inspectrice générale',
      'inspecteur général',
      'attachée principale',
      'attaché d’administration',
      'avocate générale',
    ],
    ...[
      'avocat général',
      'ingénieur en chef',
      'ingénieure',
      'intendante',
      'officier',
      'officière',
      'huissier-audiencier',
    ],
    ...['agent comptable', 'agente comptable', 'assistante de direction', 'économe principal'],
  ],
  none: [
    'ministre',
    'juge d’instruction',
    'responsable du pôle',
    'responsable formation',
    'gestionnaire des ressources humaines',
    'DRH',
    'capitaine',
  ],
};

test.each(
  Object.entries(TAKEN).flatMap(([article, qualities]) => qualities.map((quality) => [quality, article] as const)),
)('« %s » opens an act with « %s »', (quality, article) => {
  const said = withArticle(quality);
  expect(said.toLowerCase()).toBe(
    (article === 'none' ? quality : `${article}${article === 'L’' ? '' : ' '}${quality}`).toLowerCase(),
  );
  expect(said).toMatch(/^\p{Lu}/u);
});

test.each([
  ['le ministre', 'Le ministre'],
  ['l’inspectrice générale', 'L’inspectrice générale'],
  ['la juge d’instruction', 'La juge d’instruction'],
])('« %s », written with its article, keeps it', (quality, authority) => {
  expect(withArticle(quality)).toBe(authority);
});

test.each([
  ['Garde des sceaux, ministre de la justice', true],
  ['le garde des sceaux, ministre de la justice', false],
  ['directrice des services judiciaires', false],
  ['ministre', true],
])('« %s » lacks its article on an act: %s', (quality, lacks) => {
  expect(lacksArticle(quality)).toBe(lacks);
});
