import type { FastifyBaseLogger } from 'fastify'
import { roles } from '../../shared/auth.ts'
import type { ServerEvents } from '../../shared/live.ts'
import type { ProfileName, RoadData, RoadImport, RoadState } from '../../shared/roads.ts'
import type { Bus } from '../platform/bus.ts'
import type { Parts } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { readSetting, writeSetting } from '../platform/settings.ts'
import { currentId, withdrawDataSet } from './data-set.ts'
import type { RemoteRoadQueries } from './engine/road-queries.ts'
import { openEngine } from './engines/open-engine.ts'
import type { TravelEngine } from './engines/travel-engine.ts'
import type { DrawMap } from './import-roads.ts'
import { createTravel } from './create-travel.ts'
import { createRoadImporter, type RoadImporter } from './road-importer.ts'
import { openRoads } from './roads.ts'
import type { Travel } from './travel.ts'

/** Everything about roads that lives as long as the server. */
export interface RoadWorks {
  readonly travel: Travel
  readonly importer: RoadImporter
  /**
   * The engine that answers for times and distances; undefined while there are no streets.
   * @throws Problem road-engine-unavailable
   */
  engine(): TravelEngine | undefined
  /**
   * The own engine over the imported streets, whoever else answers for times.
   * @throws Problem road-engine-unavailable, roads-missing
   */
  ownEngine(): RemoteRoadQueries
  /** The imported base map, one PMTiles file. */
  mapPath(): string | undefined
  state(): Promise<RoadState>
  changeProfile(profile: ProfileName): Promise<void>
  /**
   * Imports a file of this machine.
   * @throws Problem roads-import-running, roads-unreadable
   */
  importFile(path: string, fileName: string, heard?: (state: RoadImport) => void): Promise<RoadData>
  /** Back to estimates and an empty map. @throws Problem roads-missing, roads-import-running */
  removeData(): Promise<void>
  close(): Promise<void>
}

export interface RoadWorksOptions extends Parts {
  /** Brings what other nodes announce. */
  readonly bus: Bus
  readonly drawMap: DrawMap
  readonly log: FastifyBaseLogger
}

/** What is imported from this machine belongs to whoever had it there. */
const keepFile = () => Promise.resolve()

/** How long streets of another node may go unnoticed when its news was missed, as while Redis is away. */
const LOOK_MILLIS = 60_000

const PROFILE_SETTING = 'travel-profile'

/** Opens the streets in use and the engine that the configuration names. */
export async function openRoadWorks(options: RoadWorksOptions): Promise<RoadWorks> {
  const { db, config, bus, announce, drawMap, log } = options
  const { dataDir, roadEngine } = config
  const profile = async () => (await readSetting<ProfileName>(db, PROFILE_SETTING)) ?? 'e-bike'
  const roads = await openRoads({ dataDir, profile })
  const remote = roadEngine.name === 'own' ? undefined : openEngine(roadEngine)
  const dataId = () => roads.data()?.id ?? null
  const changed = () => announce('roads:changed', [{ dataId: dataId() }], { roles })
  const reload = () => roads.reload()
  const openOwn = () => {
    const detail = roads.detail()
    if (detail !== null) throw new Problem('road-engine-unavailable', detail)
    return roads.engine()
  }
  const leaveBus = bus.subscribe(({ event, payload }) => {
    const [news] = payload as Parameters<ServerEvents['roads:changed']>
    if (event === 'roads:changed' && news.dataId !== dataId())
      reload().catch((error: unknown) => log.error({ err: error }, 'roads were not reloaded'))
  })
  const look = setInterval(() => {
    lookForNews().catch((error: unknown) => log.warn({ err: error }, 'roads were not looked at'))
  }, LOOK_MILLIS).unref()
  const lookForNews = async () => {
    if (((await currentId(dataDir)) ?? null) === dataId()) return
    await reload()
    // Whoever looks at this node was not told either.
    bus.relay({ event: 'roads:changed', payload: [{ dataId: dataId() }], to: { roles } })
  }
  const importer = createRoadImporter({ dataDir, drawMap, log, reload, changed })

  return {
    travel: remote
      ? createTravel({
          profile,
          dataId: () => null,
          engine: () => remote,
          failure: () => undefined,
        })
      : roads.travel,
    importer,
    engine: () => remote ?? openOwn(),
    ownEngine() {
      const engine = openOwn()
      if (!engine) throw new Problem('roads-missing')
      return engine
    },
    mapPath: () => roads.mapPath(),
    async state() {
      const travelBy = await profile()
      const told = await remote?.state()
      // All of one moment: nothing is waited for between the import's state and what it has made.
      return {
        engine: roadEngine.name,
        state: told?.state ?? roads.state(),
        detail: told ? told.detail : roads.detail(),
        profile: travelBy,
        data: roads.data(),
        import: importer.state(),
      }
    },
    async changeProfile(next) {
      await writeSetting(db, PROFILE_SETTING, next)
      changed()
    },
    importFile: (path, fileName, heard) =>
      importer.start(fileName, () => Promise.resolve({ path, discard: keepFile }), heard).done,
    async removeData() {
      if (importer.state()?.status === 'running') throw new Problem('roads-import-running')
      if (roads.state() === 'empty') throw new Problem('roads-missing')
      await withdrawDataSet(dataDir)
      await roads.reload()
      changed()
    },
    async close() {
      leaveBus()
      clearInterval(look)
      await importer.cancel()
      await roads.close()
    },
  }
}
