import type { FaultWords } from '../../formats/fault-words.ts';

/** What a drawing may not undo, and what an effect requires of it (docs/guarantees.md). */
export const GUARANTEES_FAULTS = {
  'fork-open': [
    'Les {count} chemins qui partent d’ici sont suivis ensemble, et aucune passerelle ne les réunit : ce que décident les étapes suivantes n’est plus sûr. Menez-les tous à une même passerelle parallèle avant ce qui suit ; pour n’en suivre qu’un, employez une passerelle exclusive.',
    'The {count} ways that leave from here are taken together, and no gateway joins them: what the steps after it decide is no longer sure. Lead all of them to one parallel gateway before what follows; to take one of them only, use an exclusive gateway.',
  ],
  'proposal-without-fields': [
    'Ce visa offre de proposer autre chose, sans dire quoi : nommez les champs du formulaire de dépôt qu’il peut proposer autrement (« proposable »).',
    'This visa offers to propose something else, and does not say what: name the fields of the form that files the request which it may propose otherwise (“proposable”).',
  ],
  'proposal-not-offered': [
    'Ce visa nomme ce qu’il peut proposer autrement et n’offre pas de le proposer : ajoutez « proposed » à ses issues, ou videz ces champs.',
    'This visa names what it may propose otherwise and does not offer to propose it: add “proposed” to its outcomes, or empty these fields.',
  ],
  'proposal-field-unknown': [
    'Le formulaire de dépôt ne demande pas « {field} » : un visa ne peut le proposer autrement.',
    'The form that files the request does not ask for “{field}”: a visa cannot propose it otherwise.',
  ],
  'proposal-field-closed': [
    '« {field} » ne se propose pas : ni un document, ni une donnée sensible ou bancaire, ni ce que le formulaire calcule ou n’offre qu’à cet agent.',
    '“{field}” cannot be proposed: neither a document, nor what is sensitive or of an account, nor what the form works out or offers to that employee alone.',
  ],
  'proposal-unanswered': [
    'Une proposition peut aller jusqu’à « {next} » sans que l’agent y ait répondu : {way}. Placez d’abord la réponse de l’agent (« answer »), ses issues « accepted » et « declined ».',
    'A proposal can go as far as “{next}” without the employee having answered it: {way}. Draw first the employee’s answer (“answer”), its outcomes “accepted” and “declined”.',
  ],
  'proposal-fact-kept': [
    '« {field} » est lu ici par le moteur tel qu’il a été déposé, alors qu’un visa a pu le proposer autrement avant : faites lire la demande par le portail (« table-evaluate », la grille d’un thème), ou ne le proposez pas.',
    'The engine reads “{field}” here as it was filed, though a visa may have proposed it otherwise before: have the portal read the request (“table-evaluate”, the grid of a theme), or do not propose it.',
  ],
  'effect-no-refusal': [
    'Cet effet (« {effect} ») peut s’appliquer à une demande qui a été refusée : {way}. Menez le refus ailleurs.',
    'This effect (“{effect}”) can be applied to a request that was refused: {way}. Lead the refusal elsewhere.',
  ],
  'effect-own-filing': [
    'Cet effet (« {effect} ») vaut pour ce que l’agent a déposé lui-même, et d’autres démarrent ce circuit : {way}. Placez avant lui le visa ou le contrôle d’une autre personne, et son issue favorable.',
    'This effect (“{effect}”) stands on the employee’s own filing, and others start this circuit: {way}. Draw before it the visa or the check of another person, and its favourable outcome.',
  ],
  'effect-decision': [
    'Rien n’a décidé de cet effet (« {effect} ») : {way}. Placez avant lui le visa ou le contrôle d’une personne qui n’est pas l’agent, et son issue favorable.',
    'Nothing decided on this effect (“{effect}”): {way}. Draw before it the visa or the check of someone who is not the employee, and its favourable outcome.',
  ],
  'effect-sealed-act': [
    'Cet effet (« {effect} ») peut s’appliquer sans acte signé et scellé : {way}. Placez avant lui la signature d’un signataire, son issue « signed », puis « Sceller l’acte » (act-seal).',
    'This effect (“{effect}”) can be applied without a signed and sealed act: {way}. Draw before it the signature of a signatory, its outcome “signed”, then “Seal the act” (act-seal).',
  ],
  'effect-answer-missing': [
    'L’acte doit dire ce que cet effet (« {effect} ») change, et il le lit dans le formulaire de dépôt, qui n’exige pas : {answers}. Donnez-lui ces champs, obligatoires : ce que le circuit décide plus tard n’en tient pas lieu.',
    'The act must say what this effect (“{effect}”) changes, and reads it off the form that files the request, which does not ask for: {answers}. Give it these fields, mandatory: what the circuit decides later does not stand for them.',
  ],
  'effect-field-missing': [
    'Cet effet (« {effect} ») lit dans le formulaire de dépôt des réponses qui n’y sont pas demandées : {answers}. Donnez-lui ces champs, sans quoi la demande s’arrêterait ici.',
    'This effect (“{effect}”) reads answers off the form that files the request, which does not ask for: {answers}. Give it these fields, or the request would stop here.',
  ],
  'effect-answer-type': [
    '« {field} » change le thème « {theme} », qui attend une valeur de type {type} : un composant « {component} » n’en donne pas.',
    '“{field}” changes the theme “{theme}”, which awaits a value of the type {type}: a “{component}” gives none.',
  ],
  'effect-choice-unknown': [
    '« {field} » propose ce que le thème « {theme} » n’admet pas : {values}. Valeurs admises : {taken}.',
    '“{field}” offers what the theme “{theme}” does not take: {values}. Values taken: {taken}.',
  ],
  'effect-proof-at-filing': [
    'Cet effet (« {effect} ») demande que l’agent prouve son identité au dépôt : donnez au processus la propriété « stepUp » à « true ».',
    'This effect (“{effect}”) asks that the employee prove who they are at filing: set the property “stepUp” of the process to “true”.',
  ],
  'effect-alert': [
    'L’agent peut ne pas être alerté avant toute décision sur cet effet (« {effect} ») : {way}. Placez au début un message à l’agent (« notify », destinataire « agent-known »).',
    'The employee may not be alerted before anything is decided on this effect (“{effect}”): {way}. Draw first a message to the employee (“notify”, recipient “agent-known”).',
  ],
  'effect-call-back': [
    'L’agent peut ne pas être rappelé avant cet effet (« {effect} ») : {way}. Placez avant lui un contrôle dont le formulaire demande « calledNumber », ou « way » et « identityDocument », et son issue « confirmed ».',
    'The employee may not be called back before this effect (“{effect}”): {way}. Draw before it a check whose form asks for “calledNumber”, or “way” and “identityDocument”, and its outcome “confirmed”.',
  ],
  'effect-two-people': [
    'Une seule personne peut décider de cet effet (« {effect} ») : {way}. Placez avant lui une seconde décision favorable, que « distinctFrom » réserve à une autre personne que le contre-appel.',
    'One person alone can decide on this effect (“{effect}”): {way}. Draw before it a second favourable decision, which “distinctFrom” keeps for someone else than the call back.',
  ],
  'effect-financier': [
    'Aucune des deux décisions sur cet effet (« {effect} ») n’est celle d’un financier : {way}. Confiez l’une des deux étapes au rôle « financier ».',
    'Neither of the two decisions on this effect (“{effect}”) is a financier’s: {way}. Give one of the two steps to the role “financier”.',
  ],
  'effect-cooling-off': [
    'Cet effet (« {effect} ») peut s’appliquer avant la fin du délai d’arrêt : {way}. Placez avant lui « Fixer le délai d’arrêt » (cooling-off), puis une attente jusqu’à « =stopUntil ».',
    'This effect (“{effect}”) can be applied before the time to stop it is over: {way}. Draw before it “Set the time to stop” (cooling-off), then a wait until “=stopUntil”.',
  ],
  'wait-before-agreement': [
    'Le délai d’arrêt peut être fixé avant l’accord des deux personnes, et passer avant qu’il y ait rien à arrêter : {way}. Placez avant lui le contre-appel et l’accord du financier, et leurs issues favorables.',
    'The time to stop can be set before the two people agreed, and be over before there is anything to stop: {way}. Draw before it the call back and the agreement of finance, and their favourable outcomes.',
  ],
  'pay-without-grounds': [
    'Ce mouvement de paye (« {movement} ») peut être établi sans ce qu’il suit ({ground}) : {way}. Placez la pièce de paye après.',
    'This movement of pay (“{movement}”) can be made without what it follows ({ground}): {way}. Draw the pay piece after it.',
  ],
  'signature-not-signatory': [
    'Une signature revient au rôle « signataire », pas à « {role} ».',
    'A signature is for the role “signataire”, not for “{role}”.',
  ],
  'signature-unsealed': [
    'Après cette signature, on peut arriver à « {next} » sans que l’acte soit scellé : {way}. Placez « Sceller l’acte » (act-seal) aussitôt après la signature, avant tout message, toute étape et toute fin.',
    'After this signature one can come to “{next}” without the act being sealed: {way}. Draw “Seal the act” (act-seal) right after the signature, before any message, step or end.',
  ],
  'seal-without-signature': [
    'On peut arriver ici sans que rien ait été signé : {way}. Ne menez au scellement que l’issue « signed » d’une signature.',
    'One can come here without anything being signed: {way}. Lead to the seal from the outcome “signed” of a signature only.',
  ],
  'refusal-undecided': [
    'La demande peut être refusée sans que personne l’ait refusée, donc sans auteur ni motifs : {way}. Ne menez ici que l’issue défavorable d’une étape.',
    'The request can be refused though nobody refused it, so without author or reasons: {way}. Lead here from the unfavourable outcome of a step only.',
  ],
  'granted-unsealed': [
    'La demande peut être close comme accordée sans que l’acte soit signé et scellé : {way}. Placez avant la clôture la signature, puis « Sceller l’acte ».',
    'The request can be closed as granted without the act being signed and sealed: {way}. Draw the signature before the closing, then “Seal the act”.',
  ],
  'granted-unapplied': [
    'La demande peut être close comme accordée sans que tout ce qu’elle change soit appliqué : {way}. Placez avant la clôture chaque effet (situation-apply), sur tous les chemins.',
    'The request can be closed as granted without all that it changes being applied: {way}. Draw each effect (situation-apply) before the closing, on every way.',
  ],
  'granted-not-undone': [
    'L’acte retire ou abroge un autre acte et peut être pris sans que les effets de celui-ci soient défaits : {way}. Placez « Défaire les effets » (effects-undo) après « Sceller l’acte », avant la clôture.',
    'The act withdraws or repeals another one and can be made without the effects of that one being undone: {way}. Draw “Undo the effects” (effects-undo) after “Seal the act”, before the closing.',
  ],
  'undoing-nothing': [
    'Les actes de cette démarche n’en retirent ni n’en abrogent aucun autre : il n’y a rien à défaire ici. Retirez l’étape, ou dites dans la fiche du circuit ce que ses actes font à un autre (« laterAct »).',
    'The acts of this kind withdraw or repeal no other one: there is nothing to undo here. Remove the step, or say in the settings of the circuit what its acts do to another one (“laterAct”).',
  ],
  'undoing-without-act': [
    'On peut arriver ici sans qu’un acte soit signé et scellé : {way}. Rien ne se défait sans acte : placez l’étape après « Sceller l’acte » (act-seal).',
    'One can come here without an act being signed and sealed: {way}. Nothing is undone without an act: draw the step after “Seal the act” (act-seal).',
  ],
  'granted-undecided': [
    'La demande peut être close comme accordée sans que personne l’ait accordée, ou après un refus : {way}. Ne menez ici que l’issue favorable de l’étape d’une autre personne que l’agent, ou d’un silence qui vaut acceptation ; sinon, close avec l’issue « closed ».',
    'The request can be closed as granted though nobody granted it, or after a refusal: {way}. Lead here from the favourable outcome of the step of someone who is not the employee, or from a silence that accepts; otherwise close it with the outcome “closed”.',
  ],
  'silence-unlawful': [
    '« {name} » ne peut pas être « {value} » : pour ce circuit, la loi dit « {expected} » ({reference}). Choisissez cette valeur ; aucun circuit ne change ce que vaut le silence de l’administration.',
    '“{name}” cannot be “{value}”: for this circuit the law says “{expected}” ({reference}). Choose that value; no circuit changes what the administration’s silence means.',
  ],
  'told-before-seal': [
    'Le message « {message} » annonce un acte qui peut ne pas être encore signé et scellé : {way}. Placez-le après « Sceller l’acte » (act-seal).',
    'The message “{message}” tells of an act that may not be signed and sealed yet: {way}. Draw it after “Seal the act” (act-seal).',
  ],
  'told-before-effect': [
    'Le message « {message} » annonce un effet qui peut ne pas être encore appliqué : {way}. Placez-le après l’effet (situation-apply).',
    'The message “{message}” tells of an effect that may not be applied yet: {way}. Draw it after the effect (situation-apply).',
  ],
  'told-before-refusal': [
    'Le message « {message} » annonce un refus que personne peut n’avoir prononcé : {way}. Placez-le après l’issue défavorable d’une étape.',
    'The message “{message}” tells of a refusal that nobody may have given: {way}. Draw it after the unfavourable outcome of a step.',
  ],
} as const satisfies FaultWords;
