import type { Guarantee, Lack } from '../../../../domain/effect/guarantee.ts';
import type { IncidentCause } from '../../../../domain/operations/incident.ts';
import type { Claim, OutcomeLack } from '../../../../domain/request/outcome-grounds.ts';
import type { PortalRule } from '../../../../domain/situation/rules.ts';
import type { CauseWords } from '../cause-words.ts';

export const operations = {
  title: 'Status and incidents',
  lead: 'What works, and what stopped.',
  health: 'Status of the services',
  parts: { database: 'Database', engine: 'Process engine', mail: 'Mail', storage: 'Disk' },
  up: 'Up',
  down: 'Does not answer',
  low: 'Nearly full: make room',
  full: 'Full: nothing more can be recorded. Make room; the portal goes on by itself',
  catcher: 'Caught emails',
  seal: {
    title: 'Seal',
    good: 'Valid until {{day}}',
    ending: 'Ends on {{day}}',
    ended: 'Ended on {{day}}',
    todo: 'Have the sealing certificate renewed (SEAL_P12): no act is sealed with a seal that ended.',
    unknown: 'No seal was put in use yet.',
  },
  incidents: 'Incidents',
  incidentsUnknown: 'Incidents cannot be read while the process engine does not answer.',
  noIncident: 'No incident',
  noIncidentText: 'All requests under way are moving.',
  step: 'Step',
  request: 'Request',
  structure: 'Structure',
  since: 'Stopped on',
  what: 'What happened',
  kept: 'What is kept',
  todo: 'What to do',
  detail: 'Technical detail',
  giveRight: 'Give the right “{{role}}”',
  seeCircuit: 'See the circuit',
  resolve: 'Try again',
  resolveTitle: 'Try this step again?',
  resolveText:
    'The step will be tried again where the request stopped. If the cause remains, a new incident will appear. Your name and the reason are kept in the journal of the request.',
  reason: 'Reason (at least three characters)',
  resolved: 'The step was tried again; the request goes on.',
  stillStopped: 'The step was tried again but stopped once more: the cause remains.',
  keptGeneric:
    'The request, its documents, the opinions and decisions already given. Nothing is lost, nothing is done twice.',
  guarantees: {
    self: 'a filing by the agent themself',
    checked: 'the decision of somebody entitled',
    act: 'a sealed act',
    'two-person': 'two people, a call back and a wait',
  } satisfies Record<Guarantee, string>,
  differs: {
    effect: 'the act does not say it',
    from: 'another first day',
    until: 'another last day',
  },
  lacks: {
    'no-refusal': 'a decision that does not refuse it',
    'own-filing': 'a filing by the agent themself',
    decision: 'the decision of somebody entitled, other than the agent',
    'sealed-act': 'the sealed act of this request',
    'proof-at-filing': 'the proof of identity given at filing',
    alert: 'the agent’s alert before any decision',
    'call-back': 'the call back',
    'two-people': 'a second person',
    financier: 'the agreement of finance',
    'cooling-off': 'the end of the time to stop it',
    effect: 'the effect that its circuit applies',
    agreement: 'the agreement of somebody entitled, or the sealed act',
    refusal: 'a refusal with its reasons, the sealed act of refusal, or a recorded silence',
    withdrawal: 'a withdrawal that was accepted',
    'delay-over': 'the end of the legal delay, without an answer',
    silence: 'a recorded silence',
    act: 'that sealed act',
    opinion: 'an opinion that somebody gave',
    visa: 'a visa that somebody gave',
  } satisfies Record<Lack | OutcomeLack, string>,
  claims: {
    granted: 'granted',
    refused: 'refused',
    withdrawn: 'withdrawn',
    closed: 'closed',
    'silence-over': 'met with silence',
    'silence-recorded': 'met with silence',
    applied: 'applied',
    agreed: 'agreed, soon applied',
    'act-sealed': 'granted by an act',
    'refusal-sealed': 'refused by an act',
    'opinion-given': 'given an opinion',
    'visa-given': 'given a visa',
  } satisfies Record<Claim, string>,
  rules: {
    'period-granted': 'a period is already granted over a part of this one',
    'period-under-way': 'another request is under way over a part of the period',
    'period-upside-down': 'the end comes before the beginning',
    'period-short': 'the period is too short',
    'period-long': 'the period is too long',
    'choice-none': 'the value is none of the theme’s',
    'value-not-higher': 'the value does not go up',
    'before-former': 'the effect would precede the one it follows',
    'grid-without-row': 'the reference grid has no row on the day of effect',
    'rule-unjudged': 'a rule could not be checked',
  } satisfies Record<PortalRule, string>,
  causes: {
    'nobody-holds': {
      what: 'Nobody can act at this step: no right “{{role}}” is in force for the structure {{structure}} nor above it, the requester aside.',
      todo: 'Give that right to someone, or end the absence that leaves the step without a holder, then try again.',
    },
    'agent-without-post': {
      what: 'The agent holds no post, on the day of effect nor today: the change has nowhere to be written.',
      todo: 'Have their posting recorded, then try again.',
    },
    'header-missing': {
      what: 'The step is badly drawn in this version of the circuit: the setting “{{header}}” is missing.',
      todo: 'Tell the analyst: a new version will put it right for the next requests. Running it again alone changes nothing.',
    },
    'header-value': {
      what: 'The step is badly drawn in this version of the circuit: its setting “{{header}}” cannot be “{{value}}”.',
      todo: 'Tell the analyst: a new version will put it right for the next requests. Running it again alone changes nothing.',
    },
    'variable-wrong': {
      what: 'The circuit does not give the step the variable “{{variable}}”, or not in the expected shape.',
      todo: 'Tell the analyst: the value is not shown here. Running it again alone changes nothing.',
    },
    'property-wrong': {
      what: 'The property “{{property}}” of the circuit is missing, or not what the step expects.',
      todo: 'Tell the analyst: a new version will put it right for the next requests.',
    },
    'grid-without-row': {
      what: 'The reference grid “{{grid}}” says nothing of “{{field}}” on the day of effect of the request: nothing is written.',
      todo: 'Have the grid completed (two analysts publish it), then try again.',
    },
    'answer-wrong': {
      what: 'The request holds no answer “{{field}}” that the step could use.',
      todo: 'Tell the analyst: the step names a field that the form does not have, or that the agent could leave empty.',
    },
    'act-words-missing': {
      what: 'This version of the circuit has no words for the act “{{template}}”.',
      todo: 'Tell the analyst: a new version will put it right for the next requests.',
    },
    'role-excluded': {
      what: 'The circuit gives this step to the role “{{role}}”, which may hold none: nobody was given it.',
      todo: 'Tell the analyst: a new version gives it to a role that may. Running it again changes nothing.',
    },
    'circuit-unpublished': {
      what: 'The engine called a process that the portal did not publish, or that was withdrawn: nothing was done.',
      todo: 'Have the operator check who deployed that process on the engine. Running the step again changes nothing.',
    },
    'step-unknown': {
      what: 'The engine is at a step that the request’s version of the circuit does not know as a person’s.',
      todo: 'Tell the analyst. Running it again alone changes nothing.',
    },
    'decision-not-signature': {
      what: 'The seal does not follow a signature: the decision that led there is not one.',
      todo: 'Tell the analyst: the step must follow the signature of the act.',
    },
    'complement-awaited': {
      what: 'The deadlines are computed while a complement is still awaited: no clock runs.',
      todo: 'Tell the analyst: the step must follow the agent’s answer.',
    },
    'act-not-sealed': {
      what: 'A message must carry the sealed act, and none is sealed yet.',
      todo: 'Tell the analyst: the step must follow the seal. If a seal is itself stopped here, begin with it.',
    },
    'theme-missing': {
      what: 'The circuit changes “{{theme}}”, a theme of the situation that it was not published with. Nothing was written.',
      todo: 'Tell the analyst which step: the atelier refuses it in a new version. Requests under way stay stopped.',
    },
    'guarantee-missing': {
      what: 'The circuit wants to apply the effect “{{effect}}” without what the rule asks for ({{guarantee}}): {{lacks}} is missing. Nothing was written.',
      todo: 'Tell the analyst: on every path to this step must stand the steps that this effect asks for. If the circuit draws them, tell security: someone commanded the engine directly.',
    },
    'wait-unagreed': {
      what: 'The circuit wants to set the time to stop before the two people agreed: {{lacks}} is missing. Nothing was written.',
      todo: 'Tell the analyst: the time is set after the call back and the agreement of finance. If the circuit draws them, tell security: someone commanded the engine directly.',
    },
    'effect-unlawful': {
      what: 'The effect “{{effect}}” would break a rule of the trade: {{rule}} (answer “{{field}}”). Nothing was written, and pay follows nothing of it.',
      todo: 'The signed act cannot apply as it is: tell the manager, so that its author takes it back or what it meets is ended. Until then the request stays stopped.',
    },
    'act-differs': {
      what: 'The effect “{{effect}}” is not the one that the sealed act says: {{differs}}. Nothing was written, and pay follows nothing of it.',
      todo: 'The signed act stays as it is. If the agent’s situation changed since (their grade), have it corrected and try the step again, or have a new act made. Otherwise tell security: someone changed what the act says, or commanded the engine directly.',
    },
    'outcome-ungrounded': {
      what: 'The step says that the request is “{{claim}}”, which nothing shows: {{lacks}} is missing. Nothing was written, nobody was told.',
      todo: 'If another step of the request is stopped beside it, begin with that one. Otherwise tell the analyst: on every path to this step must stand what it says. If the circuit draws it, tell security: someone commanded the engine directly.',
    },
    'silence-unlawful': {
      what: 'The step gives the silence of the administration a delay or a meaning that the law does not give it for this request (header “{{header}}”: “{{value}}”). Nothing was written.',
      todo: 'Tell the analyst which step: the atelier says at the element what the law wants. Meanwhile the request is decided by people.',
    },
    'pay-ungrounded': {
      what: 'This movement of pay follows the effect of the same name applied on the request, or the sealed act where no effect says it: there is none yet. Nothing was written.',
      todo: 'If the application of the effect is itself stopped beside it, begin with that one. Otherwise tell the analyst: the step must follow the application of the effect, or the sealing of the act.',
    },
    'pay-differs': {
      what: 'The circuit wants to pay by another “{{field}}” than what was applied to the agent’s situation. Nothing was written.',
      todo: 'Tell the analyst: the step names only what the effect writes, and what it computes must be equal to it. If the circuit does not touch it, tell security.',
    },
    'nothing-to-pay': {
      what: 'The pay piece would hold nothing: neither an answer of the form nor a computed value.',
      todo: 'Tell the analyst: the step must name what to pay by.',
    },
    'variable-differs': {
      what: 'Under “{{variable}}”, the circuit gives the identifier of another request or decision than those of the request it plays. Nothing was written.',
      todo: 'Tell the analyst: no mapping of variables may change “{{variable}}”. If the circuit does not touch it, tell security: someone commanded the engine directly.',
    },
    'request-unknown': {
      what: 'The engine plays a circuit for a request that the portal does not know.',
      todo: 'Run the reconciliation (npm run reconcile): it says whether this circuit can be stopped.',
    },
    'preview-lost': {
      what: 'The bytes that the signer saw are no longer in the document store: the act cannot be sealed.',
      todo: 'Restore the document store from a backup (see the operator’s guide) before the step is run again.',
    },
    'withdrawal-underway': {
      what: 'A withdrawal of the request is on its way: the effect waits for its answer.',
      todo: 'Check the status of the process engine, then try again.',
    },
    'decision-underway': {
      what: 'A decision on the request is being confirmed: the effect waits for it.',
      todo: 'Check the status of the process engine, then try again.',
    },
    'part-away': {
      what: 'The database or the engine did not answer during this step, or the disk was full.',
      todo: 'Check the status of the services above, then try again.',
    },
    'stamp-missing': {
      what: 'The act is signed but could not be sealed: the time-stamping authority gave no stamp. Nobody was told of it yet.',
      todo: 'Check the time-stamping authority (TSA_URL), then try again: the date of the signature is kept.',
    },
    'seal-invalid': {
      what: 'The act is signed but its seal would not verify: a certificate that ended, of another authority or for another use, or a time stamp that is worth nothing. Nothing was kept, filed nor notified.',
      todo: 'The technical detail says which check fails. Mend the seal (SEAL_P12, SEAL_CA) or the time-stamping authority (TSA_URL) before running the step again: the date of the signature is kept.',
    },
    'act-page-refused': {
      what: 'The act is signed but its page, read back before the seal, does not bear its legal mentions legibly, or bears what contradicts them. Nothing was sealed, filed nor notified.',
      todo: 'The technical detail says which check fails. Have the template of the act corrected and published: the request will have to be taken up on that version.',
    },
    'seal-failed': {
      what: 'The act is signed but could not be sealed or filed. Nobody was told of it yet.',
      todo: 'Check the sealing certificate and the storage, then try again: the date of the signature is kept.',
    },
    'step-failed': {
      what: 'An automatic step failed several times (mail, act, filing or update).',
      todo: 'Check the status of the services, then try again. The technical log says more.',
    },
    'task-not-ready': {
      what: 'The task could not be prepared for those who must handle it.',
      todo: 'Check the status of the services, then try again.',
    },
    'task-not-updated': {
      what: 'What changes on the task (holder, due date, decision) could not be recorded.',
      todo: 'Check the status of the services, then try again.',
    },
    'data-missing': {
      what: 'A value that the step expects is missing, or not of the expected shape.',
      todo: 'Tell the analyst: the value is not shown here. Running it again alone changes nothing.',
    },
    'no-branch': {
      what: 'No branch of this gateway fits the request.',
      todo: 'Tell the analyst: the gateway lacks a default branch.',
    },
    'table-fault': {
      what: 'The decision table gave no answer.',
      todo: 'Tell the analyst: a case is not foreseen, or two rules contradict each other.',
    },
    'called-missing': {
      what: 'Something that the circuit calls cannot be found on the engine.',
      todo: 'Have the analyst publish what is missing; running the step before changes nothing.',
    },
    'error-uncaught': {
      what: 'The step refused for a business reason that the circuit does not foresee.',
      todo: 'Tell the analyst: the step must foresee this refusal.',
    },
    'form-missing': {
      what: 'The form of the step cannot be found.',
      todo: 'Have the analyst publish the form; running the step before changes nothing.',
    },
    'too-large': {
      what: 'The data of the step are too large for the engine.',
      todo: 'Tell the analyst.',
    },
    other: {
      what: 'The step stopped for a reason that the portal does not recognise.',
      todo: 'Read the technical detail: it says whether trying again can be enough.',
    },
  } satisfies Readonly<Record<IncidentCause, CauseWords>>,
  running: 'Running circuits',
  runningLead: 'Where the requests of your structures stand, version by version.',
  runningNone: 'No circuit',
  runningNoneText: 'Published circuits will appear here.',
  circuit: 'Circuit',
  version: 'Version',
  current: 'In service',
  underWay: 'Requests under way',
  stopped: 'Stopped',
  stoppedUnknown: 'unknown',
  runningTitle: '{{title}}, version {{number}}',
  runningCount_one: '{{count}} request under way',
  runningCount_other: '{{count}} requests under way',
  runningMore_one: 'More than {{count}} request under way',
  runningMore_other: 'More than {{count}} requests under way',
  moreThan: 'more than {{count}}',
  runningStopped_one: '{{count}} of them stopped',
  runningStopped_other: '{{count}} of them stopped',
  diagram: 'On the diagram',
  elements: 'Step by step',
  diagramHelp: 'Each figure counts the requests at that step; in red, those that are stopped. The list says the same.',
  nothingRuns: 'No request is under way on this version.',
  fromPortal: 'The engine does not answer: only tasks that wait for someone are counted.',
  partial: 'There are too many requests to count them all: the figures are those of the most recent.',
  seeIncidents: 'See the incidents',
};
