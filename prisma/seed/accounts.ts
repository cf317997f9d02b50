/** An account of the demonstration ministry, as the start banner, the README and the smoke test give it. */
export interface DemonstrationAccount {
  readonly email: string;
  readonly password: string;
  readonly role: { readonly fr: string; readonly en: string };
  /** Base 32, for those who must step up: type it in an authenticator. */
  readonly totpSecret?: string;
}

/** The same for everyone: the demonstration has nothing to hide, and production has no such account. */
export const DEMONSTRATION_PASSWORD = 'Harmonie-2026!';

const account = (email: string, fr: string, en: string, totpSecret?: string): DemonstrationAccount => ({
  email,
  password: DEMONSTRATION_PASSWORD,
  role: { fr, en },
  ...(totpSecret !== undefined && { totpSecret }),
});

/** One account per kind of person; two where two people are required. */
export const DEMONSTRATION_ACCOUNTS: readonly DemonstrationAccount[] = [
  account('claire.agent@harmonie.example', 'Agent', 'Agent'),
  account('paul.superieur@harmonie.example', 'Supérieur hiérarchique', 'Line manager'),
  account('nadia.gestionnaire@harmonie.example', 'Gestionnaire RH', 'HR manager'),
  account('victor.valideur@harmonie.example', 'Valideur', 'Validator'),
  account('sophie.signataire@harmonie.example', 'Signataire', 'Signatory', 'JBSWY3DPEHPK3PXPKRSXG5DFMQ2DMNRY'),
  account(
    'felix.financier@harmonie.example',
    'Gestionnaire financier',
    'Pay manager',
    '2TTIEPD5G24ZOFK6GJJOLUS5EZCR3PPA',
  ),
  account('denise.comptable@harmonie.example', 'Comptable DGFiP', 'DGFiP accountant'),
  account('alice.analyste@harmonie.example', 'Analyste métier', 'Business analyst', 'YIJMJOLJUMKRNRE3VFCXWASRSONFELZ7'),
  account(
    'bruno.analyste@harmonie.example',
    'Analyste métier, qui approuve',
    'Business analyst, who approves',
    'CSDLILMS5PIEB7TD7T5W345HLXP4VTXI',
  ),
  account(
    'adam.administrateur@harmonie.example',
    'Administrateur',
    'Administrator',
    '3EXOY54DS6BTDDW3WLPLC2DGQ6LZGDOE',
  ),
  account(
    'agathe.administratrice@harmonie.example',
    'Administratrice, qui confirme',
    'Administrator, who confirms',
    'TXWV2HZPLZJU37PITDHSFUP6UJYHJQ3Z',
  ),
  account('rachel.deontologue@harmonie.example', 'Référente déontologue', 'Ethics officer'),
  account('amir.accueil@harmonie.example', 'Administration d’accueil', 'Host administration'),
];

/** Others, elsewhere in the tree: some with the same rights on other structures, who must see nothing of the first. */
export const NEIGHBOUR_ACCOUNTS: readonly DemonstrationAccount[] = [
  account(
    'helene.marchand@harmonie.example',
    'Signataire de droit (directrice)',
    'Signatory by right (director)',
    'KRSXG5BRGIZTINJWG44DSMBRGIZTINJW',
  ),
  account('olivier.perrin@harmonie.example', 'Supérieur hiérarchique (cour d’appel)', 'Line manager (court of appeal)'),
  account('camille.roche@harmonie.example', 'Supérieure hiérarchique, absente', 'Line manager, away'),
  account('lea.fontaine@harmonie.example', 'Agent (Rivebelle)', 'Agent (Rivebelle)'),
  account('hugo.lemaire@harmonie.example', 'Agent (pénitentiaire)', 'Agent (prison service)'),
  account('ines.caron@harmonie.example', 'Supérieure hiérarchique (pénitentiaire)', 'Line manager (prison service)'),
  account('karim.benali@harmonie.example', 'Gestionnaire RH (pénitentiaire)', 'HR manager (prison service)'),
  account('julie.aubert@harmonie.example', 'Valideuse (pénitentiaire)', 'Validator (prison service)'),
  account(
    'marc.delorme@harmonie.example',
    'Signataire de droit (pénitentiaire)',
    'Signatory by right (prison service)',
    'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U',
  ),
];

const ALL: readonly DemonstrationAccount[] = [...DEMONSTRATION_ACCOUNTS, ...NEIGHBOUR_ACCOUNTS];

/**
 * Finds an account of the demonstration by its address.
 * @throws {Error} if there is none
 */
export function demonstrationAccount(email: string): DemonstrationAccount {
  const account = ALL.find((each) => each.email === email);
  if (account === undefined) throw new Error(`the demonstration has no account ${email}`);
  return account;
}
