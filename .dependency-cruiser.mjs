// The import directions of the project, as a rule that fails `npm run check`. Arrows point to what is imported:
//
//   client/screens -> client features -> client/map, client/lib -> shared
//   server/main -> cli -> start-server -> app -> features -> platform -> shared
//   features meet only at each other's index.ts; solver -> solver only

const features =
  'areas|auth|demo|imports|installation|licences|live|optimizer|osm|people|planning|positions|reports|retailers|roads|simulation|solver|tiles|visits'

/** Which features a feature may use (at their index.ts). Everyone may use auth. */
const meets = {
  areas: [],
  auth: [],
  demo: ['imports', 'planning', 'roads'],
  imports: [],
  installation: ['planning'],
  licences: ['retailers', 'reports', 'areas'],
  live: [],
  optimizer: ['roads', 'solver'],
  osm: [],
  people: [],
  planning: ['retailers', 'people', 'reports', 'roads', 'visits', 'optimizer', 'solver'],
  positions: [],
  reports: ['retailers'],
  retailers: ['roads'],
  roads: ['osm', 'tiles'],
  simulation: ['planning', 'positions', 'visits'],
  solver: [],
  tiles: ['osm', 'retailers'],
  visits: ['reports', 'retailers'],
}

/** What the times of a tour are made of, where a server and a browser must reckon alike. */
const arithmetic =
  '^server/(solver/index|planning/(broken-rules|day-clock|day-problem|kept-legs|locks/shop-lock|may-go|parking|retime-tour|time-tour|time-visit|tour-legs))\\.ts$'

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'shared-is-pure',
      comment: 'The contract runs in the browser and on the server: no I/O, nothing but typebox.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: '^shared/|^node_modules/typebox/' },
    },
    {
      name: 'client-and-server-meet-in-shared',
      severity: 'error',
      from: { path: '^(client|server)/' },
      to: { path: '^(client|server|test)/', pathNot: `^$1/|${arithmetic}` },
    },
    {
      name: 'tour-arithmetic-is-pure',
      comment: 'Desks price a move by it before it is made, in the browser: no database, no roads.',
      severity: 'error',
      from: { path: arithmetic, pathNot: '^server/solver/' },
      to: { pathNot: `^shared/|${arithmetic}` },
    },
    {
      name: 'prices-alone-use-tour-arithmetic',
      comment: 'All else a page asks the server.',
      severity: 'error',
      from: { path: '^client/', pathNot: '^client/planning/price/' },
      to: { path: '^server/' },
    },
    {
      name: 'solver-stands-alone',
      comment: 'It must run in a browser worker unchanged.',
      severity: 'error',
      from: { path: '^server/solver/' },
      to: { pathNot: '^server/solver/' },
    },
    {
      name: 'vroom-is-pure',
      comment:
        'JSON in, JSON out: no HTTP, no threads, and nothing of the solver but its contract.',
      severity: 'error',
      from: { path: '^server/optimizer/vroom/' },
      to: {
        path: '^server/|^node_modules/',
        pathNot: '^server/(optimizer/vroom/|solver/index\\.ts$)|^node_modules/typebox/',
      },
    },
    {
      name: 'road-algorithms-stand-alone',
      comment: 'Graphs in, paths out: no database, no HTTP.',
      severity: 'error',
      from: { path: '^server/roads/(network|hierarchy|engine)/' },
      to: {
        path: '^server/|^node_modules/(fastify|pg|kysely)/',
        pathNot: '^server/(osm|roads/(network|hierarchy|engine))/',
      },
    },
    {
      name: 'hierarchy-knows-no-roads',
      severity: 'error',
      from: { path: '^server/roads/hierarchy/' },
      to: { pathNot: '^server/roads/hierarchy/' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^server/platform/' },
      to: { path: `^server/(${features}|cli)/|^server/(app|main|start-server)\\.ts$` },
    },
    {
      name: 'features-do-not-know-the-wiring',
      severity: 'error',
      from: { path: `^server/(${features})/` },
      to: { path: '^server/(cli/|app\\.ts|main\\.ts|start-server\\.ts)' },
    },
    {
      name: 'features-meet-at-their-index',
      severity: 'error',
      from: { path: `^server/(${features})/` },
      to: { path: `^server/(${features})/`, pathNot: `^server/$1/|/index\\.ts$` },
    },
    ...Object.entries(meets).map(([from, to]) => ({
      name: `${from}-uses-only-its-own`,
      severity: 'error',
      from: { path: `^server/${from}/` },
      to: {
        path: `^server/(${features})/`,
        pathNot: `^server/(${[from, 'auth', ...to].join('|')})/`,
      },
    })),
    {
      name: 'sql-lives-in-queries',
      comment: 'Statements are read where queries are: queries*.ts of a feature, and the platform.',
      severity: 'error',
      from: {
        path: `^server/(${features})/`,
        pathNot: 'queries[^/]*\\.ts$|^server/imports/|^server/auth/first-administrator',
      },
      to: { path: '^node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'client-features-do-not-know-screens',
      severity: 'error',
      from: { path: '^client/(?!screens/|App\\.svelte|main\\.ts)' },
      to: { path: '^client/screens/' },
    },
    {
      name: 'client-lib-and-map-know-no-feature',
      severity: 'error',
      from: { path: '^client/(lib|map)/' },
      to: { path: '^client/(?!lib/|map/)[^/]+/', pathNot: '/words\\.ts$' },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^geojson$|^@lucide/svelte/|^\\.\\./dist/|\\?' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.svelte'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'browser', 'default', 'types'],
    },
  },
}
