import type { Department } from '#domain/people/department.ts';
import type { Appointment, PowerText } from '#domain/permissions/actor.ts';
import type { Role } from '#domain/permissions/role.ts';
import type { Status } from '#domain/situation/status.ts';

// A ministry that does not exist: its towns, services and people are invented.

/** A structure of the demonstration. */
export interface SeedStructure {
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly department: Department;
  readonly parent: string | null;
}

/** Invented towns are in real départements, so that their agents have a court. */
const DEPARTMENT_OF = {
  Paris: '75',
  Valmont: '77',
  Rivebelle: '77',
  Hautecombe: '21',
  Rochefontaine: '21',
} as const satisfies Readonly<Record<string, Department>>;

const structure = (
  code: string,
  parent: string | null,
  name: string,
  city: keyof typeof DEPARTMENT_OF,
): SeedStructure => ({ code, parent, name, city, department: DEPARTMENT_OF[city] });

/** Parents first. */
export const STRUCTURES: readonly SeedStructure[] = [
  structure('MDD', null, 'Ministère de démonstration', 'Paris'),
  structure('SG', 'MDD', 'Secrétariat général', 'Paris'),
  structure('SRH', 'SG', 'Service des ressources humaines', 'Paris'),
  structure('BPAIE', 'SRH', 'Bureau de la paie', 'Paris'),
  structure('SNUM', 'SG', 'Service du numérique', 'Paris'),
  structure('DSJ', 'MDD', 'Direction des services judiciaires', 'Paris'),
  structure('BRH', 'DSJ', 'Bureau des ressources humaines', 'Paris'),
  structure('CA-VALMONT', 'DSJ', 'Cour d’appel de Valmont', 'Valmont'),
  structure('TJ-VALMONT', 'CA-VALMONT', 'Tribunal judiciaire de Valmont', 'Valmont'),
  structure('TJ-RIVEBELLE', 'CA-VALMONT', 'Tribunal judiciaire de Rivebelle', 'Rivebelle'),
  structure('DAP', 'MDD', 'Direction de l’administration pénitentiaire', 'Paris'),
  structure('DISP-EST', 'DAP', 'Direction interrégionale des services pénitentiaires du Levant', 'Hautecombe'),
  structure('MA-ROCHEFONTAINE', 'DISP-EST', 'Maison d’arrêt de Rochefontaine', 'Rochefontaine'),
  structure('CBCM', 'MDD', 'Comptable assignataire (DGFiP)', 'Paris'),
];

/** A person of the demonstration. */
export interface SeedPerson {
  readonly number: string;
  readonly civility: 'Mme' | 'M.';
  readonly firstName: string;
  readonly lastName: string;
  readonly structure: string;
  readonly quality: string;
  readonly grade: string;
  readonly rights: readonly ({ readonly role: Role; readonly on: string; readonly byRight?: true } & TextOfPower)[];
  /** Without it, no account: people of the list who never signed in. */
  readonly email?: string;
  /** Away these days, counted from the day of the seed. */
  readonly awayFor?: number;
}

type TextOfPower = Omit<PowerText, 'appointment'> & { readonly appointment?: Appointment };

const at = '@harmonie.example';
const on = (role: Role, structureCode: string) => ({ role, on: structureCode });

/** Directors of central administration sign by the text itself, once their appointment is published. */
const BY_DECREE: TextOfPower = {
  powerReference:
    'le décret n° 2005-850 du 27 juillet 2005 relatif aux délégations de signature des membres du Gouvernement, notamment son article 1er',
  inNameOf: 'le ministre de démonstration',
  appointment: {
    reference: 'le décret du 24 août 2023 portant nomination de la directrice des services judiciaires',
    ...{ signedOn: '2023-08-24', publishedOn: '2023-08-26', effectiveOn: '2023-09-01' },
  },
};

