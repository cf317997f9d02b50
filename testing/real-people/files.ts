/** A ministry's files as its own system writes them: a courtroom tree, its people, what they may do; and their mistakes. */

/** Structures: the ministry, a court of appeal, six courts; then a ring, a stranger and a double. */
export const STRUCTURES = [
  'code;nom;ville;rattachement',
  'JUST;Ministère de la Justice;Paris;RACINE',
  'CA;Cour d’appel de Valmont;Valmont;JUST',
  ...Array.from({ length: 6 }, (_, n) => `TJ-${n + 1};Tribunal judiciaire ${n + 1};Valmont;CA`),
  'ROND-A;Rond;Valmont;ROND-B',
  'ROND-B;Rond;Valmont;ROND-A',
  'PERDU;Sans parent;Valmont;NULLE-PART',
].join('\r\n');

/** Lines at fault in the file of structures. */
export const WRONG_STRUCTURES = 3;

/** Who plays a part: by the number that the ministry knows them by. */
export const CAST = {
  agent: { number: 'M00001', name: 'Léa Martin', email: 'agent1@justice.example' },
  superior: { number: 'M00002', name: 'Paul Bernard', email: 'agent2@justice.example' },
  manager: { number: 'M00003', name: 'Nadia Dubois', email: 'agent3@justice.example' },
  validator: { number: 'M00004', name: 'Hugo Thomas', email: 'agent4@justice.example' },
  head: { number: 'M00005', name: 'Inès Robert', email: 'agent5@justice.example' },
  signatory: { number: 'M00006', name: 'Karim Petit', email: 'agent6@justice.example' },
  /** Comes by the identity provider. */
  visitor: { number: 'M00007', name: 'Chloé Durand', email: 'agent7@justice.example' },
} as const;

const NAMES = Object.values(CAST).map(({ name }) => name.split(' '));
const person = (n: number): string[] => {
  const [first = 'Zoé', last = `Lefèvre${n}`] = NAMES[n - 1] ?? [];
  const number = `M${String(n).padStart(5, '0')}`;
  // Those who play a part are of one court.
  const court = n <= NAMES.length ? 'TJ-1' : `TJ-${1 + (n % 6)}`;
  return [number, first, last, `agent${n}@justice.example`, court, 'greffière', 'Greffier', '01/09/2014'];
};

/** Five hundred people, of whom some are at fault: an address, a number twice, a court, a day, a name, an address twice. */
export function people(): Uint8Array {
  const lines = Array.from({ length: 500 }, (_, n) => person(n + 1));
  const change = (n: number, at: number, to: string) => lines[n - 1]?.splice(at, 1, to);
  change(110, 3, 'pas une adresse');
  change(120, 0, 'M00119');
  change(130, 4, 'NULLE-PART');
  change(140, 7, '31/02/2014');
  change(150, 1, '');
  change(160, 3, 'agent161@justice.example');
  lines[169]?.push('de trop');
  const text = [['matricule', 'prenom', 'nom', 'courriel', 'structure', 'qualite', 'grade', 'du'], ...lines]
    .map((cells) => cells.join(';'))
    .join('\n');
  // As a spreadsheet of Windows writes it.
  return Buffer.from(text, 'latin1');
}

/** Lines at fault in it: of those that say the same thing twice, both. */
export const WRONG_PEOPLE = 9;

export const RIGHTS = [
  'matricule;habilitation;structure;plein droit',
  `${CAST.superior.number};superieur;TJ-1;non`,
  `${CAST.manager.number};gestionnaire;TJ-1;non`,
  `${CAST.validator.number};valideur;CA;non`,
  `${CAST.head.number};signataire;JUST;oui`,
  `${CAST.signatory.number};signataire;CA;non`,
  'M00499;superieur;NULLE-PART;non',
].join('\n');
export const WRONG_RIGHTS = 1;
/** Of rights, those that two administrators give. */
export const RIGHTS_BY_TWO = 2;

export const DELEGATIONS = [
  'reference;delegant;qualite du delegant;delegataire;matieres;structure',
  `Arrêté du 2 novembre 2026;${CAST.head.number};Directrice;${CAST.signatory.number};*;CA`,
].join('\n');
