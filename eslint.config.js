import svelte from 'eslint-plugin-svelte'
import tseslint from 'typescript-eslint'
import svelteConfig from './client/svelte.config.js'

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'node_modules/', 'server/platform/database/tables.ts'] },
  {
    files: ['**/*.ts', '**/*.svelte', '**/*.svelte.ts'],
    extends: [tseslint.configs.strictTypeChecked, svelte.configs['flat/recommended']],
    languageOptions: {
      parserOptions: {
        project: ['./shared/tsconfig.json', './server/tsconfig.json', './client/tsconfig.json', './test/tsconfig.json'],
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      // Fastify plugins and hooks are async by idiom.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 12],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
    rules: {
      // The single page makes its own addresses (lib/url.svelte.ts); there is no SvelteKit to resolve them.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['server/planning/solver/**/*.ts'],
    // Typed arrays in tight loops: indexes are in range by construction, checked by its property tests.
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }] },
  },
)
