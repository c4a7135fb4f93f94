import { verbs } from '../cards/verbs.ts';
import { type ForgottenDefaults } from '../pim/defaults.ts';
import { type HeldTokens, type PersonalRecords } from '../pim/departures.ts';
import { type Person } from '../pim/ids.ts';
import { askNewlyReachable } from '../pim/operations/askNewlyReachable.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type OperationResult } from '../pim/operations/runOperation.ts';
import { type SharedHoldings } from '../pim/operations/sharedHoldings.ts';
import { type SharedSettings } from '../pim/operations/sharedSettings.ts';
import { type PolicyFiles } from '../pim/policyFiles/policyFile.ts';
import { type PilotDoor } from '../pim/pilot/pilotDoor.ts';
import { type Presets } from '../pim/presets.ts';
import { type InteractiveSignIn, type Messenger, type SignOnVerifier } from '../pim/ports.ts';
import {
  type Conversation,
  type LeftSignIn,
  type Lookback,
  type PreferenceStore,
  type SignIns,
} from '../pim/records.ts';
import { type SharedRunningReviews } from '../pim/reviews/runningReviews.ts';
import { type RoleAtScope } from '../pim/roles.ts';
import { type TurnAdapter } from './adapter.ts';
import { AlertActions } from './alerts/alertActions.ts';
import { type Background, createBackground } from './background.ts';
import { type Chat, openChat } from './chat.ts';
import { AssignActions } from './changes/assignActions.ts';
import { ChangeActions } from './changes/changeActions.ts';
import { CommandActions } from './commandActions.ts';
import { isPlainName } from './commands.ts';
import { type Connector } from './connector.ts';
import { EndActions } from './endActions.ts';
import { type FileDownloads } from './files/fileDownloads.ts';
import { type DigestCommandDeps } from './digestCommand.ts';
import { DialogTurns, type DialogTurnsDeps } from './dialogTurns.ts';
import { type LeftSignInsDeps, lookAfterSignIn } from './signIn/leftSignIns.ts';
import { type InstallationDeps } from './installations.ts';
import { ManyRoles } from './manyRoles/manyRoles.ts';
import { OperationDesk } from './operationDesk.ts';
import { PolicyFileActions } from './policyFiles/policyFileActions.ts';
import { PersonalChat, type PersonalChatDeps } from './personalChat.ts';
import { PilotGate } from './pilot/pilotGate.ts';
import { throughPilotDoor } from './pilot/pilotMessenger.ts';
import { PimBot } from './pimBot.ts';
import { PostureActions, type PostureActionsDeps } from './posture/postureActions.ts';
import { PresetActions } from './habits/presetActions.ts';
import { PressActions, type PressActionsDeps } from './pressActions.ts';
import { ReportFile, type ReportFileDeps } from './posture/reportFile.ts';
import { ReviewActions } from './reviews/reviewActions.ts';
import { type ReviewDefaults, ReviewForm } from './reviews/reviewForm.ts';
import { ReviewerActions } from './reviews/reviewerActions.ts';
import { cardContextFor, type Session, type SessionSettings } from './sessions.ts';
import { SettingsActions } from './changes/settingsActions.ts';
import { createSignInDesk, type SignInDesk } from './signIn/signIn.ts';
import { type SignInPages } from './server.ts';
import { createSignInPages } from './signIn/signInPages.ts';
import { submitActivation } from './submitActivation.ts';
import { TeamsMessenger } from './teamsMessenger.ts';

