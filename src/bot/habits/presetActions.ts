import { defaultsCard } from '../../cards/defaultsCard.ts';
import { manyRolesForm } from '../../cards/manyRolesForm.ts';
import { presetsCard, type PresetOnCard, presetSavedCard } from '../../cards/presetsCard.ts';
import { roleOfRequest, roleOnCard } from '../../cards/roleOnCard.ts';
import { draftFromWords } from '../../dialogs/draftFromWords.ts';
import { type ActivationWords } from '../../dialogs/activationWords.ts';
import { type ForgottenDefaults, lastOfEachRole, proposableRequests } from '../../pim/defaults.ts';
import { type UnmetRule } from '../../pim/errors.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { restraintOn } from '../../pim/operations/restraint.ts';
import { MAXIMUM_JUSTIFICATION_CHARACTERS } from '../../pim/policy.ts';
import { type SignOn } from '../../pim/ports.ts';
import {
  MOST_PRESETS,
  MOST_ROLES,
  type Preset,
  presetKey,
  presetName,
  type Presets,
} from '../../pim/presets.ts';
import { type FollowedRequest } from '../../pim/records.ts';
import { matchRole } from '../../pim/roleMatching.ts';
import { type EligibleRole, isSameRole, roleAtScope, type RoleAtScope } from '../../pim/roles.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type Chat } from '../chat.ts';
import { namedRoles, prepareRoles } from '../manyRoles/manyRolesWish.ts';
import { type SaveWords } from './presetWords.ts';
import { roleShown } from '../roleShown.ts';
import { type Session } from '../sessions.ts';

/** What presets and proposals take. */
export interface PresetActionsDeps extends OperationDeps {
  readonly presets: Presets;
  readonly forgottenDefaults: ForgottenDefaults;
  readonly chatOf: (session: Session) => Chat;
  /** Whether words are read as a name and nothing else, alone and behind "activate". */
  readonly isPlainName: (words: string) => boolean;
}

/** Requests that were made so shortly before the last one were made together with it. */
const TOGETHER_MS = 10 * 60_000;

const NOTHING_GIVEN: Omit<ActivationWords, 'roleWords'> = {
  duration: undefined,
  justification: undefined,
  ticketNumber: undefined,
  times: undefined,
};

/** Roles under a name of one's own, several roles at once, and what is proposed from what one did. */
export class PresetActions {
  readonly #deps: PresetActionsDeps;
  constructor(deps: PresetActionsDeps) {
    this.#deps = deps;
  }

  /** The person's preset of this name. */
  async named(session: Session, words: string): Promise<Preset | undefined> {
    const name = presetName(words);
    if (name === undefined) return undefined;
    const presets = await this.#deps.presets.of(session.person);
    return presets.find((preset) => presetKey(preset.name) === presetKey(name));
  }

