/**
 * Every refusal that a person can meet, with its meaning. Screens translate the code;
 * web/server/errors.ts gives each its HTTP status. `params` are the values inserted into the
 * sentence; they never hold personal data.
 */
export const ERROR_CODES = {
  'bad-request': 'The request is not understood: malformed JSON, a parameter of the wrong type.',
  'signed-out': 'Nobody is signed in, or the session ended.',
  forbidden: 'Signed in, but without the right.',
  'foreign-origin': 'A change asked by a page of another site.',
  'not-found': 'There is nothing there, or nothing that this person may know of.',
  'too-many-requests': 'Asked too often; params.seconds says when to try again.',
  'database-unavailable': 'The database cannot be reached.',
  'engine-unavailable': 'The engine cannot be reached, and the answer needs it now.',
  busy: 'Too much is asked at once: nothing was written; params.seconds says when to try again.',
  'storage-full': 'No room is left on the disk of the portal or of its database: nothing of the call was written.',
  unexpected: 'A fault of ours; the log has it under the same identifier.',
  'form-invalid': 'The form has faults, listed field by field.',
  'form-endless': 'The rules of the form take longer than they may.',
  'no-posting': 'The person holds no post today: no structure could handle a request of theirs.',
  'not-startable': 'The person may not start such an act for that agent.',
  'paper-day-impossible': 'A paper was received these twenty-seven days, and no later than today.',
  'paper-missing': 'The paper that the agent signed is not among the documents.',
  'kind-unknown': 'No circuit of that kind is published.',
  'draft-changed-elsewhere': 'The draft was saved from another device since it was read.',
  'draft-already-filed': 'The draft became a request.',
  'draft-too-many': 'The person keeps params.max drafts already.',
  'piece-too-many': 'The draft, or the answer to a complement, holds params.max documents already.',
  'piece-too-large': 'The file is over the stated size; params.max in bytes.',
  'file-too-slow': 'The file was not here in time, or others waited for its place: it was not looked at.',
  'piece-empty': 'The file is empty.',
  'piece-not-pdf': 'The file is not a readable PDF.',
  'piece-encrypted': 'The PDF is encrypted.',
  'piece-active-content': 'The PDF runs a script, opens a program or carries files.',
  'piece-too-complex': 'The PDF takes more time or memory to be looked at than any document does.',
  'piece-type-unknown': 'The circuit asks for no piece of that type.',
  'request-closed': 'The request is closed.',
  'cancel-act-unsealed': 'An act of the request is signed: it is to be sealed and notified, not cancelled.',
  'cancel-act-unapplied': 'The sealed act of the request is to be applied, or withdrawn by another act.',
  'cancel-act-notified': 'What was sealed cannot be unsaid: the circuit has only to be brought to its end.',
  'cancel-applied': 'The situation of the agent has changed by the request: a correction puts it right.',
  'mapping-wrong':
    'A mapping of elements leads two to one, one out of its diagram, or to one that it leads elsewhere; params.step is it.',
  'migrations-ended': 'All of that batch was asked for already.',
  'move-barred':
    'The token cannot be moved there now; params.cause says why (domain/circuit/interventions/token-move.ts).',
  'fact-unknown': 'The version of the request has no such fact; params.name.',
  'fact-decided': 'A step of the circuit gives what bears that name: what somebody decided is not written by hand.',
  'instance-gone': 'No instance plays the request on the engine.',
  'cancel-accepted': 'The silence of the administration accepted what the request asks.',
  'withdrawal-too-late': 'A decision exists: the request can no longer be withdrawn.',
  'withdrawal-pending': 'The withdrawal was asked already and is on its way.',
  'task-ended': 'Someone decided already, or the circuit no longer waits for it.',
  'task-already-decided': 'Someone else decided first.',
  'task-assigned-to-another': 'Somebody took the task; they must give it back first.',
  'decision-invalid': 'The decision lacks something or cannot be given here; faults say what.',
  'decision-refused': 'The circuit refused the decision.',
  'own-request': 'Nobody decides on their own request.',
  'same-person': 'The same person decided at the step before, or on what is contested: another one is needed.',
  'no-signing-capacity': 'Neither a right of one’s own nor a valid delegation covers this act; params.reason says why.',
  'act-incomplete': 'The act lacks a mention the law requires; params.missing lists them.',
  'act-unprintable': 'The act holds characters that its font does not draw; params.characters names them.',
  'act-datum-missing': 'The text of the act prints something that nobody knows of this request; params.data says what.',
  'act-text-ended': 'The act cites a text that is not in force on the day of signature; params.texts names it.',
  'act-not-typeset': 'The template of the act, or what it makes of the data, is at fault.',
  'act-effect-unread':
    'The request holds nothing that the act could say of what it changes; params.field is the answer that lacks.',
  'grid-without-row':
    'The reference grid says nothing on the day of effect of what the act would say; params.field is what it lacks.',
  'act-not-standing':
    'The act that would be corrected, withdrawn or repealed is none, or was withdrawn or repealed already.',
  'act-underway':
    'The act that would be corrected, withdrawn or repealed has not changed all that it changes yet, or another one that is signed touches it.',
  'act-built-upon': 'Something stands upon what the act changed, or used it since: that is undone first.',
  'act-undoes-another': 'The act undoes another one: it is withdrawn, or a new act is made; it is not repealed.',
  'act-undone-by-request': 'What the act changed is changed back by the agent’s own request alone.',
  'act-too-old': 'The administration withdraws an act by itself within four months; later, its beneficiary asks.',
  'act-repealed-before':
    'An act repeals from the day of its signature on, or from a later one; since a day gone by, it would withdraw.',
  'effect-unlawful': 'What would be granted breaks a rule of the trade since it was filed; faults say which.',
  'act-frame-altered':
    'The page of the act does not bear the legal mentions as the portal draws them, or holds what cannot be read back; params.words says which.',
  'act-text-hidden':
    'The act holds text that nobody could read: too small, too pale, covered or cut; params.words says which.',
  'act-text-contradicts': 'The text of the act speaks against its legal mentions; params.words says which words.',
  'situation-incomplete': 'The act still lacks what the correction was asked for; faults say what.',
  'act-not-sealed': 'The act is not sealed yet.',
  'post-recorded': 'That letter, with its number, is recorded for the act already.',
  'post-received': 'When that letter was received is recorded already.',
  'post-day-impossible': 'A letter leaves once the act is sealed, is received no sooner, and neither day is to come.',
  'preview-outdated': 'The act changed since it was shown: read it again before signing.',
  'step-up-required': 'The act asks for a fresh proof of identity.',
  'elimination-own-proposal': 'Nobody decides on the elimination that they proposed.',
  'elimination-decided': 'Somebody decided on that elimination already.',
  'elimination-outdated': 'The rule of retention changed since, or an act is needed again: it is to be proposed anew.',
  'elimination-none-held': 'No act of an approved elimination is to stay, by the rule and what needs it today.',
  'elimination-empty': 'No act of the list is one whose retention is over and that is to be destroyed.',
  'elimination-too-many': 'A proposal holds params.max acts at most.',
  'deposit-too-many': 'At most params.max acts are deposited at once.',
  'archive-unconfigured': 'No archives service is named: ARCHIVE_DIR or ARCHIVE_S3_URL.',
  'archive-empty': 'No act that was signed is among what was asked for.',
  'archive-too-large': 'An archive holds params.max acts at most, and params.files documents of params.gigabytes GB.',
  'signing-batch-size': 'One proof signs from one act to params.max.',
  'batches-too-many': 'The person made params.max batches within an hour; params.seconds says when to try again.',
  'signing-fold-unserved': 'A fold that is cited was never served to this person with that act, or too long ago.',
  'signing-batch-proved': 'The batch was proved already: its acts are being signed.',
  'assistant-unknown': 'Nobody in post has that address at work.',
  'assistant-oneself': 'Nobody is their own assistant.',
  'assistant-barred': 'Whoever signs acts, draws circuits or administers in that time assists no signatory.',
  'signing-stopped': 'Its signer stopped the batch before this act was signed.',
  'decisions-size': 'From one task to params.max are decided together.',
  'decisions-stopped': 'Its author stopped the batch before this task was decided.',
  'decision-outdated': 'What the request says changed since it was shown in its fold.',
  'step-up-unavailable': 'The account has no second factor.',
  'code-wrong': 'The one-time code is wrong; params.left tries are left.',
  'password-wrong': 'The password is wrong; params.left tries are left.',
  'code-expected': 'The account has a second factor: its code is asked, not the password.',
  'code-locked': 'Too many wrong codes, passkeys or passwords; params.minutes to wait.',
  'code-replayed': 'The one-time code was used already: wait for the next.',
  'passkey-refused': 'The passkey is not known here, or what it signed does not prove that its owner was recognised.',
  'passkey-late': 'The passkey signed nothing that was asked in this browser these five minutes.',
  'second-factor-required':
    'The session must give a second factor before it opens anything: the right held asks for it.',
  'challenge-late': 'No right password was given in this browser these ten minutes: sign in from its beginning.',
  'recovery-code-wrong': 'The recovery code is none that is left.',
  'enrolment-late': 'The enrolment of the factor began too long ago, or by somebody else: begin again.',
  'proof-expected': 'The session began too long ago for this change: the password, or a code, is asked with it.',
  'factor-needed': 'A right held asks for a second factor: replace it rather than take it away.',
  'not-offered': 'The kind is not offered to agents of that status; a draft of it is kept.',
  'kind-closed': 'The kind is not open to the structure of the person today; a draft of it is kept.',
  'link-unknown': 'The link is none that was given: cut, mistyped or made up.',
  'link-used': 'The link served already: it serves once.',
  'link-replaced': 'Another link took the place of this one.',
  'link-late': 'The link is past its time.',
  'link-of-another': 'Somebody else is signed in there: the link is for another account.',
  'link-not-late': 'The link still opens, or is one that only administrators give anew.',
  'no-address': 'The person has no address that a link could be mailed to: they are handed one on paper.',
  'address-of-work': 'The address is in the ministry’s domain: it is given as a work address.',
  'has-address': 'The person has a professional address: they are invited by mail.',
  'address-needed':
    'Whoever signs, pays, publishes or administers has a professional address: neither paper nor a personal one opens their account.',
  'checks-missing': 'Two people are to have seen a document of the person these days.',
  'account-waiting': 'Nobody chose the password of this account yet: its person is invited again.',
  'account-active': 'Somebody chose the password of this account already: a forgotten one is asked for at sign-in.',
  'own-account': 'Nobody does this to their own account: another administrator does.',
  'administrator-above':
    'The person administers where whoever asks does not: an administrator of all those places does it.',
  'no-password': 'The account has no password: an identity provider answers for it.',
  'account-locked': 'The account is locked: nobody enters by it.',
  'account-closed': 'The account is closed: nobody enters by it.',
  'identity-provider-away': 'The identity provider does not answer, or not as one does; params.why says how.',
  'identity-unproven': 'What the identity provider answered proves nobody; params.why says what is wrong with it.',
  'identity-level-low': 'The identity provider knows the person, not as surely as is asked here.',
  'identity-interrupted': 'That sign-in began elsewhere, too long ago, or has ended: it is to begin anew.',
  'identity-declined': 'Whoever was at the identity provider gave up, or was refused there.',
  'identity-unknown': 'The identity provider knows the person; no account here is linked to that identity.',
  'identity-changed':
    'The identity came in place of the one that opens the account of that employee number: administrators decide.',
  'identity-claim-over': 'That identity was linked or put aside already.',
  'identity-taken': 'That identity opens another account.',
  'identity-linked': 'The account is opened by another identity.',
  'identity-of-another': 'The employee number is not that of whoever was invited.',
  'identity-takes-two': 'The account signs, pays, publishes or gives rights: one invitation does not link it.',
  'own-right': 'Nobody gives, changes or ends a right of their own: another administrator does.',
  'own-gain': 'Whoever asks would have more power by it: an administrator who would not does it.',
  'own-proposal':
    'Nobody confirms or refuses what they proposed: another administrator does, or its author takes it back.',
  'top-only': 'That right is given at the top of the tree only.',
  'proposer-not-entitled': 'Whoever proposed it may not propose it any more: it has to be proposed anew.',
  'proposal-waiting': 'The same was proposed already, and waits.',
  'proposal-answered': 'The proposal was answered already; params.outcome says how.',
  'last-administrators': 'Fewer than two other administrators would remain there; params.others says how many.',
  'period-overlaps': 'The same is in force over part of that time; params.from and params.until say when.',
  'period-in-past': 'Rights, delegations and openings are not given for days gone by.',
  'period-began': 'It began: it can be ended, not removed.',
  'period-over': 'It ended already, or would end later than it does.',
  'period-upside-down': 'It would end before it begins.',
  'structure-closed': 'The structure is closed, or closes within that time.',
  'structure-too-large': 'More people are posted there than a merger moves at once; params say how many at most.',
  'parent-closes': 'The structure above it closes on params.on, before or when this one would.',
  'structure-in-use': 'People are posted or entitled there, or structures below it are open; params say how many.',
  'structure-loop': 'A structure cannot be put below itself.',
  'structure-code-taken': 'Another structure has this code.',
  'structure-root': 'The top of the tree can be neither moved nor closed.',
  'not-in-post': 'The person holds no post on that day.',
  'delegator-without-power': 'Whoever gives the delegation does not sign there by right on its first day.',
  'quality-by-two': 'The person may sign: two administrators correct the quality that acts print of them.',
  'matter-unknown': 'No circuit was ever of that kind: params.matters says which. « * » is all.',
  'delegation-to-oneself': 'Nobody delegates to themselves.',
  'publication-before-confirmation':
    'What two administrators confirm is published then or later; params.day is the day when it was confirmed.',
  'superior-elsewhere':
    'The person is « supérieur » where whoever asks administers nothing: an administrator of all those places does it.',
  'delegation-published': 'The delegation is published already.',
  'delegation-revoked': 'The delegation is revoked already.',
  'delegation-revived':
    'The correction would give a delegation its power back: two administrators give another one, that one being revoked.',
  'power-before-appointment':
    'A power begins once the appointment that it stands on gives it: on params.day at the earliest.',
  'suspension-shortened': 'A suspension under way or to come is prolonged, never shortened.',
  'publication-in-future': 'A publication is recorded once it has taken place.',
  'pay-piece-sent': 'The pay piece left with a bordereau: only a recall takes it back.',
  'own-pay': 'Nobody handles their own pay.',
  'nothing-to-send': 'No checked piece of that month waits to be sent there.',
  'batch-recalled': 'The bordereau was taken back already.',
  'incident-gone': 'The incident is resolved already.',
  'document-missing': 'The document store does not hold the file.',
  'document-corrupt': 'The file’s bytes no longer match its digest.',
  'circuit-draft-changed': 'Another analyst saved this circuit since it was read.',
  'circuit-publishing': 'The publication of this circuit is on its way: it can no longer be changed.',
  'circuit-file-refused': 'A file of a circuit cannot be kept; params.path and params.reason say why.',
  'circuit-diagram-hostile': 'The diagram declares a document type or entities: it is not read.',
  'circuit-too-complex': 'A circuit asks for more computing than one may.',
  'circuit-diagram-unreadable': 'The diagram cannot be read; params.reason says why.',
  'circuit-process-name': 'The id of the process cannot name a circuit; params.id is what it is.',
  'circuit-not-one-process': 'The diagram has not one executable process; params.count says how many.',
  'circuit-kind-taken': 'A circuit of that name exists.',
  'circuit-theme-beyond-model': 'The steps of the model do not stand behind a change of that theme.',
  'circuit-package-refused':
    'The file is no circuit that a portal exported, or not whole; params.reason says why, params.path at which of its files. Nothing was written.',
  'circuit-unchanged': 'Nothing changed since the current version.',
  'circuit-outdated': 'Another version was published since; params.number is the current one.',
  'grid-invalid': 'The reference grid has faults, listed one by one.',
  'grid-changed': 'Another version of the grid was published since it was read; params.number is which.',
  'grid-unchanged': 'Nothing changed since the version that stands.',
  'grid-proposed': 'A change of the grid is proposed already; another analyst is awaited.',
  'grid-proposal-ended': 'The proposal awaits no answer any more; params.state says what became of it.',
  'grid-own-proposal': 'Nobody approves what they proposed.',
  'grid-proposer-left': 'Whoever proposed it is no analyst any more; another one proposes it anew.',
  'circuit-proposed': 'The draft is proposed already; another analyst is awaited.',
  'circuit-proposal-ended': 'The proposal awaits no answer any more; params.state says what became of it.',
  'circuit-own-proposal': 'Nobody approves what they proposed.',
  'circuit-touched': 'Whoever drew, imported or copied in the draft does not approve it.',
  'circuit-proposer-left': 'Whoever proposed it is no analyst any more; another one proposes it anew.',
  'circuit-parts-changed': 'A block or a theme that the circuit takes was published since it was proposed.',
  'circuit-part-taken': 'A block or a theme of that name exists.',
  'circuit-not-approved': 'What would be published is not what two people approved.',
  'circuit-was-withdrawn': 'These are the files of a version that was withdrawn; params.number is which.',
  'circuit-already-withdrawn': 'The version was withdrawn before; params.number is which.',
  'kind-withdrawn': 'The kind is closed since its circuit was withdrawn; params.reason says why.',
  'version-in-force': 'New requests start on that version already; params.number is which.',
  'draft-withdrawn':
    'The circuit the draft began on was withdrawn, and the one in force has no place for all of it; params.reason says why.',
  'circuit-invalid': 'The circuit has faults, listed one by one.',
  'number-taken': 'Another person has this employee number.',
  'address-taken': 'Another person, or their account, has this address.',
  'kind-not-for-many': 'An act of that kind is started for one agent at a time.',
  'batch-too-large': 'The file is over the stated size; params.max in bytes.',
  'batch-no-agent': 'Nobody whom the person manages answers to that filter.',
  'batch-too-many': 'More agents answer to that filter than a batch may have; params.max.',
  'batch-not-planned': 'The batch is not tried yet, or nothing of it can be filed.',
  'kind-without-campaign': 'Requests of that kind are filed outside of any campaign.',
  'campaign-state': 'The campaign is not at a point where that can be done.',
  'campaign-without-post': 'A campaign is opened with posts.',
  'campaign-overlaps': 'Another campaign of the kind is open to some of these agents.',
  'campaign-too-early': 'Filing is open until the day that agents were told; params.day.',
  'campaign-file':
    'A file of posts is not taken: what is wrong, line by line (0: the whole file); params.more, how many faults are not listed.',
  'campaign-posts-many': 'A campaign offers fewer posts; params.max.',
  'campaign-closed': 'No campaign of the kind takes requests of that agent today; a draft is kept.',
  'campaign-applied': 'The agent has an application in that campaign; params.number.',
  'campaign-not-tied': 'The last ranking stops at no such tie: it was settled, or ranked anew.',
  'campaign-not-ranked':
    'The campaign has no ranking that stands, or a candidate left or withdrew since: it is ranked anew first.',
  'structure-unknown': 'No open structure has that code; params.code.',
  'import-too-large': 'The file is over the stated size; params.max in bytes.',
  'import-not-planned': 'The file is not read and tried yet, or is refused.',
  'import-not-proposed': 'The file does not wait to be approved.',
  'import-theme': 'A file of values names one theme of the situation, and no other file does.',
  'import-top-only': 'Who administers the whole sends files of values.',
  'provisioned-over': 'It was taken up or set aside already.',
  'person-departed': 'The person has no post during that time: they left, or are not there yet.',
  'departs-elsewhere':
    'The person holds something where whoever asks administers nothing: an administrator of all those places does it.',
  'scim-version': 'It changed since it was read.',
  'scim-taken': 'Another user, or group, of the directory has this value; params.what is its attribute.',
  'own-identity': 'Nobody corrects who they are themselves: another administrator does.',
  'own-situation': 'Nobody puts their own situation right: another one who keeps the file does.',
  'entry-changed': 'The entry was put right since it was read.',
  'correction-by-act': 'An act put it there: only another act changes it.',
  'correction-by-request': 'It takes the agent’s own request, proved: nobody puts it right in their stead.',
  'correction-past': 'Of how people are reached, only what stands today is put right.',
  'correction-waiting': 'A correction of this entry waits to be confirmed.',
  'correction-same': 'The correction changes nothing.',
  'correction-ended': 'The correction was confirmed, refused or taken back already.',
  'workers-late': 'What does the work did not answer in time; nothing was changed.',
} as const;