/** People, with their post, quality and rights. */
export const PEOPLE: readonly SeedPerson[] = [
  {
    number: 'D10001',
    civility: 'Mme',
    firstName: 'Claire',
    lastName: 'Agnelet',
    email: `claire.agent${at}`,
    structure: 'TJ-VALMONT',
    quality: 'greffière',
    grade: 'Greffière principale',
    rights: [],
  },
  {
    number: 'D10002',
    civility: 'M.',
    firstName: 'Paul',
    lastName: 'Supervielle',
    email: `paul.superieur${at}`,
    structure: 'TJ-VALMONT',
    quality: 'directeur de greffe',
    grade: 'Directeur principal des services de greffe',
    rights: [on('superieur', 'TJ-VALMONT')],
  },
  {
    number: 'D10003',
    civility: 'Mme',
    firstName: 'Nadia',
    lastName: 'Gestas',
    email: `nadia.gestionnaire${at}`,
    structure: 'CA-VALMONT',
    quality: 'gestionnaire des ressources humaines',
    grade: 'Secrétaire administrative de classe supérieure',
    rights: [on('gestionnaire', 'CA-VALMONT')],
  },
  {
    number: 'D10004',
    civility: 'M.',
    firstName: 'Victor',
    lastName: 'Valdès',
    email: `victor.valideur${at}`,
    structure: 'CA-VALMONT',
    quality: 'responsable de la gestion des ressources humaines',
    grade: 'Attaché principal d’administration',
    rights: [on('valideur', 'CA-VALMONT')],
  },
  {
    number: 'D10005',
    civility: 'Mme',
    firstName: 'Sophie',
    lastName: 'Signoret-Bailly',
    email: `sophie.signataire${at}`,
    structure: 'BRH',
    quality: 'cheffe du bureau des ressources humaines',
    grade: 'Attachée hors classe d’administration',
    rights: [on('signataire', 'DSJ')],
  },
  {
    number: 'D10006',
    civility: 'M.',
    firstName: 'Félix',
    lastName: 'Finet',
    email: `felix.financier${at}`,
    structure: 'BPAIE',
    quality: 'gestionnaire financier',
    grade: 'Secrétaire administratif de classe normale',
    rights: [on('financier', 'MDD')],
  },
  {
    number: 'D10007',
    civility: 'Mme',
    firstName: 'Denise',
    lastName: 'Comte',
    email: `denise.comptable${at}`,
    structure: 'CBCM',
    quality: 'inspectrice des finances publiques',
    grade: 'Inspectrice des finances publiques',
    rights: [on('comptable', 'MDD')],
  },
  {
    number: 'D10008',
    civility: 'Mme',
    firstName: 'Alice',
    lastName: 'Anglade',
    email: `alice.analyste${at}`,
    structure: 'SRH',
    quality: 'analyste des circuits',
    grade: 'Attachée d’administration',
    rights: [on('analyste', 'MDD')],
  },
  {
    number: 'D10010',
    civility: 'M.',
    firstName: 'Bruno',
    lastName: 'Béranger',
    email: `bruno.analyste${at}`,
    structure: 'SRH',
    quality: 'analyste des circuits',
    grade: 'Attaché d’administration',
    rights: [on('analyste', 'MDD')],
  },
  {
    number: 'D10009',
    civility: 'M.',
    firstName: 'Adam',
    lastName: 'Adler',
    email: `adam.administrateur${at}`,
    structure: 'SNUM',
    quality: 'administrateur du portail',
    grade: 'Ingénieur des systèmes d’information',
    rights: [on('administrateur', 'MDD')],
  },
  {
    number: 'D10011',
    civility: 'Mme',
    firstName: 'Agathe',
    lastName: 'Aubin',
    email: `agathe.administratrice${at}`,
    structure: 'SNUM',
    quality: 'administratrice du portail',
    grade: 'Ingénieure des systèmes d’information',
    rights: [on('administrateur', 'MDD')],
  },
  {
    number: 'D10012',
    civility: 'Mme',
    firstName: 'Rachel',
    lastName: 'Reynaud',
    email: `rachel.deontologue${at}`,
    structure: 'SG',
    quality: 'référente déontologue',
    grade: 'Administratrice générale de l’État',
    rights: [on('referent-deontologue', 'MDD')],
  },
  {
    number: 'D10013',
    civility: 'M.',
    firstName: 'Amir',
    lastName: 'Accardi',
    email: `amir.accueil${at}`,
    structure: 'SRH',
    quality: 'correspondant des administrations d’accueil',
    grade: 'Attaché principal d’administration',
    rights: [on('administration-accueil', 'MDD')],
  },

  {
    number: 'D10020',
    civility: 'Mme',
    firstName: 'Hélène',
    lastName: 'Marchand',
    email: `helene.marchand${at}`,
    structure: 'DSJ',
    quality: 'directrice des services judiciaires',
    grade: 'Administratrice de l’État',
    rights: [{ role: 'signataire', on: 'DSJ', byRight: true, ...BY_DECREE }, on('superieur', 'DSJ')],
  },
  {
    number: 'D10021',
    civility: 'M.',
    firstName: 'Olivier',
    lastName: 'Perrin',
    email: `olivier.perrin${at}`,
    structure: 'CA-VALMONT',
    quality: 'directeur délégué à l’administration régionale',
    grade: 'Directeur hors classe des services de greffe',
    rights: [on('superieur', 'CA-VALMONT')],
  },
  {
    number: 'D10022',
    civility: 'Mme',
    firstName: 'Camille',
    lastName: 'Roche',
    email: `camille.roche${at}`,
    structure: 'TJ-RIVEBELLE',
    quality: 'directrice de greffe',
    grade: 'Directrice des services de greffe',
    rights: [on('superieur', 'TJ-RIVEBELLE')],
    awayFor: 60,
  },
  {
    number: 'D10023',
    civility: 'Mme',
    firstName: 'Léa',
    lastName: 'Fontaine',
    email: `lea.fontaine${at}`,
    structure: 'TJ-RIVEBELLE',
    quality: 'adjointe administrative',
    grade: 'Adjointe administrative principale de 2e classe',
    rights: [],
  },
  {
    number: 'D10024',
    civility: 'M.',
    firstName: 'Thomas',
    lastName: 'Lefèvre',
    structure: 'TJ-VALMONT',
    quality: 'greffier',
    grade: 'Greffier',
    rights: [],
  },
  {
    number: 'D10025',
    civility: 'Mme',
    firstName: 'Maëlle',
    lastName: 'Cœuret',
    structure: 'TJ-VALMONT',
    quality: 'adjointe administrative',
    grade: 'Adjointe administrative',
    rights: [],
  },
  {
    number: 'D10026',
    civility: 'M.',
    firstName: 'Yves',
    lastName: 'Garnier',
    structure: 'TJ-RIVEBELLE',
    quality: 'chargé de mission',
    grade: 'Agent contractuel de catégorie A',
    rights: [],
  },

  {
    number: 'D10040',
    civility: 'M.',
    firstName: 'Hugo',
    lastName: 'Lemaire',
    email: `hugo.lemaire${at}`,
    structure: 'MA-ROCHEFONTAINE',
    quality: 'surveillant',
    grade: 'Surveillant brigadier',
    rights: [],
  },
  {
    number: 'D10041',
    civility: 'Mme',
    firstName: 'Inès',
    lastName: 'Caron',
    email: `ines.caron${at}`,
    structure: 'MA-ROCHEFONTAINE',
    quality: 'cheffe d’établissement',
    grade: 'Directrice des services pénitentiaires',
    rights: [on('superieur', 'MA-ROCHEFONTAINE')],
  },
  {
    number: 'D10042',
    civility: 'M.',
    firstName: 'Karim',
    lastName: 'Benali',
    email: `karim.benali${at}`,
    structure: 'DISP-EST',
    quality: 'gestionnaire des ressources humaines',
    grade: 'Secrétaire administratif de classe normale',
    rights: [on('gestionnaire', 'DISP-EST')],
  },
  {
    number: 'D10043',
    civility: 'Mme',
    firstName: 'Julie',
    lastName: 'Aubert',
    email: `julie.aubert${at}`,
    structure: 'DISP-EST',
    quality: 'cheffe du département des ressources humaines',
    grade: 'Attachée principale d’administration',
    rights: [on('valideur', 'DISP-EST')],
  },
  {
    number: 'D10044',
    civility: 'M.',
    firstName: 'Marc',
    lastName: 'Delorme',
    email: `marc.delorme${at}`,
    structure: 'DISP-EST',
    quality: 'directeur interrégional',
    grade: 'Directeur des services pénitentiaires hors classe',
    rights: [{ role: 'signataire', on: 'DAP', byRight: true }, on('superieur', 'DISP-EST')],
  },
];

