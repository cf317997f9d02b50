/** What people are told elsewhere than on the first page: as they file and sign, and in the spaces that few open. */
export const spaceErrors = {
  'version-in-force': 'New requests start on version {{number}} already: no request is to be moved.',
  'own-identity': 'Nobody corrects their own identity: another administrator does.',
  'own-situation': 'Nobody corrects their own situation: another person who keeps the file does.',
  'entry-changed': 'This value was corrected since it was read: refresh the page.',
  'own-pay': 'Nobody handles their own pay: someone else must check this document.',
  'paper-day-impossible':
    'The request on paper was received today, or in the last twenty-seven days. Older, silence may have answered it already: ask the legal department.',
  'paper-missing': 'Add the request that the employee signed, as a PDF: it is kept with what you entered.',
  'not-startable':
    'You cannot start this act for this employee: you must manage their structure, and nobody starts one for themself.',
  'identity-claim-over': 'This identity was linked or put aside already.',
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
  'act-not-sealed': 'The act is not sealed yet.',
  'draft-too-many':
    'You have {{max}} drafts already, as many as are kept. File or delete one from the home page, then begin again.',
  'file-too-slow':
    'The file took too long to arrive: it was not checked, and nothing of it is kept. Try again over a better connection, or check it without sending it, as said below.',
  'piece-too-many':
    'The request has {{max}} documents already, as many as are allowed. Remove one, or put several together into one PDF.',
  'step-up-required': 'Who you are is not confirmed, or no longer for what is shown. Confirm it, then try again.',
  'act-not-standing':
    'The act chosen can no longer be corrected, withdrawn or repealed: it was already, or the request was decided without an act. What was started about it is signed no more: whoever started it gives it up.',
  'act-underway':
    'The act chosen has not had all its effects yet, or another signed act touches it already: wait until the request is closed.',
  'act-built-upon':
    'Something else stands since on what the act chosen changed (another decision in the same matter, a period that meets it, days already taken): go back on what came since first, the latest one before the others.',
  'act-undoes-another':
    'The act chosen withdraws or repeals another one: it is not repealed. Withdraw it, or make a new act.',
  'act-undone-by-request':
    'What the act chosen changed is given back by a request of the employee alone (a pay account, their contact details).',
  'act-too-old':
    'The administration withdraws an act by itself only within four months of its signature. Later, its beneficiary may ask for it (code des relations entre le public et l’administration, articles L. 242-1 and L. 242-4).',
  'act-repealed-before':
    'A repeal is for the time to come only: the day from which it takes effect cannot be before the signature. Start the act with a day to come; for an act to have never been, withdraw it.',
  'elimination-own-proposal': 'You proposed this elimination: another person decides.',
  'elimination-decided': 'Somebody decided on this elimination already.',
  'elimination-outdated':
    'The rule of retention changed, or one of the acts is needed again (an appeal, for instance): refuse it, then propose anew.',
  'elimination-none-held':
    'No act of this elimination is to be kept: neither the rule of today nor anything under way holds it.',
  'elimination-empty':
    'No act of the list is to be eliminated: retention over, to be destroyed, request closed, no appeal under way.',
  'elimination-too-many': 'A proposal holds {{max}} acts at most: narrow the filters (a year, a structure…).',
  'deposit-too-many': 'Deposit at most {{max}} acts at once: narrow the filters (a year, a structure…).',
  'archive-unconfigured':
    'No archives service is named to the portal (ARCHIVE_DIR or ARCHIVE_S3_URL): ask its operators, then deposit again.',
  'archive-empty': 'No signed act is among those that you ask for.',
  'archive-too-large':
    'An archive holds {{max}} acts at most, and {{files}} documents of {{gigabytes}} GB in all: narrow the filters (a year, a structure…).',
  'signing-batch-size': 'A batch holds from one to {{max}} acts.',
  'batches-too-many':
    'You made {{max}} batches within an hour, as many as may be. Nothing more is kept, what was under way goes on: try again in a few minutes.',
  'signing-fold-unserved':
    'The fold that you read is no longer that of the desk: open it again before you sign or decide.',
  'signing-batch-proved': 'This batch is confirmed already: its acts are being signed.',
  'signing-stopped': 'You stopped the batch before this act: it is not signed.',
  'decisions-size': 'A batch holds from one to {{max}} decisions.',
  'decisions-stopped': 'You stopped the batch before this request: nothing is decided there.',
  'decision-outdated': 'The request changed since it was shown to you: open the fold again, then decide.',
  'own-gain':
    'You would have more power by this change: an administrator who gains nothing by it does it. Nothing was recorded.',
  'own-proposal': 'You made this proposal: another administrator confirms or refuses it; you can take it back.',
  'top-only': 'That right is given at the top of the tree only. Choose the topmost structure.',
  'proposer-not-entitled':
    'Whoever proposed it may not do so any more. Nothing was given: refuse it, then propose it anew.',
  'proposal-waiting': 'The same proposal waits already. Take it back first to make another one.',
  'proposal-answered': 'This proposal was answered already. Refresh the list to read how.',
  'last-administrators': 'Other administrators left here: {{others}}; two are needed. Have somebody else named first.',
  'address-of-work':
    'This address is in a domain of the administration: correct the work address of the person instead.',
  'has-address': 'This person has a work address: invite them by mail.',
  'address-needed':
    'This person signs, pays, publishes or administers: neither paper nor a personal address opens their account. Two administrators give them a work address first.',
  'checks-missing':
    'Two people must have seen an identity document of this person these last seven days, and still be entitled to say so.',
  'administrator-above':
    'This person holds rights where you administer nothing: an administrator of all those structures can do it.',
  'post-recorded': 'This letter, with this number, is recorded for the act already.',
  'post-received': 'When this letter was received is recorded already.',
  'post-day-impossible':
    'This date cannot be: an act leaves once it is sealed, is received on the day it left at the earliest, and neither date is to come.',
  'period-overlaps':
    'The same already exists over part of that time (from {{from}}). End it first, or choose other dates.',
  'period-in-past': 'A right or a delegation is not given for days gone by: it begins today or later.',
  'period-began': 'It began: it can be ended, not removed.',
  'period-over': 'It ended already, or would end later than planned.',
  'period-upside-down': 'The last day comes before the first.',
  'structure-closed': 'This structure is closed, or will be within that time.',
  'structure-too-large':
    'More than {{max}} people are posted there ({{postings}}). Post them to their new structure first, by an import, then merge.',
  'parent-closes':
    'The structure above closes on {{on}}: this one closes then at the latest. Change when the one above closes first.',
  'structure-in-use':
    'This structure still serves: {{postings}} posting(s), {{rights}} right(s) or delegation(s), {{below}} structure(s) below it after that day. End them first.',
  'structure-loop': 'A structure cannot be put below itself, nor below one of its own.',
  'structure-code-taken': 'Another structure already has this code.',
  'structure-root': 'The top of the tree can be neither moved nor closed.',
  'not-in-post': 'This person holds no post on that day.',
  'delegator-without-power':
    'Whoever gives the delegation does not sign there by right on its first day. Give them that right first, or choose whoever holds the power.',
  'assistant-unknown': 'Nobody in post has that address at work.',
  'assistant-oneself': 'Nobody is their own assistant.',
  'assistant-barred': 'On those days that person may sign acts, draw circuits or administer: they assist nobody.',
  'delegation-to-oneself': 'Nobody delegates their signature to themselves.',
  'publication-before-confirmation':
    'This delegation was confirmed on {{day}}: it cannot have been published before. Choose that day or a later one.',
  'superior-elsewhere':
    'This person is a line manager also where you administer nothing: an absence would suspend them there. Nothing was recorded; ask an administrator of all these structures.',
  'delegation-published': 'This delegation is already published.',
  'no-signing-capacity_no-posting': 'You are posted nowhere today: you cannot sign this act.',
  'no-signing-capacity_delegation-suspended':
    'Your delegation of signature is suspended today: this act cannot be signed under it. Your account says why and until when.',
  'no-signing-capacity_delegation-revoked':
    'Your delegation of signature is revoked: this act can no longer be signed under it. See whoever keeps your rights.',
  'no-signing-capacity_delegation-outside-dates':
    'Your delegation of signature is not in force today: your account says its dates.',
  'no-signing-capacity_delegation-not-published':
    'Your delegation of signature takes effect the day after its publication: it is not published yet, or was today.',
  'no-signing-capacity_delegation-other-matter': 'Your delegation of signature does not cover this kind of request.',
  'no-signing-capacity_delegation-other-structure':
    'Your delegation of signature does not cover the employee’s structure.',
  'no-signing-capacity_delegate-changed-office':
    'You have taken another office since this signature was delegated to you: the delegation has lapsed. A new one is needed; see whoever keeps your rights.',
  'no-signing-capacity_delegator-changed-office':
    'Whoever delegated their signature to you has taken another office since: the delegation has lapsed. A new one is needed; see whoever keeps your rights.',
  'no-signing-capacity_delegator-left':
    'Whoever delegated their signature to you no longer has that power here: the delegation has lapsed. See whoever keeps your rights.',
  'power-before-appointment':
    'The appointment gives this power from {{day}} only: the day after its publication, or the day on which it takes effect if that is later. Choose that first day, or a later one.',
  'suspension-shortened':
    'A suspension under way or to come is prolonged, never shortened: keep its first day, and a last day at least as late.',
  'delegation-revoked': 'This delegation is already revoked.',
  'quality-by-two':
    'This person signs acts, or will, and acts print their quality: two administrators correct it. Leave it as it is; the grade can be filled in.',
  'matter-unknown':
    'No kind of request has this identifier: {{matters}}. Give those of the catalogue of circuits, or “*” for all.',
  'delegation-revived':
    'This correction would give its effect back to a delegation that ended with the office: revoke it and have another one given. Nothing was saved.',
  'publication-in-future': 'A publication is recorded once it has taken place: choose a past day or today.',
  'pay-piece-sent': 'This document left with a transmittal: only recalling the transmittal takes it back.',
  'nothing-to-send': 'No checked document of that month waits to be sent for this structure.',
  'batch-recalled': 'This transmittal was recalled already.',
  'cancel-act-unsealed':
    'An act is signed: it is to be sealed, then notified. The request cannot be cancelled any more.',
  'cancel-act-unapplied':
    'A sealed act is still to be applied, or withdrawn by another act. The request cannot be cancelled any more.',
  'cancel-act-notified':
    'The act is sealed: what is notified is not taken back. The request has only to be brought to its end.',
  'cancel-applied': 'The situation of the employee has already changed: a mistake is put right by a correction.',
  'cancel-accepted': 'The silence of the administration accepted this request: it cannot be cancelled any more.',
  'move-barred':
    'This move is no longer possible: the request changed since its preview, or a guarantee stands against it. Open the preview again to read it.',
  'fact-unknown': 'The version of this request has no fact “{{name}}”.',
  'fact-decided': '“{{name}}” is the outcome of a step: what somebody decided is not written by hand.',
  'instance-gone': 'The engine no longer plays this request: there is nothing to change in it.',
  'mapping-wrong':
    'Two steps cannot become the same one, change places, nor go into another block: look at the matches again.',
  'migrations-ended': 'All of this batch is asked for already: there is nothing to stop, nor to go on with.',
  'incident-gone': 'This incident is already resolved.',
  'number-taken': 'Another person already has this employee number. Look for them: it may be the same person.',
  'address-taken': 'Another person already has this address, at work or for their account.',
  'kind-not-for-many': 'This act is started for one employee at a time.',
  'batch-too-large': 'The file is larger than 1 MB: cut it.',
  'batch-no-agent': 'No employee whom you manage answers to these filters.',
  'batch-too-many': 'More than {{max}} employees answer to these filters: choose a structure or a grade.',
  'batch-not-planned': 'This batch is not checked yet, or none of its acts can be started.',
  'kind-without-campaign': 'Requests of this kind are filed outside of any campaign.',
  'campaign-state': 'The campaign is no longer at that point: reload the page.',
  'campaign-without-post': 'Add one post at least before you open the campaign.',
  'campaign-overlaps': 'Another campaign of this kind is already open to some of these employees.',
  'campaign-too-early': 'Filing stays open until {{day}}: change that date to close earlier.',
  'campaign-file': 'No post is saved. Correct the file, then send it again.',
  'campaign-posts-many': 'A campaign has {{max}} posts at most.',
  'campaign-closed': 'No campaign is open to this employee today. The draft is kept.',
  'campaign-applied':
    'The employee already has an application in this campaign ({{number}}). To change choices, it is withdrawn first.',
  'campaign-not-tied': 'These candidates no longer wait to be told apart: reload the page.',
  'campaign-not-ranked': 'The ranking is out of date: a candidate left or withdrew since. Have it done again.',
  'structure-unknown': 'No open structure has the code {{code}}.',
  'import-too-large': 'The file is too large: cut it, or hand it to the operator (npm run import).',
  'import-not-planned': 'This file is not checked yet, or is refused.',
  'import-not-proposed': 'This file does not wait to be approved: another administrator has answered it.',
  'import-theme': 'Choose the theme of the situation that this file gives.',
  'import-top-only': 'Only who administers the whole sends a file of the situation of employees.',
  'provisioned-over': 'This right is taken up or set aside already.',
  'departs-elsewhere':
    'This person has a post, a right or a delegation where you do not administer: an administrator of all those structures records their departure.',
  'scim-version': 'This record changed since it was read.',
  'person-departed':
    'This person has no post during that time: they left, or are not there yet. Record their post first (People).',
  'scim-taken': 'Another user of the directory has this value already ({{what}}).',
  'correction-by-act': 'This value comes from a signed act: only another act changes it.',
  'correction-by-request':
    'This value changes only by the employee’s own request, which proves who they are: nobody corrects it in their stead.',
  'correction-past': 'Of these contact details, only the present value is corrected.',
  'correction-waiting': 'A correction of this value already waits to be confirmed.',
  'correction-same': 'The correction changes nothing.',
  'correction-ended': 'This correction was already confirmed, refused or taken back.',
  'circuit-draft-changed': 'Another analyst saved this draft since you opened it.',
  'circuit-publishing': 'The publication of this draft is on its way: it can no longer be changed.',
  'circuit-file-refused': 'The file “{{path}}” cannot be kept.',
  'circuit-file-refused_size':
    'The file “{{path}}” is larger than 1 MB: it is not kept. Make it lighter, or share out what it holds.',
  'circuit-file-refused_total':
    'With “{{path}}”, this process would be larger than 3 MB: the file is not kept. Remove others, or make them lighter.',
  'circuit-file-refused_count':
    'With “{{path}}”, this process would have more than 60 files: this one is not kept. Remove others.',
  'circuit-file-refused_twice': 'The file “{{path}}” is given twice: nothing is kept.',
  'circuit-file-refused_place': 'The file “{{path}}” has no place here: it is not kept.',
  'circuit-diagram-hostile':
    'This file declares a document type or entities (DOCTYPE, ENTITY): it is not read. Save the diagram from the modeler, then import it again.',
  'circuit-too-complex':
    'This circuit asks for too much computing and was not read to its end. Nothing was saved: lighten the diagram or its longest file, then try again.',
  'circuit-diagram-unreadable': 'The diagram cannot be read: {{reason}}',
  'circuit-process-name':
    'The id of the process, “{{id}}”, cannot name a circuit. Give it a short name in the modeler, without accents or spaces (“equipment-loan” for one), then import it again.',
  'circuit-not-one-process': 'A circuit has one executable process; this diagram has {{count}}.',
  'circuit-kind-taken': 'A process already has this identifier. Change it, under “Advanced”, or change the title.',
  'circuit-theme-beyond-model':
    'This model lacks the steps that this change asks for. Choose another model, or what the process changes.',
  'circuit-package-refused': 'This file is not taken. Nothing was saved.',
  'circuit-package-refused_not-zip': 'This file is no readable .zip file. Nothing was saved.',
  'circuit-package-refused_damaged':
    'This .zip file is damaged: it cannot be read to its end. Export the circuit again. Nothing was saved.',
  'circuit-package-refused_zip64':
    'This file is of the format ZIP64, made for very large archives: no circuit needs it. Nothing was saved.',
  'circuit-package-refused_encrypted':
    'This .zip file is protected by a password. Export the circuit from its portal, without encrypting it. Nothing was saved.',
  'circuit-package-refused_large': 'This file holds more than a circuit may weigh ({{max}} bytes). Nothing was saved.',
  'circuit-package-refused_many': 'This file holds more files than a circuit may have ({{max}}). Nothing was saved.',
  'circuit-package-refused_ratio': '“{{path}}” unfolds to far more than a file of a circuit holds. Nothing was saved.',
  'circuit-package-refused_name':
    'The name of one of the files is not written in UTF-8, or holds a forbidden character. Nothing was saved.',
  'circuit-package-refused_outside': '“{{path}}” names a place outside of the .zip file. Nothing was saved.',
  'circuit-package-refused_link': '“{{path}}” is no file but a link. Nothing was saved.',
  'circuit-package-refused_twice': 'Two files bear the name “{{path}}”. Nothing was saved.',
  'circuit-package-refused_nested': '“{{path}}” is an archive in the archive. Nothing was saved.',
  'circuit-package-refused_place': '“{{path}}” has no place in a circuit. Nothing was saved.',
  'circuit-package-refused_size':
    '“{{path}}” is over what a file of a circuit may weigh ({{max}} bytes). Nothing was saved.',
  'circuit-package-refused_text': '“{{path}}” is no text in UTF-8. Nothing was saved.',
  'circuit-package-refused_head-missing':
    'This .zip file is no circuit that a portal exported: it lacks “_package.json”. For a diagram drawn elsewhere, choose its .bpmn file, with its .form and .dmn files. Nothing was saved.',
  'circuit-package-refused_head-unreadable':
    'The head of this circuit, “_package.json”, cannot be read. Export the circuit again. Nothing was saved.',
  'circuit-package-refused_format':
    'This circuit comes from a version of the portal whose exchange format is {{format}}; this portal reads {{own}}. Bring both portals to the same version, then export again. Nothing was saved.',
  'circuit-package-refused_file-missing': 'This circuit lacks “{{path}}”. Export it again. Nothing was saved.',
  'circuit-package-refused_file-altered':
    '“{{path}}” was changed since the export. Export the circuit again, or import this file alone in a draft. Nothing was saved.',
  'circuit-package-refused_file-unlisted':
    '“{{path}}” was added since the export. Export the circuit again. Nothing was saved.',
  'circuit-package-refused_diagram-missing':
    'This circuit lacks its diagram, “{{path}}”. Export it again. Nothing was saved.',
  'circuit-package-refused_diagram-kind':
    'The diagram “{{path}}” is that of another circuit than “{{kind}}”. Nothing was saved.',
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
  'circuit-invalid': 'The draft has faults: see the checks.',
};
