import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Tests that open a database, over the public doors. They run on both engines: DATABASE_URL chooses. */
const database = [
  'areas',
  'auth',
  'cli',
  'database',
  'imports',
  'installation',
  'licences',
  'live',
  'people',
  'planning',
  'positions',
  'reports',
  'retailers',
  'simulation',
  'tiles',
  'visits',
]
  .map((folder) => `test/${folder}/**/*.test.ts`)
  .concat('test/roads/*.test.ts', 'test/optimizer/*.test.ts')

export default defineConfig({
  root,
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'test/{shared,demo,solver,config,platform,osm}/**/*.test.ts',
            // Above these folders are the tests of the doors, with a database.
            'test/roads/{network,hierarchy,engine,engines}/**/*.test.ts',
            'test/optimizer/vroom/**/*.test.ts',
          ],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        plugins: [svelte()],
        test: { name: 'client', include: ['test/client/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: database,
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
