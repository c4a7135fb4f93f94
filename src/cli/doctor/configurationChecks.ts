import { X509Certificate } from 'node:crypto';
import { ConfigError } from '../../config.ts';
import { type ConfigParts } from '../../configParts.ts';
import { encryptionKeysOf } from '../../connections.ts';
import { type CommandWorld } from '../command.ts';
import { silent } from '../commandStore.ts';
import { attention, failed, type Finding, look, notLookedAt, type Seen, well } from './finding.ts';

const DAY_MS = 86_400_000;
/** A certificate that ends sooner is worth a word. Days. */
const SOON_DAYS = 30;

/** What can be said of the configuration without asking anybody but a vault. */
export const configurationChecks = (
  parts: ConfigParts,
  world: Pick<CommandWorld, 'clock'>,
): Promise<readonly Finding[]> =>
  Promise.all([
    look('configuration', () => Promise.resolve(configuration(parts))),
    look('credential', () => Promise.resolve(credential(parts, world.clock.now()))),
    look('encryptionKey', () => encryptionKey(parts, world)),
  ]);

const configuration = ({ reasons, cloud }: ConfigParts): Seen =>
  reasons.length === 0
    ? well(`every value can be read; the cloud is ${cloud ?? 'unknown'}`)
    : failed(
        `Latchkey would not start: ${reasons.join(' ')}`,
        'Set it in the environment, or in the file that --env-file names; .env.example explains each name.',
      );

function credential({ entra, cloud }: ConfigParts, now: Date): Seen {
  if (entra === undefined)
    return notLookedAt('the configuration is wrong', 'Put the configuration right first.');
  const { credential: found } = entra;
  switch (found.kind) {
    case 'managedIdentity':
      return well('a managed identity');
    case 'secret':
      return cloud === 'sandbox'
        ? well('a client secret, of the offline tenant')
        : attention(
            'a client secret, which can be copied without anybody noticing',
            'Take a managed identity that the registration trusts, or a certificate.',
          );
    case 'certificate':
      return certificate(found.certificatePem, now);
  }
}

function certificate(pem: string, now: Date): Seen {
  const renew = 'Add a new one to the registration, and put the two files in place; no restart is needed.';
  const read = readCertificate(pem);
  if (read === undefined) return failed('the certificate is no certificate', 'Give the file in PEM.');
  const days = Math.floor((read.validToDate.getTime() - now.getTime()) / DAY_MS);
  const until = read.validToDate.toISOString().slice(0, 10);
  if (now < read.validFromDate)
    return failed('a certificate that is not valid yet', 'Look at the clock, or wait.');
  if (days < 0) return failed(`a certificate that ended on ${until}`, renew);
  return days < SOON_DAYS
    ? attention(`a certificate that ends on ${until}`, renew)
    : well(`a certificate until ${until}`);
}

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

async function encryptionKey(
  { whole, cloud }: ConfigParts,
  { clock }: Pick<CommandWorld, 'clock'>,
): Promise<Seen> {
  if (whole === undefined)
    return notLookedAt('the configuration is wrong', 'Put the configuration right first.');
  try {
    const keys = await encryptionKeysOf(whole, { clock, logger: silent });
    if (keys !== undefined)
      return well(keys.length === 1 ? 'one key' : `${keys.length} keys; the first one seals`);
    return cloud === 'sandbox'
      ? well('none, as the offline tenant may: sign-ins are forgotten at a restart')
      : failed('none', 'Set LATCHKEY_ENCRYPTION_KEY, or name a file or a vault that holds it.');
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return failed(error.reasons.join(' '), 'Look at the vault, and at who may read its secrets.');
  }
}