/** The director's delegation to the head of the office that signs part-time acts. */
export const DELEGATION = {
  reference: 'Décision du 6 janvier 2025 portant délégation de signature',
  delegator: 'D10020',
  // Acts print the minister, in whose name she signs by the text.
  delegatorQuality: 'la directrice des services judiciaires',
  delegate: 'D10005',
  matters: ['*'],
  on: 'DSJ',
  from: '2025-01-08',
  publishedOn: '2025-01-07',
  publication: 'Bulletin officiel du ministère de démonstration, n° 1 de 2025',
} as const;

/**
 * The échelon and index (indice majoré) of some of them, since that day: what the portal took over
 * when it opened.
 */
export const ECHELONS: Readonly<
  Record<string, { readonly echelon: number; readonly index: number; readonly from: string }>
> = {
  D10001: { echelon: 6, index: 421, from: '2025-02-01' },
  D10002: { echelon: 8, index: 673, from: '2024-07-01' },
  D10003: { echelon: 5, index: 410, from: '2025-05-01' },
  D10023: { echelon: 3, index: 373, from: '2024-12-01' },
  D10024: { echelon: 2, index: 376, from: '2025-09-01' },
  D10025: { echelon: 4, index: 369, from: '2024-10-01' },
  D10040: { echelon: 4, index: 388, from: '2025-03-01' },
};

