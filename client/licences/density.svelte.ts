import { areaKinds, type Area, type AreaKind } from '../../shared/areas.ts'
import {
  densityMeasures,
  type AreaDensity,
  type Density,
  type DensityMeasure,
} from '../../shared/licences.ts'
import { createContext } from 'svelte'
import { get } from '../lib/http.ts'
import { Resource } from '../lib/resource.svelte.ts'
import { theme } from '../lib/theme.svelte.ts'
import { url } from '../lib/url.svelte.ts'
import { classOf } from './class-breaks.ts'
import { classify, valueOf } from './measure.ts'

export interface Unit {
  readonly area: Area
  readonly density: AreaDensity
  /** Of the measure in view. */
  readonly value: number | null
  /** Index of the class; undefined without a value. */
  readonly class: number | undefined
}

interface Territory {
  readonly areas: readonly Area[]
  readonly outlines: GeoJSON.FeatureCollection
}

/** What the licence screen shows: one measure of one kind of area on one day. The address keeps the choice. */
export class DensityView {
  readonly territory = new Resource<AreaKind, Territory>(
    () => this.kind,
    async (kind, signal) => {
      const [areas, outlines] = await Promise.all([
        get<Area[]>('/areas', { kind }, signal),
        get<GeoJSON.FeatureCollection>('/areas.geojson', { kind }, signal),
      ])
      return { areas, outlines }
    },
  )
  readonly density = new Resource<string, Density>(
    () => `${this.kind} ${this.asOf ?? ''}`,
    (_, signal) => get('/licences/density', { kind: this.kind, asOf: this.asOf }, signal),
  )
  /** Only this class is drawn in full, and listed. */
  only = $state<number | 'unknown' | undefined>()

  readonly classes = $derived(classify(this.density.value?.areas ?? [], this.measure, theme.dark))
  readonly units: readonly Unit[] = $derived.by(() => {
    // Read only, and made anew: nothing would ever be told of a change.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    const areas = new Map(this.territory.value?.areas.map((area) => [area.id, area]))
    return (this.density.value?.areas ?? []).flatMap((density): Unit[] => {
      const area = areas.get(density.areaId)
      const value = valueOf(density, this.measure)
      const index = value === null ? undefined : classOf(value, this.classes.breaks)
      return area ? [{ area, density, value, class: index }] : []
    })
  })

  get kind(): AreaKind {
    return areaKinds.find((kind) => kind === url.query('kind')) ?? 'cell'
  }

  get measure(): DensityMeasure {
    return densityMeasures.find((measure) => measure === url.query('measure')) ?? 'perThousand'
  }

  /** The day on which licences are valid; the field's today when undefined. */
  get asOf(): string | undefined {
    const day = url.query('asof')
    return day !== undefined && /^\d{4}-\d\d-\d\d$/.test(day) ? day : undefined
  }

  choose(changes: { kind?: AreaKind; measure?: DensityMeasure; asof?: string }): void {
    this.only = undefined
    const { kind, measure, asof } = changes
    url.patch({
      ...(kind ? { kind, sel: undefined } : {}),
      ...(measure ? { measure } : {}),
      ...(asof === undefined ? {} : { asof: asof || undefined }),
    })
  }

  unit(areaId: number): Unit | undefined {
    return this.units.find(({ area }) => area.id === areaId)
  }

  /** Whether the legend's filter leaves the unit out. */
  isFaded(unit: Unit): boolean {
    return this.only !== undefined && this.only !== (unit.class ?? 'unknown')
  }
}

export const [useDensity, provideDensity] = createContext<DensityView>()
