import { type CloudParts, clouds, microsoftClouds } from '../../src/pim/clouds.ts';
import { assertGenerated } from '../support/projectFiles.ts';

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A part in code type, with a mark where no source settles it. */
const cell = (parts: CloudParts, name: keyof CloudParts): string => {
  const value = parts[name];
  const all = (typeof value === 'string' ? [value] : value).map((one) => one.replace(/\/#.*$/, ''));
  return all.map((one) => `\`${one}\``).join(', ') + (parts.notSettled.includes(name) ? ' *' : '');
};

const columns = {
  'Login host': 'loginHost',
  Graph: 'graphUrl',
  'Teams connector': 'connectorHosts',
  'Its token is for': 'connectorResource',
  'Keys of the channel': 'channelMetadataUrl',
  'Issuer of the channel': 'channelIssuer',
  'Key vaults': 'vaultHost',
  'Own files': 'storageHost',
  Portal: 'portalUrl',
} as const satisfies Readonly<Record<string, keyof CloudParts>>;

describe('docs/operations.md, clouds', () => {
  it('lists every part of every cloud', () => {
    const rows = Object.entries(columns).map(([title, name]) =>
      row(title, ...microsoftClouds.map((cloud) => cell(clouds[cloud], name))),
    );
    const head = ['', ...microsoftClouds.map((cloud) => `\`${cloud}\`: ${clouds[cloud].title}`)];
    assertGenerated(
      'docs/operations.md',
      'clouds',
      [row(...head), row(...head.map(() => '---')), ...rows].join('\n'),
    );
  });
});