/** What the Teams side stands on, all of it handed in. */
export interface BotDeps extends OperationDeps {
  readonly adapter: TurnAdapter;
  readonly connector: Connector;
  readonly botState: DialogTurnsDeps['botState'];
  readonly signIns: SignIns;
  readonly preferences: PreferenceStore;
  readonly presets: Presets;
  readonly policyFiles: PolicyFiles;
  readonly forgottenDefaults: ForgottenDefaults;
  readonly lookback: Lookback;
  readonly personalRecords: PersonalRecords;
  readonly heldTokens: HeldTokens;
  readonly quarantine: PressActionsDeps['quarantine'];
  /** What digests are drawn from. */
  readonly holdings: SharedHoldings;
  readonly roleSettings: SharedSettings;
  /** What questions about the whole organization are answered from. */
  readonly postures: PostureActionsDeps['postures'];
  readonly reportOf: ReportFileDeps['reportOf'];
  readonly files: ReportFileDeps['files'];
  readonly downloads: FileDownloads;
  readonly verifier: SignOnVerifier;
  readonly interactive: InteractiveSignIn;
  readonly scopes: {
    readonly base: readonly string[];
    readonly decisions: readonly string[];
    readonly extensions: readonly string[];
    /** `undefined` where changes for others are not switched on. */
    readonly administration: readonly string[] | undefined;
    readonly settings: readonly string[] | undefined;
    readonly alerts: readonly string[] | undefined;
    readonly reviews: readonly string[] | undefined;
  };
  readonly appId: string;
  readonly publicUrl: string;
  readonly clientOrigins: readonly string[];
  readonly sessionSettings: SessionSettings;
  readonly mayGuestsUse: boolean;
  /** `undefined`: everybody is served. */
  readonly pilotDoor: PilotDoor | undefined;
  readonly defaultDigestAt: string;
  readonly leaveOutPassed: DigestCommandDeps['leaveOutPassed'];
  readonly leaveOutDue: InstallationDeps['leaveOutDue'];
  /** Absent where access reviews are not switched on. */
  readonly runningReviews?: SharedRunningReviews | undefined;
  readonly reviewDefaults: ReviewDefaults;
  /** Looks for alerts, where nobody has looked yet. */
  readonly lookForAlerts: () => Promise<void>;
  /** Looks now which rounds of access reviews run. */
  readonly lookForReviews: () => Promise<void>;
  /** Reviewers may keep all at once who used the role within so many days. */
  readonly keepWithinDays: number;
  /** Something was put into the outbox: deliver it now. */
  readonly wakeDelivery: () => void;
}

/** The Teams side. */
export interface Bot {
  readonly pimBot: PimBot;
  readonly messenger: Messenger;
  readonly signInPages: SignInPages;
  readonly background: Background;
  /** Tells a person what came of an operation that was settled behind their back. */
  readonly tell: (result: OperationResult) => Promise<void>;
  /** Shows a person the form of a role that they wished to have again. */
  readonly offerAgain: (person: Person, role: RoleAtScope) => Promise<void>;
  /** Mends the card of a sign-in that nobody goes on with. */
  readonly lookAfterSignIn: (left: LeftSignIn) => Promise<void>;
}

/** Puts the Teams side together. */
export function createBot(deps: BotDeps): Bot {
  const { clock, connector, sessionSettings } = deps;
  const background = createBackground(deps.logger);
  const chatWith = (conversation: Conversation): Chat => openChat(connector, conversation);
  const chatOf = ({ conversation }: Session): Chat => chatWith(conversation);
  const cardFor = (conversation: Conversation): Session['card'] =>
    cardContextFor(conversation, sessionSettings, clock);
  const forgetProofs = async (person: Person): Promise<void> => {
    deps.heldTokens.forget(person);
    await deps.personalRecords.dropProofs(person);
  };
  const signIn = createSignInDesk({ ...deps, chatOf, forgetProofs });
  const sessionOf = async (person: Person): Promise<Session | undefined> => {
    const conversation = await deps.conversations.of(person);
    if (conversation === undefined) return undefined;
    return { person: conversation.person, conversation, card: cardFor(conversation) };
  };
  const manyRoles = new ManyRoles({ ...deps, signIn, chatOf });
  const { dialogs, desk } = createConversations({ ...deps, manyRoles }, signIn, chatOf);
  const chat = createChat({ ...deps, manyRoles }, { signIn, dialogs, desk, background, chatOf });
  const onInstalled = async (person: Person): Promise<void> => {
    if ((await askNewlyReachable(deps, person)) > 0) deps.wakeDelivery();
  };
  return {
    pimBot: new PimBot({
      ...deps,
      chat,
      signIn,
      background,
      chatOf,
      settings: sessionSettings,
      forgetProofs,
      onInstalled,
      pilotGate: gateOf(deps),
    }),
    messenger: throughPilotDoor(
      new TeamsMessenger({ ...deps, chatWith, cardContextFor: cardFor }),
      deps.pilotDoor,
    ),
    signInPages: pagesOf(deps, signIn, sessionOf),
    background,
    ...unasked({ ...deps, signIn, desk, chat, chatOf, sessionOf }),
  };
}

const gateOf = ({ pilotDoor }: Pick<BotDeps, 'pilotDoor'>): PilotGate | undefined =>
  pilotDoor && new PilotGate(pilotDoor);