  /**
   * Shows the form of several roles where the words name a preset or more roles than one; `false`: they name one role, or
   * none, which is asked about elsewhere.
   */
  async activate(session: Session, signOn: SignOn, words: ActivationWords): Promise<boolean> {
    const preset = await this.named(session, words.roleWords);
    if (preset !== undefined) {
      await this.#form(session, signOn, preset.roles, words, preset);
      return true;
    }
    if (!/,|;|\+|&|\sand\s/iu.test(words.roleWords)) return false;
    const named = namedRoles(words.roleWords, await this.#deps.pimFor(signOn).eligibleRoles());
    const { many } = wordsFor(session.card.locale).habits;
    if (named.kind === 'one') return false;
    if (named.kind === 'unclear') await this.#say(session, many.unclear);
    else if (named.roles.length > MOST_ROLES) await this.#say(session, many.tooMany(MOST_ROLES));
    else await this.#form(session, signOn, named.roles, words, undefined);
    return true;
  }

  /** Shows the form of a preset whose button was pressed; one's own, or none. */
  async activatePreset(session: Session, signOn: SignOn, presetId: string): Promise<void> {
    const preset = (await this.#deps.presets.of(session.person)).find(({ id }) => id === presetId);
    if (preset === undefined) return this.#say(session, wordsFor(session.card.locale).habits.presets.gone);
    await this.#form(session, signOn, preset.roles, NOTHING_GIVEN, preset);
  }

  /** Keeps roles under a name. */
  async save(session: Session, signOn: SignOn, words: SaveWords): Promise<void> {
    const { presets: said } = wordsFor(session.card.locale).habits;
    if (words.name === '') return this.#say(session, said.howToSave);
    const name = presetName(words.name);
    if (name === undefined) return this.#say(session, said.badName);
    const eligible = await this.#deps.pimFor(signOn).eligibleRoles();
    if (!this.#deps.isPlainName(name) || matchRole(name, eligible).kind === 'exact')
      return this.#say(session, said.takenName);
    const roles = await this.#rolesToSave(session, words.roleWords, eligible);
    if (typeof roles === 'string') return this.#say(session, roles);
    const preset = {
      id: this.#deps.random.ulid(),
      name,
      roles,
      justification: (words.justification ?? '').slice(0, MAXIMUM_JUSTIFICATION_CHARACTERS),
    };
    if (!(await this.#deps.presets.keep(session.person, preset)))
      return this.#say(session, said.full(MOST_PRESETS));
    const card = presetSavedCard(session.card, await this.#onCard(session, preset, eligible));
    await this.#deps.chatOf(session).sendCard(card);
  }

  /** The person's presets. */
  async list(session: Session, signOn: SignOn): Promise<void> {
    const [presets, eligible] = await Promise.all([
      this.#deps.presets.of(session.person),
      this.#deps.pimFor(signOn).eligibleRoles(),
    ]);
    const shown = await Promise.all(presets.map((preset) => this.#onCard(session, preset, eligible)));
    await this.#deps.chatOf(session).sendCard(presetsCard(session.card, shown));
  }

  /** Forgets a preset of one's own. */
  async forget(session: Session, presetId: string): Promise<void> {
    const { presets: said } = wordsFor(session.card.locale).habits;
    const isGone = await this.#deps.presets.forget(session.person, presetId);
    await this.#say(session, isGone ? said.forgotten : said.gone);
  }

  /** What would be proposed. */
  async defaults(session: Session): Promise<void> {
    const requests = lastOfEachRole(await proposableRequests(this.#deps, session.person));
    const shown = requests.map((request) => ({ ...request, role: roleOfRequest(request) }));
    await this.#deps.chatOf(session).sendCard(defaultsCard(session.card, shown));
  }

  /** From now on nothing is proposed from what was before. */
  async forgetDefaults(session: Session): Promise<void> {
    await this.#deps.forgottenDefaults.forget(session.person);
    await this.#say(session, wordsFor(session.card.locale).habits.defaults.forgotten);
  }

  async #form(
    session: Session,
    signOn: SignOn,
    roles: readonly RoleAtScope[],
    words: Omit<ActivationWords, 'roleWords'>,
    preset: Preset | undefined,
  ): Promise<void> {
    const { many } = wordsFor(session.card.locale).habits;
    const { draft, problems } = draftFromWords(words, session.card.now, session.card.timeZone);
    const startAt = draft.startAt === undefined ? undefined : new Date(draft.startAt);
    const last = await proposableRequests(this.#deps, session.person);
    const prepared = await prepareRoles(
      {
        ...this.#deps,
        pim: this.#deps.pimFor(signOn),
        restraintOn: (role) => restraintOn(this.#deps, session.person, role),
      },
      roles,
      {
        durationMinutes: draft.durationMinutes,
        startAt,
        last,
        unknownName: many.unknownRole,
      },
    );
    const card = manyRolesForm(session.card, {
      draftId: this.#deps.random.ulid(),
      presetName: preset?.name,
      roles: prepared.rows,
      leftOut: prepared.leftOut,
      given: {
        justification: draft.justification ?? preset?.justification ?? '',
        ticketNumber: draft.ticketNumber ?? '',
        ticketSystem: usualTicketSystem(roles, last),
        startAt,
      },
      unmet: [...problems, ...this.#pastStart(startAt)],
    });
    await this.#deps.chatOf(session).sendCard(card);
  }

  #pastStart(startAt: Date | undefined): readonly UnmetRule[] {
    return startAt !== undefined && startAt < this.#deps.clock.now() ? [{ rule: 'start_in_past' }] : [];
  }

  /** The roles that are to be kept, or why none can be. */
  async #rolesToSave(
    session: Session,
    roleWords: string,
    eligible: readonly EligibleRole[],
  ): Promise<readonly RoleAtScope[] | string> {
    const { many, presets: said } = wordsFor(session.card.locale).habits;
    if (roleWords === '') {
      const done = madeTogether(await this.#deps.requests.lastOf(session.person, MOST_ROLES));
      return done.length === 0 ? said.nothingDone : done;
    }
    const one = matchRole(roleWords, eligible);
    if (one.kind === 'exact') return [roleAtScope(one.candidate)];
    const named = namedRoles(roleWords, eligible);
    if (named.kind !== 'roles') return many.unclear;
    return named.roles.length > MOST_ROLES ? many.tooMany(MOST_ROLES) : named.roles;
  }

  async #onCard(session: Session, preset: Preset, eligible: readonly EligibleRole[]): Promise<PresetOnCard> {
    const { unknownRole } = wordsFor(session.card.locale).habits.many;
    const roles = await Promise.all(
      preset.roles.map(async (role) => {
        const known = eligible.find((candidate) => isSameRole(roleAtScope(candidate), role));
        return known === undefined ? roleShown(this.#deps, role, unknownRole) : roleOnCard(known);
      }),
    );
    return { ...preset, roles };
  }

  async #say(session: Session, text: string): Promise<void> {
    await this.#deps.chatOf(session).sendText(text);
  }
}

/** The roles of the last request and of those that were made shortly before it. */
function madeTogether(requests: readonly FollowedRequest[]): readonly RoleAtScope[] {
  const [newest] = requests;
  if (newest === undefined) return [];
  return lastOfEachRole(requests)
    .filter(({ createdAt }) => newest.createdAt.getTime() - createdAt.getTime() <= TOGETHER_MS)
    .map(({ roleDefinitionId, scopeId }) => ({ roleDefinitionId, scopeId }));
}

/** The one used last for any of the roles. */
const usualTicketSystem = (roles: readonly RoleAtScope[], last: readonly FollowedRequest[]): string =>
  last.find((request) => request.ticketSystem !== '' && roles.some((role) => isSameRole(request, role)))
    ?.ticketSystem ?? '';
