import type { Bilingual } from '../bilingual.ts';
import type { SituationEntry } from '../situation/entry.ts';
import { showValue } from '../situation/themes/show-theme.ts';
import type { Theme } from '../situation/themes/theme.ts';
import type { ImportFault } from './import-cells.ts';

/**
 * Faults of files and of their lines, in words for the person who corrects the file: what is wrong,
 * and what to do. Some are codes of domain/errors.ts that a line can meet.
 */
const FAULTS: Readonly<Record<string, Bilingual>> = {
  // Faults of the whole file.
  encoding: {
    fr: 'Le fichier n’est ni en UTF-8, ni en Windows-1252, ni en UTF-16 : ligne {line}. Enregistrez-le en « CSV UTF-8 ».',
    en: 'The file is neither UTF-8, Windows-1252 nor UTF-16: line {line}. Save it as “CSV UTF-8”.',
  },
  empty: { fr: 'Colonne « {column} » : vide.', en: 'Column “{column}”: empty.' },
  'file-empty': { fr: 'Le fichier est vide.', en: 'The file is empty.' },
  'file-too-long': {
    fr: 'Le fichier dépasse {max} lignes : découpez-le.',
    en: 'The file has more than {max} lines: cut it.',
  },
  quote: {
    fr: 'Un guillemet ouvert à la ligne {line} n’est pas refermé : toute la suite serait mal lue. Rien n’est importé.',
    en: 'A quote opened on line {line} is not closed: all that follows would be misread. Nothing is imported.',
  },
  'record-too-long': {
    fr: 'La ligne {line} dépasse 64 Ko. Rien n’est importé.',
    en: 'Line {line} is longer than 64 kB. Nothing is imported.',
  },
  'column-unknown': {
    fr: 'Colonne inconnue : « {column} ». Attendues : {columns}.',
    en: 'Unknown column: “{column}”. Expected: {columns}.',
  },
  'column-twice': { fr: 'La colonne « {column} » est là deux fois.', en: 'The column “{column}” is there twice.' },
  'column-missing': { fr: 'Colonnes manquantes : {columns}.', en: 'Missing columns: {columns}.' },
  'theme-in-time': {
    fr: 'Ce thème est une liste, ou un solde dont les mouvements n’ont pas de date : aucun fichier ne le renseigne.',
    en: 'This theme is a list, or a balance whose movements have no day: no file gives it.',
  },
  'theme-sensitive': {
    fr: 'Ce thème contient des valeurs chiffrées, que les administrateurs ne lisent pas : il ne se reprend qu’à l’installation, par l’exploitant (npm run import -- situation … --installation).',
    en: 'This theme holds encrypted values, which administrators do not read: it is taken over at the installation only, by the operator (npm run import -- situation … --installation).',
  },
  'key-gone': {
    fr: 'La clé qui chiffrait ce fichier a été remplacée avant qu’il soit lu : envoyez-le à nouveau.',
    en: 'The key that sealed this file was replaced before it was read: send it again.',
  },
  'not-approved': {
    fr: 'Un administrateur l’a écarté : {reason}',
    en: 'An administrator set it aside: {reason}',
  },
  forgotten: {
    fr: 'Ce fichier a attendu plus de trente jours : ce que disaient ses lignes est effacé, et rien n’est importé. Envoyez-le à nouveau.',
    en: 'This file waited for more than thirty days: what its lines said is erased, and nothing is imported. Send it again.',
  },
  // Faults of one line.
  cells: {
    fr: '{is} cellules au lieu de {of} : un séparateur manque ou est de trop.',
    en: '{is} cells instead of {of}: a separator lacks, or is one too many.',
  },
  unreadable: {
    fr: 'Colonne « {column} » : caractères illisibles.',
    en: 'Column “{column}”: unreadable characters.',
  },
  'too-long': {
    fr: 'Colonne « {column} » : plus de {max} caractères.',
    en: 'Column “{column}”: more than {max} characters.',
  },
  number: {
    fr: 'Colonne « {column} » : lettres sans accent, chiffres, « . », « _ » et « - » seulement, 40 au plus.',
    en: 'Column “{column}”: plain letters, digits, “.”, “_” and “-” only, 40 at most.',
  },
  code: {
    fr: 'Colonne « {column} » : majuscules, chiffres et traits d’union seulement, 40 au plus.',
    en: 'Column “{column}”: capitals, digits and hyphens only, 40 at most.',
  },
  department: {
    fr: 'Colonne « {column} » : code d’un département ou d’une collectivité attendu, 01, 2A ou 974.',
    en: 'Column “{column}”: the code of a département or of a collectivité is expected, 01, 2A or 974.',
  },
  email: {
    fr: 'Colonne « {column} » : ce n’est pas une adresse électronique.',
    en: 'Column “{column}”: no e-mail address.',
  },
  day: {
    fr: 'Colonne « {column} » : date attendue, 2026-09-01 ou 01/09/2026.',
    en: 'Column “{column}”: a date is expected, 2026-09-01 or 01/09/2026.',
  },
  choice: {
    fr: 'Colonne « {column} » : une de ces valeurs est attendue, écrite ainsi : {choices}.',
    en: 'Column “{column}”: one of these values is expected, written so: {choices}.',
  },
  'by-right': {
    fr: 'Seul un signataire signe de plein droit.',
    en: 'Only a signatory signs by right.',
  },
  'power-text': {
    fr: 'Le texte du pouvoir ne se donne qu’à qui signe de plein droit ; « au nom de » ne va pas sans lui.',
    en: 'The text of a power is given to whoever signs by right; “in the name of” does not go without it.',
  },
  'appointment-by-right': {
    fr: 'L’acte de nomination ne se donne qu’à qui signe de plein droit.',
    en: 'An appointment is given to whoever signs by right.',
  },
  'published-before-signed': {
    fr: 'Colonne « {column} » : la publication précède la signature de la nomination.',
    en: 'Column “{column}”: the publication comes before the signature of the appointment.',
  },
  'power-before-appointment': {
    fr: 'La nomination ne donne ce pouvoir qu’à partir du {day} : le lendemain de sa publication, ou le jour où elle prend effet s’il est postérieur. Donnez ce premier jour, ou un jour suivant.',
    en: 'The appointment gives this power from {day} only: the day after its publication, or the day on which it takes effect if that is later. Give that first day, or a later one.',
  },
  'publication-in-future': {
    fr: 'La nomination n’est pas encore publiée ce jour-là : donnez la ligne une fois qu’elle l’est.',
    en: 'The appointment is not published yet: give the line once it is.',
  },
  'nothing-said': { fr: 'La ligne ne renseigne aucune valeur.', en: 'The line gives no value.' },
  decimal: {
    fr: 'Colonne « {column} » : nombre attendu, comme 1234,5.',
    en: 'Column “{column}”: a number is expected, such as 1234.5.',
  },
  whole: {
    fr: 'Colonne « {column} » : nombre entier attendu, à partir de 1.',
    en: 'Column “{column}”: a whole number from 1 is expected.',
  },
  nir: {
    fr: 'Colonne « {column} » : numéro de sécurité sociale de 15 chiffres attendu.',
    en: 'Column “{column}”: a social security number of 15 digits is expected.',
  },
  fraction: {
    fr: 'Colonne « {column} » : fraction attendue, comme 6/7.',
    en: 'Column “{column}”: a fraction is expected, such as 6/7.',
  },
  month: {
    fr: 'Colonne « {column} » : mois attendu, comme 2026-09.',
    en: 'Column “{column}”: a month is expected, such as 2026-09.',
  },
  places: {
    fr: 'Colonne « {column} » : nombre entier attendu, de 0 à {max}.',
    en: 'Column “{column}”: a whole number from 0 to {max} is expected.',
  },
  'yes-no': { fr: 'Colonne « {column} » : oui ou non.', en: 'Column “{column}”: yes or no.' },
  phone: {
    fr: 'Colonne « {column} » : ce n’est pas un numéro de téléphone.',
    en: 'Column “{column}”: no telephone number.',
  },
  iban: { fr: 'Colonne « {column} » : ce n’est pas un IBAN.', en: 'Column “{column}”: no IBAN.' },
  // Faults between lines.
  'line-met': {
    fr: 'La ligne {line} donne au même agent une période qui rencontre celle-ci : gardez-en une.',
    en: 'Line {line} gives the same employee a period that meets this one: keep one.',
  },
  twice: {
    fr: 'La ligne {line} dit la même chose, ou autre chose du même : gardez-en une.',
    en: 'Line {line} says the same, or something else of the same: keep one.',
  },
  'number-twice': {
    fr: 'La ligne {line} porte le même matricule : deux personnes n’ont jamais le même.',
    en: 'Line {line} has the same employee number: two people never share one.',
  },
  'address-twice': {
    fr: 'La ligne {line} porte la même adresse : chacun a la sienne.',
    en: 'Line {line} has the same address: each person has their own.',
  },
  'structure-ring': {
    fr: 'Ces structures se rattachent en rond : {ring}.',
    en: 'These structures are below each other in a ring: {ring}.',
  },
  'waits-for': {
    fr: 'La ligne {line}, dont elle dépend, n’est pas prise : corrigez-la d’abord.',
    en: 'Line {line}, on which it depends, is not taken: correct that one first.',
  },
  // Faults against what already exists.
  'parent-missing': {
    fr: 'Le sommet de l’arborescence existe : dites à quelle structure celle-ci se rattache.',
    en: 'The tree has its top: say below which structure this one is.',
  },
  'structure-unknown': {
    fr: 'La structure {code} n’existe pas, ou vous ne l’administrez pas.',
    en: 'The structure {code} does not exist, or you do not administer it.',
  },
  'structure-none': {
    fr: 'Aucune structure ouverte n’a le code {code}.',
    en: 'No open structure has the code {code}.',
  },
  'person-unknown': {
    fr: 'Personne ne porte le matricule {number}, ou vous ne l’administrez pas.',
    en: 'Nobody has the number {number}, or you do not administer them.',
  },
  'post-missing': {
    fr: 'Cette personne est nouvelle : dites sa structure, sa qualité et son grade.',
    en: 'This person is new: say their structure, quality and grade.',
  },
  'post-differs': {
    fr: 'L’affectation existe avec une autre qualité ou un autre grade : si c’est une faute, corrigez la qualité sur la page de la personne ; sinon, donnez un nouveau premier jour.',
    en: 'The post exists with another quality or grade: if it is a slip, correct the quality on the page of the person; otherwise give another first day.',
  },
  'right-differs': {
    fr: 'L’habilitation existe, et le plein droit, son texte ou la nomination diffère : mettez-y fin, puis donnez-la à partir d’un autre jour.',
    en: 'The right exists, and differs in “by right”, its text or the appointment: end it, then give it from another day.',
  },
  'delegation-differs': {
    fr: 'La délégation existe sous cette référence avec d’autres matières ou une autre fin : abrogez-la, puis donnez une autre référence.',
    en: 'The delegation exists under that reference with other matters or another end: revoke it, then give another reference.',
  },
  'person-departed': {
    fr: 'Cette personne n’est affectée nulle part pendant ce temps : elle a quitté ses fonctions, ou n’y est pas encore.',
    en: 'This person has no post during that time: they left, or are not there yet.',
  },
  'not-found': {
    fr: 'Vous n’administrez pas cette structure ou cette personne.',
    en: 'You do not administer this structure or this person.',
  },
  'number-taken': { fr: 'Une autre personne porte ce matricule.', en: 'Another person has this number.' },
  'address-taken': {
    fr: 'Une autre personne a cette adresse professionnelle.',
    en: 'Another person has this work address.',
  },
  'own-right': {
    fr: 'Nul ne se donne un droit ni une affectation : un autre administrateur le fait.',
    en: 'Nobody gives themselves a right or a post: another administrator does.',
  },
  'own-gain': {
    fr: 'Vous y gagneriez un pouvoir : un administrateur qui n’y gagne rien le fait.',
    en: 'You would gain power by it: an administrator who gains none does it.',
  },
  'own-identity': {
    fr: 'Nul ne corrige soi-même son identité : un autre administrateur le fait.',
    en: 'Nobody corrects their own identity: another administrator does.',
  },
  'top-only': {
    fr: 'Ce droit ne se donne qu’au sommet de l’arborescence.',
    en: 'That right is given at the top of the tree only.',
  },
  'last-administrators': {
    fr: 'Deux autres administrateurs doivent rester : nommez-en d’abord.',
    en: 'Two other administrators must remain: have some named first.',
  },
  'period-overlaps': {
    fr: 'Une autre ligne est déjà en vigueur à partir du {from} : mettez-y fin d’abord, ou commencez après.',
    en: 'Another one is in force from {from} already: end it first, or begin later.',
  },
  'period-in-past': {
    fr: 'Un droit ou une délégation ne se donne pas pour des jours passés.',
    en: 'Rights and delegations are not given for days gone by.',
  },
  'period-over': {
    fr: 'C’est déjà terminé, ou finirait plus tard que prévu : une fin n’est jamais repoussée.',
    en: 'It is over already, or would end later than it does: an end is never put off.',
  },
  'period-upside-down': {
    fr: 'La fin précède le début, ou la veille d’aujourd’hui.',
    en: 'The end comes before the beginning, or before yesterday.',
  },
  'structure-closed': {
    fr: 'La structure est fermée, ou ferme pendant ce temps.',
    en: 'The structure is closed, or closes within that time.',
  },
  'structure-in-use': {
    fr: 'Des personnes y sont encore affectées ou habilitées, ou des structures au-dessous sont ouvertes.',
    en: 'People are posted or entitled there still, or structures below are open.',
  },
  'structure-code-taken': { fr: 'Une autre structure porte ce code.', en: 'Another structure has this code.' },
  'structure-loop': {
    fr: 'Une structure ne se rattache pas à ce qui est au-dessous d’elle.',
    en: 'A structure cannot be put below itself.',
  },
  'structure-root': {
    fr: 'Le sommet de l’arborescence ne se déplace ni ne se ferme.',
    en: 'The top of the tree can be neither moved nor closed.',
  },
  'superior-elsewhere': {
    fr: 'Cette personne est supérieure là où vous n’administrez pas.',
    en: 'This person is supérieur where you administer nothing.',
  },
  'delegator-without-power': {
    fr: 'Le délégant ne signe pas là de plein droit ce jour-là : son droit doit d’abord être confirmé.',
    en: 'The delegator does not sign there by right that day: their right must be confirmed first.',
  },
  'delegation-to-oneself': { fr: 'Nul ne délègue à soi-même.', en: 'Nobody delegates to themselves.' },
  'proposal-waiting': {
    fr: 'La même proposition attend déjà un second administrateur.',
    en: 'The same proposal waits for a second administrator already.',
  },
  'already-provisioned': {
    fr: 'Le même droit, venu d’un import, attend déjà d’être repris.',
    en: 'The same right, from an import, waits to be taken up already.',
  },
  'entry-met': {
    fr: 'La situation de l’agent dit déjà autre chose du {from} au {until} : deux périodes ne se rencontrent pas.',
    en: 'The employee’s situation says otherwise from {from} to {until} already: two periods do not meet.',
  },
  'entry-differs': {
    fr: 'La situation de l’agent dit déjà autre chose à partir du {from} : donnez un autre premier jour, ou faites-la rectifier.',
    en: 'The employee’s situation says otherwise from {from} on already: give another first day, or have it put right.',
  },
  'movement-nothing': {
    fr: 'Un mouvement est d’un nombre supérieur à zéro.',
    en: 'A movement is of a number above zero.',
  },
  'balance-below': {
    fr: 'Le solde de l’agent est de {balance} : on ne peut en retirer davantage.',
    en: 'The employee’s balance is {balance}: no more can be taken from it.',
  },
  'changed-since': {
    fr: 'La situation de l’agent a changé depuis que ce fichier a été essayé : envoyez la ligne à nouveau.',
    en: 'The employee’s situation has changed since this file was tried: send the line again.',
  },
  'grade-missing': {
    fr: 'L’agent n’a pas de grade ce jour-là : donnez-le, ou importez d’abord son affectation.',
    en: 'The employee has no grade that day: give it, or import their post first.',
  },
  'grid-missing': {
    fr: 'Colonne « {column} » : la grille ne dit rien de ce jour pour ces valeurs : donnez-la.',
    en: 'Column “{column}”: the grid says nothing of that day for these values: give it.',
  },
  'own-situation': {
    fr: 'Nul n’écrit sa propre situation : ni qui envoie le fichier, ni qui l’approuve.',
    en: 'Nobody writes their own situation: neither who sends the file nor who approves it.',
  },
  // Faults of an agent for whom an act is started in a batch.
  'agent-unknown': {
    fr: 'Aucun agent que vous gérez n’a ce matricule : il n’existe pas, ou dépend d’une autre structure.',
    en: 'No employee whom you manage has that number: it does not exist, or is of another structure.',
  },
  'agent-left': {
    fr: 'L’agent a quitté vos structures le {day}.',
    en: 'The employee left your structures on {day}.',
  },
  'agent-twice': {
    fr: 'L’agent est nommé deux fois : ligne {line} aussi. Gardez-en une.',
    en: 'The employee is named twice: on line {line} too. Keep one of them.',
  },
  'own-act': { fr: 'Nul n’engage d’acte pour soi-même.', en: 'Nobody starts an act for themself.' },
  'kind-under-way': {
    fr: 'Le même acte est déjà en cours pour cet agent (demande {number}).',
    en: 'The same act is under way for this employee already (request {number}).',
  },
  'circuit-changed': {
    fr: 'La démarche a changé depuis que ce lot a été préparé : préparez-en un autre pour cet agent.',
    en: 'The procedure has changed since this batch was prepared: prepare another one for this employee.',
  },
  'right-lost': {
    fr: 'Vous n’avez plus l’habilitation d’engager cet acte : il n’est pas engagé.',
    en: 'You no longer hold the right to start this act: it is not started.',
  },
  unexpected: {
    fr: 'Une erreur est survenue de notre côté. Réessayez ; si elle persiste, signalez-la.',
    en: 'A fault of ours. Try again; if it goes on, report it.',
  },
};

