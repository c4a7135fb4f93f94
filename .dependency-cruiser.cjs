/** Who may import whom: docs/architecture.md in a form that a tool checks. */
const may = (folder, ...allowed) => ({
  name: `${folder}-imports-only-${allowed.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: [folder, ...allowed].map((name) => `^src/${name}/`) },
});
const never = (name, from, to) => ({ name, severity: 'error', from, to });

module.exports = {
  forbidden: [
    may('pim'),
    may('words', 'pim'),
    may('cards', 'pim', 'words'),
    may('dialogs', 'pim', 'cards', 'words'),
    may('reports', 'pim', 'words'),
    may('jobs', 'pim', 'reports'),
    may('bot', 'pim', 'cards', 'dialogs', 'reports', 'words'),
    may('graph', 'pim'),
    may('store', 'pim'),
    may('tickets', 'pim'),
    never('pim-is-pure', { path: '^src/pim/' }, { dependencyTypesNot: ['local'] }),
    never('words-are-pure', { path: '^src/words/' }, { dependencyTypes: ['core'] }),
    never(
      'botbuilder-stays-in-the-bot',
      { path: '^src/', pathNot: '^src/(bot|dialogs)/|^src/store/botState\\.ts$' },
      { path: 'node_modules/(botbuilder|botframework)' },
    ),
    never('main-is-the-top', {}, { path: '^src/main\\.ts$' }),
    never(
      'src-stands-alone',
      { path: '^src/' },
      { path: '^(sandbox|test|bench|torture|attacks|conformance)/' },
    ),
    never(
      'sandbox-stands-alone',
      { path: '^sandbox/' },
      { path: '^(src|test|bench|torture|attacks|conformance)/' },
    ),
    never('no-cycles', {}, { circular: true }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};
