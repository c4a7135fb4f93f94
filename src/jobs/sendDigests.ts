import { type PrincipalId, personKey, type TenantId } from '../pim/ids.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { keepSettings } from '../pim/operations/keepSettings.ts';
import { keepStanding } from '../pim/operations/keepStanding.ts';
import { type SharedHoldings } from '../pim/operations/sharedHoldings.ts';
import { type SharedSettings } from '../pim/operations/sharedSettings.ts';
import {
  type Conversation,
  type DigestMessage,
  type Digests,
  type Lookback,
  type PreferenceStore,
} from '../pim/records.ts';
import { type DigestSettings, dueDigestsAt } from './dueDigests.ts';

/** What the daily digests need. */
export interface DigestDeps extends Pick<
  OperationDeps,
  'conversations' | 'directory' | 'clock' | 'random' | 'logger'
> {
  readonly tenantId: TenantId;
  readonly preferences: PreferenceStore;
  readonly digests: Digests;
  readonly lookback: Lookback;
  readonly holdings: SharedHoldings;
  readonly roleSettings: SharedSettings;
  readonly settings: DigestSettings;
}

const PAGE = 200;

/**
 * Queues the digests that are due: once per reader, kind and local date, whoever runs this and however often. It asks
 * the store a few questions for each page of people, and Graph none but who the administrators are.
 */
export async function sendDigests(deps: DigestDeps): Promise<void> {
  const dueFor = dueDigestsAt(deps.clock.now(), deps.settings);
  const administrators = administratorsOf(deps);
  let after: PrincipalId | undefined;
  let forAdministrators = 0;
  for (;;) {
    const page = await deps.conversations.installed(deps.tenantId, after, PAGE);
    const chosen = await deps.preferences.ofMany(page.map(({ person }) => person));
    const due = page.map((conversation) => ({
      conversation,
      ...dueFor({ ...conversation, chosen: chosen.get(personKey(conversation.person)) ?? {} }),
    }));
    await queue(
      deps,
      due.flatMap(({ conversation, personal }) => entry(conversation, personal)),
    );
    const told = due.flatMap(({ conversation, administrators: message }) => entry(conversation, message));
    if (told.length > 0) {
      const members = await administrators();
      forAdministrators += await queue(
        deps,
        told.filter(({ person }) => members.has(person.id)),
      );
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = last.person.id;
  }
  if (forAdministrators > 0) await remember(deps);
  deps.holdings.release();
  deps.roleSettings.release();
}

type Entry = Pick<Conversation, 'person'> & { readonly message: DigestMessage };

const entry = ({ person }: Conversation, message: DigestMessage | undefined): readonly Entry[] =>
  message === undefined ? [] : [{ person, message }];

const queue = async ({ digests, random }: DigestDeps, entries: readonly Entry[]): Promise<number> =>
  entries.length === 0 ? 0 : digests.queue(entries.map((one) => ({ id: random.ulid(), ...one })));

/** Who may be told, asked once a run and only if somebody's time has come; nobody where it cannot be read. */
function administratorsOf({
  directory,
  logger,
  settings: { administrators },
}: DigestDeps): () => Promise<ReadonlySet<PrincipalId>> {
  const read = async (): Promise<ReadonlySet<PrincipalId>> => {
    if (administrators === undefined) return new Set();
    try {
      return new Set((await directory.peopleOf(administrators.groupId)).map(({ id }) => id));
    } catch (error) {
      logger.warn(
        { event: 'administrators.unreadable', err: error },
        'The administrators’ group is unknown now',
      );
      return new Set();
    }
  };
  let members: Promise<ReadonlySet<PrincipalId>> | undefined;
  return () => (members ??= read());
}

/** Without it tomorrow's digest cannot say what changed; that is no reason to keep today's back. */
async function remember(deps: DigestDeps): Promise<void> {
  try {
    await keepStanding(deps);
  } catch (error) {
    deps.logger.warn(
      { event: 'standing.notKept', err: error },
      'Standing assignments could not be noted for the next digest',
    );
  }
  try {
    await keepSettings(deps);
  } catch (error) {
    deps.logger.warn(
      { event: 'roleSettings.notKept', err: error },
      'The settings of roles could not be noted for the next digest',
    );
  }
}