/** A code of `ERROR_CODES`. */
export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * Returns the error code that a text names, or `otherwise` if it names none. For places where texts
 * are not typed (the reason of a listener that denies).
 */
export const errorCode = (text: string, otherwise: ErrorCode): ErrorCode =>
  Object.hasOwn(ERROR_CODES, text) ? (text as ErrorCode) : otherwise;

/** Values inserted into the sentence of an error, by name. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/** A fault in one field: `field` is its key, `code` a key of the screens' texts. */
export interface FieldFault {
  readonly field: string;
  readonly code: string;
  readonly params: ErrorParams;
}

/**
 * A refusal with what explains it: the values inserted into its sentence, and each field fault,
 * because a rule of a theme has its own words.
 */
export interface Refusal<Code extends string = ErrorCode> {
  readonly code: Code;
  readonly params: ErrorParams;
  readonly faults: readonly FieldFault[];
}

/** A refusal that a person can understand. Any other error thrown is a defect of the portal. */
export class DomainError extends Error implements Refusal {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly faults: readonly FieldFault[];

  constructor(code: ErrorCode, params: ErrorParams = {}, faults: readonly FieldFault[] = []) {
    super(ERROR_CODES[code]);
    this.code = code;
    this.params = params;
    this.faults = faults;
  }
}
