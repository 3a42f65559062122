import type { ProfileName, RoadData } from '../../shared/roads.ts'
import { currentDataSet, removeDataSet, removeOtherDataSets, type DataSet } from './data-set.ts'
import type { RemoteRoadQueries } from './engine/road-queries.ts'
import { createTravel } from './create-travel.ts'
import { readRoadFile } from './road-file.ts'
import { openRoadsPool } from './roads-pool.ts'
import type { Travel } from './travel.ts'

/** The streets of this installation, as far as there are any. */
export interface Roads {
  /** Times and distances of the own engine, estimates where there are no streets. */
  readonly travel: Travel
  /** 'failed': there is a data set, but it cannot be used. */
  readonly state: () => 'ready' | 'empty' | 'failed'
  /** Why it failed. */
  readonly detail: () => string | null
  readonly data: () => RoadData | null
  /** The data set's PMTiles file. */
  readonly mapPath: () => string | undefined
  /** Direct questions to the engine, in its threads; undefined unless ready. */
  readonly engine: () => RemoteRoadQueries | undefined
  /**
   * Takes what `current` names into use, after an import has published it; questions under way end with the former.
   * Never rejects: what cannot be loaded makes the state 'failed'. The former data set is removed once the new is loaded.
   */
  readonly reload: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface RoadsOptions {
  readonly dataDir: string
  /** What people of this installation travel by. */
  readonly profile: () => Promise<ProfileName>
}

/** Opens the data set in use. A broken one is no reason for the server not to start: it is said in the state. */
export async function openRoads({ dataDir, profile }: RoadsOptions): Promise<Roads> {
  const pool = openRoadsPool()
  let loaded: Loaded = {}
  const state = () => (loaded.failure ? 'failed' : loaded.engine ? 'ready' : 'empty')

  const roads: Roads = {
    travel: createTravel({
      profile,
      dataId: () => loaded.dataSet?.about.id ?? null,
      engine: () => loaded.engine,
      failure: () => loaded.failure,
    }),
    state,
    detail: () => loaded.failure ?? null,
    data: () => loaded.dataSet?.about ?? null,
    mapPath: () => loaded.dataSet?.mapPath,
    engine: () => loaded.engine,
    async reload() {
      const former = loaded.dataSet?.about.id
      loaded = await load(dataDir, pool.over)
      if (
        loaded.failure === undefined &&
        former !== undefined &&
        former !== loaded.dataSet?.about.id
      )
        await removeDataSet(dataDir, former)
    },
    close: () => pool.close(),
  }
  await roads.reload()
  // Without streets to use, any of the others may be what somebody wants back.
  if (roads.state() !== 'failed') await removeOtherDataSets(dataDir)
  return roads
}

interface Loaded {
  dataSet?: DataSet
  engine?: RemoteRoadQueries
  failure?: string
}

async function load(
  dataDir: string,
  open: (memory: SharedArrayBuffer) => RemoteRoadQueries,
): Promise<Loaded> {
  let dataSet
  try {
    dataSet = await currentDataSet(dataDir)
    if (!dataSet) return {}
    return { dataSet, engine: open(await readRoadFile(dataSet.roadsPath)) }
  } catch (error) {
    return {
      ...(dataSet ? { dataSet } : {}),
      failure: error instanceof Error ? error.message : String(error),
    }
  }
}
