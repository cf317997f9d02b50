export const errors = {
  generic: 'Something went wrong. Try again; if it lasts, tell your administrator.',
  unreachable: 'The portal does not answer. Check your connection, then try again.',
  'http-401': 'Your session has ended.',
  'http-403': 'You do not have the right to do that.',
  'http-404': 'Not found, or restricted.',
  'http-413': 'The file is over the allowed size, 10 MB.',
  'http-429': 'Too many tries. Wait a moment, then try again.',
  'http-502': 'The portal is restarting. Try again in a moment.',
  'http-503': 'A service does not answer. Try again in a moment.',
  'bad-request': 'The request was not understood. Reload the page, then try again.',
  'signed-out': 'Your session has ended.',
  forbidden: 'You do not have the right to do that.',
  'foreign-origin': 'This action comes from another site: it is refused.',
  'not-found': 'Not found, or restricted.',
  'too-many-requests': 'Too many tries. Wait a moment, then try again.',
  'database-unavailable': 'The database does not answer. Try again in a moment.',
  'engine-unavailable': 'The process engine does not answer. Try again in a moment.',
  busy: 'Too many people are being served right now: this did not come to its end in time. Nothing was changed, what you typed is kept. Try again in a moment.',
  'storage-full':
    'The disk of the portal is full: nothing of this action was recorded, what was recorded before is kept. Leave this page open, tell an administrator, then try again.',
  unexpected: 'Something went wrong on our side. Try again; if it lasts, tell your administrator.',
  'form-invalid': 'The form has errors.',
  'form-endless':
    'The rules of this form never come to an end: it cannot be checked. Tell an analyst; what you typed is kept.',
  'paper-day-impossible':
    'The request on paper was received today, or in the last twenty-seven days. Older, silence may have answered it already: ask the legal department.',
  'paper-missing': 'Add the request that the agent signed, as a PDF: it is kept with what you entered.',
  'no-posting': 'You hold no post today: no structure could handle your request.',
  'not-startable':
    'You cannot start this act for this agent: you must manage their structure, and nobody starts one for themself.',
  'kind-unknown': 'This kind of request is not open.',
  'draft-changed-elsewhere': 'This draft was changed elsewhere.',
  'draft-already-filed': 'This draft was already filed. Find it among your requests.',
  'piece-too-large': 'The file is over the allowed size, 10 MB.',
  'piece-empty': 'The file is empty.',
  'piece-not-pdf': 'This file is not a readable PDF.',
  'piece-encrypted': 'This PDF is protected by a password. Attach a version without protection.',
  'piece-active-content': 'This PDF holds a script, an action or a hidden file. Attach a version printed to PDF.',
  'piece-too-complex':
    'This PDF is too complex to be checked: it is not attached, the rest of what you typed is kept. Attach a version printed to PDF, or a scan.',
  'piece-type-unknown': 'No document of this nature is expected.',
  'request-closed': 'This request is closed.',
  'withdrawal-too-late': 'A decision already exists: the request can no longer be withdrawn.',
  'withdrawal-pending': 'The withdrawal was already asked for and is on its way.',
  'task-ended': 'This step no longer waits for a decision.',
  'task-already-decided': 'Someone else decided before you.',
  'task-assigned-to-another': 'Someone else took this task; they must give it back first.',
  'decision-invalid': 'This decision is incomplete.',
  'decision-refused': 'The process refused this decision. Nothing was recorded.',
  'same-person': 'You decided at the step before: two different people are needed.',
  'own-request': 'Nobody decides on their own request.',
  'no-signing-capacity': 'Neither your office nor a delegation in force gives you the power to sign this act.',
  'act-incomplete': 'The act lacks a mention that the law requires.',
  'act-unprintable':
    'The act cannot print {{characters}}: have the reason or the name that holds these characters corrected.',
  'act-not-typeset': 'The template of this act is at fault: it cannot be typeset. Tell an analyst; nothing is lost.',
  'act-effect-unread':
    'This act cannot say what it changes: the request holds no answer “{{field}}” that could be applied. It cannot be signed. Tell an analyst; nothing is lost.',
  'grid-without-row':
    'The reference grid says nothing of “{{field}}” on the day of effect: have it completed before signing.',
  'effect-unlawful':
    'This request can no longer be granted: since it was filed, it breaks a rule. Nothing was recorded; refuse it for that reason, or ask whoever filed it to withdraw it.',
  'act-frame-altered':
    'The template of this act disturbs the mentions that the law requires (“{{words}}”): it cannot be signed. Tell an analyst; nothing is lost.',
  'act-text-hidden':
    'This act holds text that nobody could read (“{{words}}”): it cannot be signed. Tell an analyst; nothing is lost.',
  'act-text-contradicts':
    'The text of this act says “{{words}}”, against its author, its number or the way it is signed: it cannot be signed. Have the reasons corrected if these words stand there; otherwise tell an analyst. Nothing is lost.',
  'situation-incomplete': 'The details are still incomplete: the act could not be drafted.',
  'act-not-sealed': 'The act is not sealed yet.',
  'preview-outdated': 'The act changed since it was shown to you. Read it again before you sign.',
  'step-up-required': 'Confirm who you are before you sign.',
  'step-up-unavailable': 'Your account has no second factor. Ask your administrator.',
  'code-wrong': 'Wrong code.',
  'password-wrong': 'Wrong password.',
  'code-expected': 'Your account has a second factor: enter its six-digit code.',
  'code-locked': 'Too many wrong tries. Try again in {{minutes}} minutes.',
  'second-factor-required': 'Your rights ask for a second factor: give it to go on.',
  'challenge-late': 'Too much time went by since the password. Start signing in again.',
  'recovery-code-wrong': 'This recovery code is none of those you have left.',
  'enrolment-late': 'The registration began too long ago. Start again.',
  'proof-expected': 'First confirm that it is you: enter your password, or the code of your application.',
  'factor-needed': 'Your rights ask for a second factor: replace it, it cannot be removed.',
  'passkey-refused': 'This passkey was not recognised.',
  'passkey-late': 'Too much time went by. Start again with your passkey.',
  'code-replayed': 'This code was used already. Wait for the next one.',
  'not-offered':
    'This procedure is not offered to agents of that status. The known status is in the agent’s situation: if it is wrong, have it put right.',
  'kind-closed':
    'This kind of request is not open to your structure today. Your draft is kept: you can file it once it opens.',
  'own-gain':
    'You would have more power by this change: an administrator who gains nothing by it does it. Nothing was recorded.',
  'own-proposal': 'You made this proposal: another administrator confirms or refuses it; you can take it back.',
  'top-only': 'That right is given at the top of the tree only. Choose the topmost structure.',
  'proposer-not-entitled':
    'Whoever proposed it may not do so any more. Nothing was given: refuse it, then propose it anew.',
  'proposal-waiting': 'The same proposal waits already. Take it back first to make another one.',
  'proposal-answered': 'This proposal was answered already. Refresh the list to read how.',
  'last-administrators': 'Other administrators left here: {{others}}; two are needed. Have somebody else named first.',
  'link-unknown': 'This link does not exist: it is cut or mistyped. Copy it whole, or ask for another one.',
  'link-used':
    'This link served already. If that was you, sign in with your password; otherwise tell the administrator of your structure without delay.',
  'link-replaced': 'A more recent link took the place of this one: open the last one that you received.',
  'link-late': 'This link is past its time. Ask for another one.',
  'link-of-another': 'Somebody else is signed in to this browser. Sign them out first, then open your link again.',
  'link-not-late': 'This link still serves, or only an administrator gives another one.',
  'no-address': 'This person has no address that a link could be mailed to: hand them a link on paper.',
  'address-of-work':
    'This address is in a domain of the administration: correct the work address of the person instead.',
  'has-address': 'This person has a work address: invite them by mail.',
  'address-needed':
    'This person signs, pays, publishes or administers: neither paper nor a personal address opens their account. Two administrators give them a work address first.',
  'checks-missing':
    'Two people must have seen an identity document of this person these last seven days, and still be entitled to say so.',
  'account-waiting': 'This person has not entered yet: invite them again.',
  'account-active':
    'This person chose their password already. If they forgot it, they ask for another one from the sign-in page.',
  'own-account': 'Nobody does this to their own account: ask another administrator.',
  'administrator-above':
    'This person holds rights where you administer nothing: an administrator of all those structures can do it.',
  'no-password': 'This account has no password: sign-in goes through the identity provider.',
  'account-locked': 'This account is locked: nobody can sign in with it. Ask the administrator of your structure.',
  'account-closed': 'This account is closed. If you still need it, ask the administrator of your structure.',
  'identity-provider-away':
    'The identity service does not answer as it should. Try again in a few minutes; if you also have a password here, sign in with it.',
  'identity-unproven':
    'What the identity service answered does not prove who you are: nobody was signed in. Try again; if it happens again, tell the administrator of the portal.',
  'identity-level-low':
    'The identity service knows you, but not surely enough for this portal. Sign in there again with a second factor (code, key, card).',
  'identity-interrupted':
    'This sign-in began elsewhere, too long ago, or has already served. Begin it again from this page.',
  'identity-declined': 'The sign-in was given up or refused at the identity service. You can begin it again.',
  'identity-unknown':
    'The identity service knows you, but no account here is linked to that identity. Open the link of your invitation; if you have none, ask the administrator of your structure for it.',
  'identity-changed':
    'The identity service presents you under a new identity. For safety, an administrator must link it to your account; your page tells them, and you are told too. If you have a password here, sign in with it.',
  'post-recorded': 'This letter, with this number, is recorded for the act already.',
  'post-received': 'When this letter was received is recorded already.',
  'post-day-impossible':
    'This date cannot be: an act leaves once it is sealed, is received on the day it left at the earliest, and neither date is to come.',
  'identity-claim-over': 'This identity was linked or put aside already.',
  'identity-taken': 'This identity already opens another account. Ask the administrator of your structure.',
  'identity-linked':
    'Another identity already opens this account. Sign in with it; if you no longer have it, ask the administrator of your structure.',
  'identity-of-another':
    'The employee number given by the identity service is not that of whoever was invited. Check that you sign in there with your own account.',
  'identity-takes-two':
    'This account signs, pays, publishes or gives rights: one invitation is not enough to link it to an identity. Two administrators must decide so.',
  'own-right': 'Nobody gives, changes or ends a right of their own: ask another administrator.',
  'period-overlaps':
    'The same already exists over part of that time (from {{from}}). End it first, or choose other dates.',
  'period-in-past': 'A right or a delegation is not given for days gone by: it begins today or later.',
  'period-began': 'It began: it can be ended, not removed.',
  'period-over': 'It ended already, or would end later than planned.',
  'period-upside-down': 'The last day comes before the first.',
  'structure-closed': 'This structure is closed, or will be within that time.',
  'structure-too-large':
    'More than {{max}} people are posted there ({{postings}}). Post them to their new structure first, by an import, then merge.',
  'structure-in-use':
    'This structure still serves: {{postings}} posting(s), {{rights}} right(s) or delegation(s), {{below}} structure(s) below it after that day. End them first.',
  'structure-loop': 'A structure cannot be put below itself, nor below one of its own.',
  'structure-code-taken': 'Another structure already has this code.',
  'structure-root': 'The top of the tree can be neither moved nor closed.',
  'not-in-post': 'This person holds no post on that day.',
  'delegator-without-power':
    'Whoever gives the delegation does not sign there by right on its first day. Give them that right first, or choose whoever holds the power.',
  'delegation-to-oneself': 'Nobody delegates their signature to themselves.',
  'publication-before-confirmation':
    'This delegation was confirmed on {{day}}: it cannot have been published before. Choose that day or a later one.',
  'superior-elsewhere':
    'This person is a superior also where you administer nothing: an absence would suspend them there. Nothing was recorded; ask an administrator of all these structures.',
  'delegation-published': 'This delegation is already published.',
  'delegation-revoked': 'This delegation is already revoked.',
  'publication-in-future': 'A publication is recorded once it has taken place: choose a past day or today.',
  'pay-piece-sent': 'This document left with a transmittal: only recalling the transmittal takes it back.',
  'own-pay': 'Nobody handles their own pay: someone else must check this document.',
  'nothing-to-send': 'No checked document of that month waits to be sent for this structure.',
  'batch-recalled': 'This transmittal was recalled already.',
  'incident-gone': 'This incident is already resolved.',
  'document-missing': 'The document cannot be found. Tell your administrator.',
  'document-corrupt': 'The document no longer matches its digest. Tell your administrator.',
  'circuit-draft-changed': 'Another analyst saved this draft since you opened it.',
  'circuit-publishing': 'The publication of this draft is on its way: it can no longer be changed.',
  'circuit-file-refused': 'The file “{{path}}” cannot be kept.',
  'circuit-diagram-hostile':
    'This file declares a document type or entities (DOCTYPE, ENTITY): it is not read. Save the diagram from the modeler, then import it again.',
  'circuit-too-complex':
    'This circuit asks for too much computing and was not read to its end. Nothing was saved: lighten the diagram or its longest file, then try again.',
  'circuit-diagram-unreadable': 'The diagram cannot be read: {{reason}}',
  'circuit-process-name':
    'The id of the process, “{{id}}”, cannot name a circuit. Give it a short name in the modeler, without accents or spaces (“equipment-loan” for one), then import it again.',
  'circuit-not-one-process': 'A circuit has one executable process; this diagram has {{count}}.',
  'circuit-kind-taken': 'A circuit already bears this name.',
  'circuit-unchanged': 'Nothing changed since the version in force.',
  'circuit-outdated': 'Another version, {{number}}, was published meanwhile. Compare, then confirm.',
  'grid-invalid': 'The grid has faults: each is said at its place. Nothing was changed.',
  'grid-changed':
    'Another version of this grid, {{number}}, was published meanwhile. Your changes are kept: read the new version.',
  'grid-unchanged': 'Nothing changed since the version in force.',
  'grid-proposed': 'A change of this grid is proposed already: another analyst is awaited.',
  'grid-proposal-ended': 'This proposal awaits no answer any more. Read the grid again.',
  'grid-own-proposal': 'You proposed this change: another analyst approves it.',
  'grid-proposer-left':
    'Whoever proposed this change is no analyst any more: send it back with a remark, then have another analyst propose it.',
  'circuit-proposed': 'The draft is proposed already: another analyst is awaited.',
  'circuit-proposal-ended': 'This proposal awaits no answer any more. Read the draft again.',
  'circuit-own-proposal': 'You proposed this draft: another analyst approves it.',
  'circuit-touched':
    'You drew, imported or copied something in this draft: an analyst who did not touch it approves it. Nothing was changed.',
  'circuit-proposer-left':
    'Whoever proposed this draft is no analyst any more: the proposal can no longer be approved. Nothing was changed; send it back with a remark, then have another analyst propose the draft.',
  'circuit-parts-changed':
    'A block or a theme that this circuit takes was published since it was proposed: it would no longer be what was proposed. Nothing was changed; send the proposal back with a remark, then have it made again.',
  'circuit-part-taken': 'A block or a theme has this name already.',
  'circuit-not-approved':
    'What would be published is no longer what was approved. Nothing was published: propose the draft again.',
  'circuit-was-withdrawn':
    'These are the files of version {{number}}, which was withdrawn. Change what made it be withdrawn, then propose again.',
  'circuit-already-withdrawn': 'Version {{number}} was withdrawn before. Nothing was changed.',
  'kind-withdrawn':
    'This process is closed for now (“{{reason}}”): no request of it can be begun or filed. A draft that was begun is kept with all that you typed; ask your HR manager.',
  'version-in-force': 'New requests start on version {{number}} already: no request is to be moved.',
  'draft-withdrawn':
    'The form of this draft was withdrawn (“{{reason}}”). What you typed is kept, but the new form has no place for it: begin a new request and copy what is needed.',
  'circuit-invalid': 'The circuit has faults: see the checks.',
  'number-taken': 'Another person already has this employee number. Look for them: it may be the same person.',
  'address-taken': 'Another person already has this address, at work or for their account.',
  'import-too-large': 'The file is too large: cut it, or hand it to the operator (npm run import).',
  'import-not-planned': 'This file is not checked yet, or is refused.',
  'import-not-proposed': 'This file does not wait to be approved: another administrator has answered it.',
  'import-theme': 'Choose the theme of the situation that this file gives.',
  'import-top-only': 'Only who administers the whole sends a file of the situation of agents.',
  'provisioned-over': 'This right is taken up or set aside already.',
  'departs-elsewhere':
    'This person has a post, a right or a delegation where you do not administer: an administrator of all those structures records their departure.',
  'scim-version': 'This record changed since it was read.',
  'scim-taken': 'Another person has this identifier or number already.',
  'own-identity': 'Nobody corrects their own identity: another administrator does.',
  'own-situation': 'Nobody corrects their own situation: another person who keeps the file does.',
  'entry-changed': 'This value was corrected since it was read: refresh the page.',
  'correction-by-act': 'This value comes from a signed act: only another act changes it.',
  'correction-by-request':
    'This value changes only by the employee’s own request, which proves who they are: nobody corrects it in their stead.',
  'correction-past': 'Of these contact details, only the present value is corrected.',
  'correction-waiting': 'A correction of this value already waits to be confirmed.',
  'correction-same': 'The correction changes nothing.',
  'correction-ended': 'This correction was already confirmed, refused or taken back.',
  'workers-late': 'The answer is late. Nothing was changed: try again in a moment.',
};
