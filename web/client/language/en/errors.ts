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
  'same-person': 'You decided on this already: another person is needed.',
  'own-request': 'Nobody decides on their own request.',
  'no-signing-capacity': 'Neither your office nor a delegation in force gives you the power to sign this act.',
  'act-incomplete': 'The act lacks a mention that the law requires.',
  'act-unprintable':
    'The act cannot print {{characters}}: have the reason or the name that holds these characters corrected.',
  'act-datum-missing':
    'The act prints “{{data}}”, of which nothing is known for this request: it cannot be signed. Tell an analyst; nothing is lost.',
  'act-text-ended':
    'The act cites a text that is not in force today ({{texts}}): it cannot be signed. Tell an analyst; nothing is lost.',
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
  'link-unknown': 'This link does not exist: it is cut or mistyped. Copy it whole, or ask for another one.',
  'link-used':
    'This link served already. If that was you, sign in with your password; otherwise tell the administrator of your structure without delay.',
  'link-replaced': 'A more recent link took the place of this one: open the last one that you received.',
  'link-late': 'This link is past its time. Ask for another one.',
  'link-of-another': 'Somebody else is signed in to this browser. Sign them out first, then open your link again.',
  'link-not-late': 'This link still serves, or only an administrator gives another one.',
  'no-address': 'This person has no address that a link could be mailed to: hand them a link on paper.',
  'account-waiting': 'This person has not entered yet: invite them again.',
  'account-active':
    'This person chose their password already. If they forgot it, they ask for another one from the sign-in page.',
  'own-account': 'Nobody does this to their own account: ask another administrator.',
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
  'identity-claim-over': 'This identity was linked or put aside already.',
  'identity-taken': 'This identity already opens another account. Ask the administrator of your structure.',
  'identity-linked':
    'Another identity already opens this account. Sign in with it; if you no longer have it, ask the administrator of your structure.',
  'identity-of-another':
    'The employee number given by the identity service is not that of whoever was invited. Check that you sign in there with your own account.',
  'identity-takes-two':
    'This account signs, pays, publishes or gives rights: one invitation is not enough to link it to an identity. Two administrators must decide so.',
  'own-right': 'Nobody gives, changes or ends a right of their own: ask another administrator.',
  'own-pay': 'Nobody handles their own pay: someone else must check this document.',
  'document-missing': 'The document cannot be found. Tell your administrator.',
  'document-corrupt': 'The document no longer matches its digest. Tell your administrator.',
  'kind-withdrawn':
    'This process is closed for now (“{{reason}}”): no request of it can be begun or filed. A draft that was begun is kept with all that you typed; ask your HR manager.',
  'version-in-force': 'New requests start on version {{number}} already: no request is to be moved.',
  'draft-withdrawn':
    'The form of this draft was withdrawn (“{{reason}}”). What you typed is kept, but the new form has no place for it: begin a new request and copy what is needed.',
  'own-identity': 'Nobody corrects their own identity: another administrator does.',
  'own-situation': 'Nobody corrects their own situation: another person who keeps the file does.',
  'entry-changed': 'This value was corrected since it was read: refresh the page.',
  'workers-late': 'The answer is late. Nothing was changed: try again in a moment.',
};
