import { type AuditOutlets } from './auditOutlets.ts';
import { type TurnAdapter } from './bot/adapter.ts';
import { type ChannelEndpoints } from './bot/channelEndpoints.ts';
import { type Connector } from './bot/connector.ts';
import { type LimitedBy } from './bot/inboundLimits.ts';
import { type FileDownloads } from './bot/files/fileDownloads.ts';
import { type FileUploads } from './bot/files/fileUploads.ts';
import { type TeamsWatch } from './bot/teamsWatch.ts';
import { type MicrosoftEndpoints } from './graph/endpoints.ts';
import { type Entra } from './graph/entra.ts';
import { type HouseRuleBook } from './houseRuleBook.ts';
import { type Logger } from './pim/logger.ts';
import { type Clock, type Random } from './pim/ports.ts';
import { type Tickets } from './pim/tickets.ts';
import { type RestoreWatch } from './restoreWatch.ts';
import { type Settings } from './settings.ts';
import { type Store } from './store/store.ts';

/** Everything that reaches outside the process. */
export interface Adapters {
  readonly entra: Entra;
  readonly store: Store;
  readonly auditOutlets: AuditOutlets;
  readonly restoreWatch: RestoreWatch;
  readonly connector: Connector;
  /** How the connector's calls ended. */
  readonly teamsWatch: Pick<TeamsWatch, 'isCutOff'>;
  readonly files: FileUploads;
  readonly downloads: FileDownloads;
  readonly adapter: TurnAdapter;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** From 0 up to 1; spreads repeated tries. */
  readonly jitter: () => number;
  /** Hears of every activity that was dropped because it came too fast. */
  readonly onLimited?: (by: LimitedBy) => void;
  /** The rules of the house. */
  readonly houseRules?: Pick<HouseRuleBook, 'look' | 'current'>;
  /** `undefined`: no ticket system is set up. */
  readonly tickets?: Tickets | undefined;
}

/** What the service is told about itself. */
export interface AppSettings {
  readonly appId: string;
  readonly tenantId: string;
  readonly publicUrl: string;
  readonly channel: Pick<ChannelEndpoints, 'clientOrigins'>;
  readonly endpoints: Pick<MicrosoftEndpoints, 'portalUrl'>;
  readonly cardActions: 'execute' | 'submit';
  readonly settings: Settings;
}
