import type { LngLat } from '../../shared/geo.ts'
import { lostAfterSeconds, type Acceptance, type Fix } from '../../shared/positions.ts'
import { clock } from '../lib/clock.svelte.ts'
import { send } from '../lib/http.ts'
import { FixQueue } from './fix-queue.svelte.ts'
import { instantOf } from './instant.ts'
import { stored, type Stored } from './stored.ts'

const SEND_MILLIS = 5_000

/** Whether the phone says where it is: only while its person has switched it on. */
export class Shift {
  state = $state<'off' | 'starting' | 'on' | 'denied' | 'absent'>('off')
  /** The last reading; undefined while off. */
  fix = $state.raw<Fix | undefined>(undefined)
  /** When the server last acknowledged positions, milliseconds of the field. */
  sentAt = $state<number | undefined>(undefined)
  /** The last reading while it still says where the phone is. */
  readonly recent = $derived(
    this.fix && clock.now - Date.parse(this.fix.fixAt) < lostAfterSeconds * 1000
      ? this.fix
      : undefined,
  )
  readonly queue: FixQueue
  readonly #on: Stored<true>
  #watch: number | undefined
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(personId: number) {
    this.#on = stored<true>(`beatline-shift-${personId}`)
    this.queue = new FixQueue(stored(`beatline-fixes-${personId}`), (fixes) => this.#deliver(fixes))
    // Positions of a shift that ended without a network still go out.
    this.#timer = setInterval(() => void this.queue.send(), SEND_MILLIS)
    if (this.#on.read()) this.start()
  }

  start(): void {
    if (this.#watch !== undefined) return
    // Absent where the page is not served securely, whatever the types say.
    if (!('geolocation' in navigator) || !isSecureContext) {
      this.state = 'absent'
      return
    }
    this.#on.write(true)
    this.state = 'starting'
    this.#watch = navigator.geolocation.watchPosition(
      (position) => {
        this.#take(position)
      },
      (error) => {
        if (error.code === error.PERMISSION_DENIED) this.stop('denied')
      },
      { enableHighAccuracy: true, maximumAge: 0 },
    )
  }

  stop(state: 'off' | 'denied' = 'off'): void {
    if (this.#watch !== undefined) navigator.geolocation.clearWatch(this.#watch)
    this.#watch = undefined
    this.#on.write(undefined)
    this.fix = undefined
    this.state = state
    void this.queue.send()
  }

  /** Ends with the page; the shift itself goes on when the page comes back. */
  close(): void {
    if (this.#watch !== undefined) navigator.geolocation.clearWatch(this.#watch)
    clearInterval(this.#timer)
  }

  #take({ coords }: GeolocationPosition): void {
    const { longitude, latitude, accuracy, speed, heading } = coords
    this.fix = {
      at: [longitude, latitude],
      fixAt: instantOf(clock.read()),
      accuracyMetres: accuracy,
      ...(speed !== null && speed >= 0 ? { speedMps: speed } : {}),
      ...(heading !== null && Number.isFinite(heading) ? { heading } : {}),
    }
    if (this.state === 'starting') this.state = 'on'
    this.queue.add(this.fix)
    if (this.queue.fixes.length === 1) void this.queue.send()
  }

  async #deliver(fixes: readonly Fix[]): Promise<boolean> {
    try {
      await send<Acceptance>('POST', '/positions', { fixes })
      this.sentAt = clock.read()
      return true
    } catch {
      // Whatever the cause, they stay and go again; the page shows how many wait.
      return false
    }
  }
}

/** One reading, for a report made while the shift is off; undefined where there is none. */
export function locateOnce(): Promise<LngLat | undefined> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) {
      resolve(undefined)
      return
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        resolve([coords.longitude, coords.latitude])
      },
      () => {
        resolve(undefined)
      },
      { enableHighAccuracy: true, timeout: 8_000, maximumAge: 30_000 },
    )
  })
}
