import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { type Logger } from '../pim/logger.ts';

/** A certificate and the key that belongs to it, PEM. */
export interface CertificatePair {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** Where they lie. */
export interface CertificatePaths {
  readonly certificate: string;
  readonly privateKey: string;
}

/**
 * The pair as it lies on the disk now. A pair that does not fit together is being written just now, or was put there
 * wrong: the one before stays in use, and the log says so once.
 */
export function watchCertificate(
  first: CertificatePair,
  { certificate, privateKey }: CertificatePaths,
  logger: Logger,
): () => CertificatePair {
  let used = first;
  let seen = stampOf(certificate, privateKey);
  return () => {
    const stamp = stampOf(certificate, privateKey);
    if (stamp === seen) return used;
    seen = stamp;
    const pair = readPair(certificate, privateKey);
    if (pair === undefined) {
      logger.warn(
        { event: 'certificate.unfit' },
        'The certificate and its key on the disk do not fit together; the ones before stay in use',
      );
    } else if (pair.certificatePem !== used.certificatePem) {
      used = pair;
      const { fingerprint256, validTo } = new X509Certificate(pair.certificatePem);
      logger.info({ event: 'certificate.changed', fingerprint256, validTo }, 'A new certificate is in use');
    }
    return used;
  };
}

/** Changes whenever one of the files does; a missing file counts as one more state. */
function stampOf(...paths: readonly string[]): string {
  const stamps = paths.map((path) => {
    const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? 'gone' : `${stat.ino}/${stat.mtimeNs}/${stat.size}`;
  });
  return stamps.join(' ');
}

function readPair(certificate: string, privateKey: string): CertificatePair | undefined {
  try {
    const pair = {
      certificatePem: readFileSync(certificate, 'utf8'),
      privateKeyPem: readFileSync(privateKey, 'utf8'),
    };
    const isOne = new X509Certificate(pair.certificatePem).checkPrivateKey(
      createPrivateKey(pair.privateKeyPem),
    );
    return isOne ? pair : undefined;
  } catch {
    return undefined;
  }
}