/** The status of some of them in the ministry. */
export const STATUSES: Readonly<Record<string, { readonly status: Status; readonly corps: string }>> = {
  D10001: { status: 'titulaire', corps: 'Greffiers des services judiciaires' },
  D10026: { status: 'contractuel', corps: 'Chargé de mission' },
};

/** The known home address of some of them, in invented towns. */
export const HOME_ADDRESSES: Readonly<
  Record<string, { readonly voie: string; readonly codePostal: string; readonly ville: string; readonly pays: string }>
> = {
  D10001: { voie: '12 rue des Tilleuls', codePostal: '00120', ville: 'Valmont', pays: 'France' },
  D10023: { voie: '3 quai du Moulin', codePostal: '00340', ville: 'Rivebelle', pays: 'France' },
  D10024: { voie: '48 avenue de la Gare', codePostal: '00120', ville: 'Valmont', pays: 'France' },
  D10040: { voie: '7 place du Marché', codePostal: '00560', ville: 'Rochefontaine', pays: 'France' },
};

/** Échelons of one grade, with the index and the length in months of each: invented, as the ministry is. */
export const ECHELON_GRID = {
  grade: 'Adjointe administrative principale de 2e classe',
  from: '2024-01-01',
  echelons: [
    ...[
      [366, 12],
      [370, 12],
      [373, 12],
      [378, 12],
      [382, 12],
      [387, 12],
    ],
    ...[
      [397, 24],
      [407, 24],
      [417, 36],
      [425, 36],
      [436, 48],
      [445, null],
    ],
  ],
} as const;

/** The day since when everyone is in post. */
export const IN_POST_SINCE = '2023-09-01';

/** The annual leave that everybody of the demonstration may take this year. */
export const LEAVE_OPENED = { mouvementConges: 'ouverts', jours: 25 } as const;

/** A campaign that is open when the demonstration begins, for the agents of a court; its days count from then on. */
export const CAMPAIGN = {
  kind: 'mobilite',
  titleFr: 'Mobilité des greffes du ressort de Valmont',
  titleEn: 'Transfers among the registries of Valmont',
  structure: 'CA-VALMONT',
  madeBy: 'nadia.gestionnaire',
  days: { opensOn: -7, closesOn: 30, opinionsUntil: 45, resultsOn: 60, effectOn: 120 },
  posts: [
    { code: 'GREF-01', title: 'Greffier, service civil', structure: 'TJ-RIVEBELLE', places: 1 },
    { code: 'GREF-02', title: 'Greffier, service correctionnel', structure: 'TJ-RIVEBELLE', places: 2 },
    { code: 'GREF-03', title: 'Greffier, chambre sociale', structure: 'CA-VALMONT', places: 1 },
    { code: 'GREF-04', title: 'Greffier, bureau d’ordre', structure: 'CA-VALMONT', places: 0 },
  ],
} as const;