/** Returns the words of a fault. */
export function faultWords({ code, params }: ImportFault, language: 'fr' | 'en'): string {
  const words = FAULTS[code] ?? FAULTS.unexpected;
  return (words?.[language] ?? code).replace(/\{(\w+)\}/g, (_whole, name: string) => String(params[name] ?? '…'));
}

/** States of a line once it was compared with what exists; until then it is « read ». */
export const LINE_STATES = ['ready', 'same', 'fault', 'applied', 'waits'] as const;
/** A state of a line once compared. */
export type LineState = (typeof LINE_STATES)[number];
/** All states of a line that are stored. */
export const WRITTEN_LINE_STATES = ['read', ...LINE_STATES] as const;

/** The words for one line, then for several. */
const STATES: Readonly<Record<LineState, Readonly<Record<'fr' | 'en', readonly [one: string, several: string]>>>> = {
  ready: { fr: ['à importer', 'à importer'], en: ['to import', 'to import'] },
  same: { fr: ['inchangée', 'inchangées'], en: ['unchanged', 'unchanged'] },
  fault: { fr: ['en défaut', 'en défaut'], en: ['at fault', 'at fault'] },
  applied: { fr: ['importée', 'importées'], en: ['imported', 'imported'] },
  waits: {
    fr: ['attend deux administrateurs', 'attendent deux administrateurs'],
    en: ['waits for two administrators', 'wait for two administrators'],
  },
};
const stateWords = (state: LineState, language: 'fr' | 'en', count = 1): string =>
  STATES[state][language][count > 1 ? 1 : 0];