/** What is done in people's chats although nobody says or presses anything just now. */
const unasked = (
  deps: LeftSignInsDeps & {
    readonly desk: OperationDesk;
    readonly chat: PersonalChat;
    readonly sessionOf: (person: Person) => Promise<Session | undefined>;
  },
): Pick<Bot, 'tell' | 'offerAgain' | 'lookAfterSignIn'> => ({
  tell: async (result) => {
    const session = await deps.sessionOf(result.operation.person);
    if (session !== undefined) await deps.desk.show(session, result, undefined);
  },
  offerAgain: async (person, role) => {
    const session = await deps.sessionOf(person);
    if (!session?.conversation.isInstalled) return;
    // As if they pressed the button: without a proof at hand they are asked for one, and the form follows.
    await deps.chat.resumePress(session, { verb: verbs.activateAgain, ...role });
  },
  lookAfterSignIn: async (left) => {
    const session = await deps.sessionOf(left.signIn.person);
    if (session?.conversation.isInstalled) await lookAfterSignIn(deps, session, left);
  },
});

/** One person's chat: commands, buttons, and what goes on after a sign-in. */
function createChat(
  deps: BotDeps & { readonly manyRoles: ManyRoles },
  parts: Pick<PersonalChatDeps, 'signIn' | 'dialogs' | 'desk' | 'background' | 'chatOf'>,
): PersonalChat {
  const ends = new EndActions({ ...deps, ...parts });
  const presetActions = new PresetActions({ ...deps, ...parts, isPlainName });
  const postureActions = new PostureActions({ ...deps, ...parts });
  const reportFile = new ReportFile({ ...deps, ...parts });
  const changeActions = new ChangeActions({ ...deps, ...parts });
  const assignActions = new AssignActions({ ...deps, ...parts, changeActions });
  const settingsActions = new SettingsActions({ ...deps, ...parts });
  const policyFileActions = new PolicyFileActions({ ...deps, ...parts });
  const alertActions = new AlertActions({ ...deps, ...parts });
  const reviews = {
    reviewActions: new ReviewActions({ ...deps, ...parts }),
    reviewForm: new ReviewForm({ ...deps, ...parts }),
    reviewerActions: new ReviewerActions({ ...deps, ...parts }),
  };
  const questions = {
    postureActions,
    assignActions,
    changeActions,
    settingsActions,
    policyFileActions,
    alertActions,
    reportFile,
    presetActions,
    ...reviews,
  };
  const commands = new CommandActions({ ...deps, ...parts, ends, ...questions });
  const presses = new PressActions({ ...deps, ...parts, commands, ends, ...questions });
  return new PersonalChat({
    ...parts,
    commands,
    presses,
    reportFile,
    policyFileActions,
    pilotGate: gateOf(deps),
  });
}

/** Our own pages, which may have to ask once more in the person's chat. */
const pagesOf = (
  deps: BotDeps,
  signIn: SignInDesk,
  sessionOf: (person: Person) => Promise<Session | undefined>,
): SignInPages =>
  createSignInPages({
    ...deps,
    person: (id) => deps.directory.person(id),
    localeOf: async (person) => (await deps.conversations.of(person))?.locale,
    defaultLocale: deps.sessionSettings.defaultLocale,
    renew: async (ended, problem) => {
      const session = await sessionOf(ended.person);
      return session !== undefined && signIn.renew(session, ended, problem);
    },
    defaultScopes: deps.scopes.base,
  });

/** The dialogs submit through the desk, and the desk reopens a form through the dialogs. */
function createConversations(
  deps: BotDeps & { readonly manyRoles: ManyRoles },
  signIn: SignInDesk,
  chatOf: (session: Session) => Chat,
): { readonly dialogs: DialogTurns; readonly desk: OperationDesk } {
  const desk: OperationDesk = new OperationDesk({
    ...deps,
    signIn,
    chatOf,
    reopenForm: (session, signOn, intent, error, formActivityId) =>
      dialogs.activate(session, signOn, {
        role: { roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId },
        // A form without a duration counts as one that proposes the usual one.
        draft: {
          ...intent,
          durationMinutes: intent.durationMinutes === 0 ? undefined : intent.durationMinutes,
        },
        problems: error.details.unmet ?? [],
        formActivityId,
        isToBeSeen: true,
        isEmergency: intent.isEmergency === true,
      }),
  });
  const dialogs: DialogTurns = new DialogTurns({
    ...deps,
    chatOf,
    submit: (session, signOn, submission) => submitActivation(desk, session, signOn, submission),
  });
  return { dialogs, desk };
}
