import type { FastifyBaseLogger } from 'fastify'
import type { Simulation, SimulationRequest } from '../../shared/simulation.ts'
import { dayOf } from '../../shared/time.ts'
import { newSecret } from '../auth/index.ts'
import type { Parts } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { readSetting, writeSetting } from '../platform/settings.ts'
import { publishedPlans } from '../planning/index.ts'
import { playPhone, type Tally } from './phone.ts'
import { addSimulatedPhones, dayToPlay, revokeSimulatedPhones } from './queries.ts'
import { walkTour, type PhoneEvent } from './walk-tour.ts'

export interface SimulatorOptions extends Pick<Parts, 'config' | 'db' | 'clock'> {
  /** The server's own address, as its phones reach it. */
  address(): string
  log: FastifyBaseLogger
}

interface Run {
  readonly day: string
  readonly people: number
  readonly tally: Tally
  readonly stop: AbortController
  /** Settles when phones are silent, their tokens revoked and the clock is slow again. */
  readonly done: Promise<void>
}

interface Script {
  readonly personId: number
  readonly events: PhoneEvent[]
}

const defaultSpeed = 10
/** The day begins this long before the first phone speaks. */
const leadMillis = 60_000

/**
 * Plays a published day: a phone for each tour sends what it would send, through the public doors, while
 * the field clock runs fast. One day at a time.
 */
export class Simulator {
  private readonly options: SimulatorOptions
  private run: Run | undefined
  private starting: Promise<void> | undefined

  constructor(options: SimulatorOptions) {
    this.options = options
  }

  state(): Simulation {
    const { run } = this
    return {
      running: run !== undefined,
      day: run?.day ?? null,
      speed: this.options.clock.read().rate,
      people: run?.people ?? 0,
      sent: run?.tally.sent ?? 0,
    }
  }

  /** @throws Problem simulation-running, simulation-no-plan, simulation-over */
  async start(request: SimulationRequest): Promise<Simulation> {
    if (this.run ?? this.starting) throw new Problem('simulation-running')
    this.starting = this.begin(request)
    try {
      await this.starting
    } finally {
      this.starting = undefined
    }
    return this.state()
  }

  /** @throws Problem not-found when no day is being played */
  async changeSpeed(speed: number): Promise<Simulation> {
    if (!this.run) throw new Problem('not-found', 'no day is being simulated')
    await this.runClock(this.options.clock.now(), speed)
    return this.state()
  }

  /** Silences the phones; the field clock goes on from where it is, at the pace of real time. */
  async stop(): Promise<Simulation> {
    await this.starting?.catch(() => undefined)
    this.run?.stop.abort()
    await this.run?.done
    return this.state()
  }

  private async writeScripts(day: string, seed: number): Promise<Script[]> {
    const plans = await publishedPlans(this.options.db, day)
    const tours = plans.flatMap((plan) => plan.tours).filter((tour) => tour.stops.length > 0)
    if (tours.length === 0) throw new Problem('simulation-no-plan')
    const stops = tours.flatMap((tour) => tour.stops)
    // Played again, its people would walk past doors that are done.
    if (stops.every(({ outcome }) => outcome !== null && outcome !== 'open'))
      throw new Problem('simulation-over')
    return tours.map((tour) => ({ personId: tour.personId, events: walkTour(tour, day, seed) }))
  }

  private async begin({ day: wanted, speed = defaultSpeed, seed = 1 }: SimulationRequest) {
    const { config, db, clock, log } = this.options
    const day = wanted ?? (await dayToPlay(db, dayOf(clock.now(), config.timeZone)))
    if (day === undefined) throw new Problem('simulation-no-plan')
    const scripts = await this.writeScripts(day, seed)
    const begins = await this.chooseBeginning(day, scripts)
    const ahead = scripts.map(({ personId, events }) => ({
      personId,
      events: events.filter(({ at }) => at >= begins),
      ...newSecret(),
    }))
    const address = this.options.address()
    await revokeSimulatedPhones(db)
    await addSimulatedPhones(
      db,
      ahead.map(({ personId }) => personId),
      ahead.map(({ hash }) => hash),
    )
    await writeSetting(db, 'simulated-day', day)
    await this.runClock(new Date(begins), speed)

    const tally: Tally = { sent: 0, refused: 0, lost: 0 }
    const stop = new AbortController()
    const now = () => clock.now().getTime()
    const phones = ahead.map(({ events, secret }) =>
      playPhone(events, { address, token: secret, now, tally, signal: stop.signal }).catch(
        (error: unknown) => {
          log.error({ err: error }, 'a simulated phone broke')
        },
      ),
    )
    this.run = { day, people: ahead.length, tally, stop, done: this.finish(phones, tally) }
  }

  /** A day that was stopped half-way goes on there; any other begins in its morning. */
  private async chooseBeginning(day: string, scripts: Script[]): Promise<number> {
    const { db, clock } = this.options
    const times = scripts.flatMap(({ events }) => events.map(({ at }) => at)).sort((a, b) => a - b)
    const morning = (times[0] ?? 0) - leadMillis
    const now = clock.now().getTime()
    const halfWay = now > morning && now < (times.at(-1) ?? 0)
    const wasPlayed = (await readSetting<string>(db, 'simulated-day')) === day
    return halfWay && wasPlayed ? now : morning
  }

  private async finish(phones: Promise<void>[], tally: Tally): Promise<void> {
    const { db, clock, log } = this.options
    await Promise.all(phones)
    try {
      await revokeSimulatedPhones(db)
      await this.runClock(clock.now(), 1)
    } catch (error) {
      log.error({ err: error }, 'the simulated day did not end well')
    }
    if (tally.refused + tally.lost > 0)
      log.warn(tally, 'the server did not take everything that simulated phones sent')
    this.run = undefined
  }

  /** Kept, so that a restart knows which day the field is in. */
  private async runClock(at: Date, rate: number): Promise<void> {
    const { db, clock } = this.options
    clock.set(at, rate)
    await writeSetting(db, 'field-clock', clock.read())
  }
}
