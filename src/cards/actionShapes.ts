import { type HoldingChange } from '../pim/administration.ts';
import { type PrincipalId, type RequestId, type RoleDefinitionId } from '../pim/ids.ts';
import { type RoundKey } from '../pim/reviews/review.ts';
import {
  type OwnReviewKey,
  type ReviewActKey,
  type ReviewDraft,
  type ReviewFormInputs,
  type ReviewItemKey,
} from './reviewShapes.ts';
import { type verbs } from './verbs.ts';

/** Names a role at a scope in a button; both are looked up again among the person's own when it is pressed. */
export interface RoleKey {
  readonly roleDefinitionId: RoleDefinitionId;
  readonly scopeId: string;
}

/** Names a card: an opaque id and the secret that proves the press comes from the card we sent. */
export interface CardKey {
  readonly cardId: string;
  readonly nonce: string;
}

/** Names an activation that is being prepared: the id it will have once it is submitted, and the role it is for. */
export interface DraftKey extends RoleKey {
  readonly draftId: string;
}

/** A draft, and the duration that the button offers in place of the one that was refused. */
export interface DraftSubmission extends DraftKey {
  /** Whole minutes as digits, as the form's own choice sends them. */
  readonly durationMinutes?: string;
  /** The start that was asked for, ISO 8601; without it the activation starts now. */
  readonly startAt?: string;
}

/** Several activations that are being prepared together. */
export interface ManyRolesSubmission {
  readonly draftId: string;
  /** `{id the operation will have} {role} {scope}` for each, with `|` between them. */
  readonly roles: string;
  /** As of one activation. */
  readonly startAt?: string;
}

/** Names a preset of whoever presses. */
export interface PresetKey {
  readonly presetId: string;
}

/** Which role is asked about, and the page of the answer, from 1 on, as digits. */
export interface HoldersKey {
  readonly roleDefinitionId: RoleDefinitionId;
  readonly question: 'has' | 'canBecome';
  readonly page?: string;
}

/** Whose or which role's activations are asked about; `days` back and the page as digits. */
export interface HistoryKey {
  readonly roleDefinitionId?: RoleDefinitionId;
  readonly principalId?: PrincipalId;
  readonly days: string;
  readonly page?: string;
}

/** Names whose role is changed, and how; all of it is read again before anything is done. */
export interface ChangeKey extends RoleKey {
  readonly what: HoldingChange['what'];
  readonly principalId: PrincipalId;
}

/** A change that is being prepared: the id it will have once it is confirmed. */
export interface ChangeDraft extends ChangeKey {
  readonly draftId: string;
}

/** Which role somebody is to be given; who that is, is filled in. */
export interface AssigneeKey {
  readonly roleDefinitionId: RoleDefinitionId;
  readonly what: 'assignEligible' | 'assignActive';
}

/** Whose settings are asked about, and the page of the answer. */
export interface PolicyKey {
  readonly roleDefinitionId: RoleDefinitionId;
  readonly page?: string;
}

/** Whose settings are changed; `undoes`: the operation that is to be taken back, `fileId`: the policy file that wishes it. */
export interface SettingsKey {
  readonly roleDefinitionId: RoleDefinitionId;
  readonly undoes?: string;
  readonly fileId?: string;
}

/** A change of settings that is being prepared: the id it will have once it is confirmed. */
export interface SettingsDraft {
  readonly roleDefinitionId: RoleDefinitionId;
  readonly draftId: string;
}

/** Names an alert; what it says is read again when it is pressed. */
export interface AlertKey {
  readonly alertId: string;
}

