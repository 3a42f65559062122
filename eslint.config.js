import svelte from 'eslint-plugin-svelte'
import tseslint from 'typescript-eslint'
import svelteConfig from './client/svelte.config.js'

const pages = ['**/*.svelte', '**/*.svelte.ts']

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'node_modules/', 'server/platform/database/tables.ts'] },
  {
    files: ['**/*.ts', '**/*.svelte'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['shared', 'server', 'client', 'test'].map((part) => `./${part}/tsconfig.json`),
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      // Fastify plugins and hooks are async by idiom.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 12],
    },
  },
  { files: pages, extends: [svelte.configs['flat/recommended']] },
  {
    files: pages,
    languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
    rules: {
      // The single page makes its own addresses (lib/url.svelte.ts); there is no SvelteKit to resolve them.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // Every index there is within a typed array's bounds by construction; `?? 0` would hide a mistake as a zero.
    files: ['server/solver/**/*.ts', 'server/roads/hierarchy/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }] },
  },
)
