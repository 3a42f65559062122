import type { LngLatBoundsLike, Map as MapLibreMap, PaddingOptions } from 'maplibre-gl'
import { createContext } from 'svelte'
import type { LngLat } from '../../shared/geo.ts'
import type { PickTarget } from './pick.ts'

/** Pixels from the rim of the free map within which a thing counts as out of sight. */
const EDGE = 40

/** The map that the components inside `TerritoryMap` draw on. */
export class Stage {
  /** Undefined until its style has loaded, and after it is gone. */
  map = $state.raw<MapLibreMap | undefined>(undefined)
  /** What can be clicked, the last added on top. */
  readonly picks: PickTarget[] = []
  /** A tool that takes the clicks instead of the selection. */
  tool = $state.raw<((at: LngLat) => void) | undefined>(undefined)

  /** Pixels of the map that panels cover. */
  padding = $state.raw<PaddingOptions>({ top: 0, left: 0, right: 0, bottom: 0 })

  /** Where the camera is on its way to. */
  #goal: ((map: MapLibreMap) => void) | undefined

  /** Says what panels cover. A move under way starts again for what is free now. */
  setPadding(padding: PaddingOptions): void {
    const goal = this.#goal
    this.padding = padding
    this.map?.setPadding(padding)
    if (goal) this.#move(goal)
  }

  #move(goal: (map: MapLibreMap) => void): void {
    const { map } = this
    if (!map) return
    goal(map)
    this.#goal = goal
    map.once('moveend', () => {
      this.#goal = undefined
    })
  }

  /** Moves the camera so that all points are in the part of the map that no panel covers. */
  fit(points: readonly LngLat[], maxZoom = 15): void {
    if (points.length > 0) this.fitBounds(boundsOf(points), maxZoom)
  }

  fitBounds(bounds: LngLatBoundsLike, maxZoom = 15): void {
    this.#move((map) => map.fitBounds(bounds, { padding: 48, maxZoom, duration: 500 }))
  }

  /** Brings a point into view, without moving when it is there already. */
  show(at: LngLat, zoom = 15): void {
    this.#move((map) => {
      if (isInView(map, at) && map.getZoom() >= zoom - 2) return
      map.easeTo({ center: at, zoom: Math.max(map.getZoom(), zoom), duration: 500 })
    })
  }
}

function isInView(map: MapLibreMap, at: LngLat): boolean {
  const { clientWidth, clientHeight } = map.getContainer()
  const { x, y } = map.project(at)
  const { left = 0, right = 0, top = 0, bottom = 0 } = map.getPadding()
  return (
    x > left + EDGE &&
    x < clientWidth - right - EDGE &&
    y > top + EDGE &&
    y < clientHeight - bottom - EDGE
  )
}

/** The smallest box around points; there must be one. */
export function boundsOf(points: readonly LngLat[]): [number, number, number, number] {
  const lngs = points.map(([lng]) => lng)
  const lats = points.map(([, lat]) => lat)
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}

export const [useStage, provideStage] = createContext<Stage>()