/** What a button carries beside its verb. Nothing else is ever put there, and nothing else is taken. */
export interface ActionShapes {
  readonly [verbs.activateRole]: RoleKey;
  readonly [verbs.submitActivation]: DraftSubmission;
  readonly [verbs.dismissActivation]: DraftKey;
  readonly [verbs.askEmergency]: RoleKey;
  readonly [verbs.submitEmergency]: DraftSubmission;
  readonly [verbs.takeBackPlanned]: { readonly requestId: RequestId };
  readonly [verbs.submitManyRoles]: ManyRolesSubmission;
  readonly [verbs.dismissManyRoles]: { readonly draftId: string };
  /** Ids of operations with spaces between them. */
  readonly [verbs.lookAtManyRoles]: { readonly operations: string };
  readonly [verbs.activatePreset]: PresetKey;
  readonly [verbs.forgetPreset]: PresetKey;
  readonly [verbs.forgetDefaults]: NoShape;
  readonly [verbs.deactivateRole]: RoleKey;
  readonly [verbs.activateAgain]: RoleKey;
  readonly [verbs.letEnd]: RoleKey;
  readonly [verbs.activateAfter]: RoleKey;
  readonly [verbs.restartActivation]: RoleKey;
  readonly [verbs.showExtend]: RoleKey;
  readonly [verbs.extendEligibility]: RoleKey;
  readonly [verbs.approveRequest]: CardKey;
  readonly [verbs.denyRequest]: CardKey;
  readonly [verbs.cancelRequest]: CardKey;
  readonly [verbs.activateVoted]: CardKey;
  readonly [verbs.goPastVotes]: CardKey;
  readonly [verbs.remindApprovers]: CardKey;
  readonly [verbs.refreshRequest]: CardKey;
  readonly [verbs.openDigest]: NoShape;
  readonly [verbs.showRoles]: NoShape;
  readonly [verbs.showPending]: NoShape;
  readonly [verbs.showHelp]: NoShape;
  readonly [verbs.showAudit]: NoShape;
  readonly [verbs.getReport]: NoShape;
  readonly [verbs.showHolders]: HoldersKey;
  readonly [verbs.showHistory]: HistoryKey;
  readonly [verbs.showStats]: NoShape;
  readonly [verbs.showPolicy]: PolicyKey;
  readonly [verbs.showConversions]: { readonly page?: string };
  readonly [verbs.findAssignee]: AssigneeKey;
  readonly [verbs.changeHolding]: ChangeKey;
  readonly [verbs.switchChange]: ChangeDraft;
  readonly [verbs.checkChange]: ChangeDraft;
  readonly [verbs.confirmChange]: ChangeDraft & { readonly days: string };
  readonly [verbs.dismissChange]: ChangeDraft;
  readonly [verbs.changeSettings]: SettingsKey;
  readonly [verbs.confirmSettings]: SettingsKey & SettingsDraft & { readonly shown: string };
  readonly [verbs.dismissSettings]: SettingsDraft;
  readonly [verbs.showPolicyFile]: { readonly fileId: string; readonly page?: string };
  readonly [verbs.showAlerts]: { readonly page?: string };
  readonly [verbs.showAlert]: AlertKey;
  readonly [verbs.acknowledgeAlert]: AlertKey & { readonly page?: string };
  readonly [verbs.snoozeAlert]: AlertKey;
  readonly [verbs.dismissAlert]: AlertKey;
  readonly [verbs.confirmDismissal]: AlertKey & { readonly draftId: string };
  readonly [verbs.leaveAlert]: AlertKey & { readonly draftId: string };
  readonly [verbs.showReviews]: { readonly page?: string };
  readonly [verbs.showReview]: RoundKey;
  readonly [verbs.newReview]: NoShape;
  readonly [verbs.checkReview]: { readonly draftId: string };
  readonly [verbs.confirmReview]: ReviewDraft;
  readonly [verbs.dismissReview]: { readonly draftId: string };
  readonly [verbs.askReviewAct]: ReviewActKey;
  readonly [verbs.confirmReviewAct]: ReviewActKey & { readonly draftId: string; readonly shown: string };
  readonly [verbs.showOwnReview]: OwnReviewKey;
  readonly [verbs.decideReview]: ReviewItemKey;
  readonly [verbs.askKeepUsed]: CardKey;
  readonly [verbs.confirmKeepUsed]: CardKey & { readonly draftId: string; readonly shown: string };
  readonly [verbs.startSignIn]: { readonly operationId?: string };
}

/** Minutes for each role in the form's order, `0` for one that is left out; and one reason and ticket for all. */
export interface ManyRolesInputs {
  readonly minutes0?: string;
  readonly minutes1?: string;
  readonly minutes2?: string;
  readonly minutes3?: string;
  readonly minutes4?: string;
  readonly justification?: string;
  readonly ticketNumber?: string;
  readonly ticketSystem?: string;
}

/** What is filled in on the form of one activation. */
export interface ActivationInputs {
  readonly durationMinutes?: string;
  readonly justification?: string;
  readonly ticketSystem?: string;
  readonly ticketNumber?: string;
}

/** The verb says it all. */
export type NoShape = Readonly<Record<string, never>>;

/** What the person fills in on the card of a button; the client adds it to the button's own. Text, however it looks. */
export interface ActionInputs {
  readonly [verbs.submitActivation]: ActivationInputs;
  readonly [verbs.submitEmergency]: ActivationInputs;
  readonly [verbs.askEmergency]: ActivationInputs;
  readonly [verbs.submitManyRoles]: ManyRolesInputs;
  readonly [verbs.findAssignee]: { readonly who?: string };
  readonly [verbs.switchChange]: { readonly days?: string; readonly justification?: string };
  readonly [verbs.checkChange]: { readonly days?: string; readonly justification?: string };
  readonly [verbs.confirmChange]: { readonly justification?: string };
  readonly [verbs.checkReview]: ReviewFormInputs;
  readonly [verbs.decideReview]: { readonly justification?: string };
  readonly [verbs.confirmKeepUsed]: { readonly justification?: string };
  readonly [verbs.approveRequest]: { readonly comment?: string };
  readonly [verbs.acknowledgeAlert]: { readonly comment?: string; readonly snoozeDays?: string };
  readonly [verbs.snoozeAlert]: { readonly comment?: string; readonly snoozeDays?: string };
  readonly [verbs.denyRequest]: { readonly comment?: string };
}
