import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import mocha from 'eslint-plugin-mocha';
import regexp from 'eslint-plugin-regexp';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const askTheClock = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Ask the Clock.' },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'Ask the Clock.',
  },
  {
    selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    message: 'Ask the Random port.',
  },
];

export default defineConfig(
  globalIgnores(['coverage/', '**/node_modules/', 'dist/', '.stryker-tmp/']),
  {
    files: ['**/*.ts'],
    extends: [
      js.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'hack'] }],
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/config.ts reads the environment.' },
      ],
      'no-restricted-syntax': ['error', ...askTheClock],
      // A property that is taken out of an object is named to be left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    // A pattern that takes long on some text is a way to stop the service.
    files: ['src/**/*.ts', 'sandbox/**/*.ts', 'sandbox/playground/page/**/*.js'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'certain' }],
      'regexp/no-super-linear-move': ['error', { report: 'certain' }],
    },
  },
  {
    files: [
      'src/cli/**/*.ts',
      'sandbox/main.ts',
      'bench/**/*.ts',
      'torture/**/*.ts',
      'attacks/**/*.ts',
      'conformance/**/*.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: [
      'src/config.ts',
      'sandbox/**/*.ts',
      'test/**/*.ts',
      'bench/**/*.ts',
      'torture/**/*.ts',
      'attacks/**/*.ts',
      'conformance/**/*.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: [
      'src/main.ts',
      'src/cli/main.ts',
      // Translates what a library reckoned by the machine's clock.
      'src/graph/tokenEnd.ts',
      'sandbox/**/*.ts',
      'test/**/*.ts',
      'bench/**/*.ts',
      'torture/**/*.ts',
      'attacks/**/*.ts',
      'conformance/**/*.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    extends: [mocha.configs.recommended],
    rules: {
      'max-lines-per-function': 'off',
      'mocha/no-mocha-arrows': 'off',
      'mocha/no-setup-in-describe': 'off',
      'mocha/no-exports': 'off',
      'mocha/max-top-level-suites': 'off',
      'mocha/no-top-level-hooks': 'off',
      'mocha/no-sibling-hooks': 'off',
    },
  },
  {
    files: ['bin/*.mjs', 'sandbox/**/*.mjs', 'sandbox/playground/page/**/*.js', '*.js'],
    extends: [js.configs.recommended],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  prettier,
);