/** Summarises a file: « 500 lignes (UTF-8) : 465 importées, 35 en défaut ». */
export function countWords(
  {
    lines,
    encoding,
    counts,
  }: { readonly lines: number; readonly encoding: string | null; readonly counts: Readonly<Record<LineState, number>> },
  language: 'fr' | 'en',
): string {
  const words = (['ready', 'same', 'applied', 'waits', 'fault'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${stateWords(state, language, counts[state])}`);
  const [line, colon] = { fr: ['ligne', ' :'], en: ['line', ':'] }[language];
  return `${lines} ${line}${lines > 1 ? 's' : ''} (${encoding})${colon} ${words.join(', ')}`;
}

/**
 * Returns the header line of a report; for a file of values, with the columns of what each line
 * gives.
 */
export function reportHead(language: 'fr' | 'en', theme: Theme | null): readonly string[] {
  const head = {
    fr: ['Ligne', 'Matricule, code ou référence', 'Résultat', 'Explication'],
    en: ['Line', 'Number, code or reference', 'Result', 'Explanation'],
  }[language];
  if (theme === null) return head;
  const days = { fr: ['Du', 'Au'], en: ['From', 'Until'] }[language];
  return [...head, ...days, ...theme.fields.map(({ label }) => label[language])];
}

/** The last line of a report. */
export const REPORT_END: Bilingual = { fr: 'Fin du compte rendu', en: 'End of the report' };

/** A line of a report. */
export interface ReportedLine {
  readonly line: number;
  readonly key: string;
  readonly state: LineState | 'read';
  readonly waits: boolean;
  readonly faults: readonly ImportFault[];
  /** For a file of values: an entry; null once it is applied, or thirty days later. */
  readonly said: object | null;
}

/**
 * Returns a line of a report; for a file of values, with what it gives, sensitive values masked.
 */
export function reportCells(
  { line, key, state, waits, faults, said: entry }: ReportedLine,
  language: 'fr' | 'en',
  theme: Theme | null,
): string[] {
  const said = faults.map((fault) => faultWords(fault, language));
  if (state === 'ready' && waits) said.push(WILL_WAIT[language]);
  const cells = [String(line), key, stateWords(state === 'read' ? 'ready' : state, language), said.join(' ')];
  if (theme === null) return cells;
  if (entry === null)
    return [
      ...cells,
      ...reportHead(language, theme)
        .slice(cells.length)
        .map(() => ''),
    ];
  const { from, until, value } = entry as Omit<SituationEntry, 'theme'>;
  const values = theme.fields.map((field) => {
    const kept = value[field.key];
    return kept === undefined ? '' : showValue(field, kept)[language];
  });
  return [...cells, from, until ?? '', ...values];
}
const WILL_WAIT: Bilingual = {
  fr: 'Deux administrateurs devront le donner : l’un le reprend, l’autre confirme.',
  en: 'Two administrators will have to give it: one takes it up, another confirms.',
};
