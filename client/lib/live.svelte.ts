import { io, type Socket } from 'socket.io-client'
import type { PlanAttendance } from '../../shared/plan-edits.ts'
import type { ClientEvents, PositionFrame, ServerEvents, TeamSnapshot } from '../../shared/live.ts'
import { clock } from './clock.svelte.ts'

export interface TeamWatcher {
  snapshot(snapshot: TeamSnapshot): void
  frame(frame: PositionFrame): void
}

/** The one connection over which the server says what happens. Signing in opens it. */
class Live {
  /** 'offline' after some seconds without a connection; 'connecting' before. */
  state = $state<'off' | 'connecting' | 'live' | 'offline'>('off')
  /** Since when the connection is gone, milliseconds of this machine. */
  lostAt = $state<number | undefined>(undefined)
  readonly #socket: Socket<ServerEvents, ClientEvents> = io({
    autoConnect: false,
    transports: ['websocket'],
    // A restart must not bring everybody back in the same instant.
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.5,
  })

  constructor() {
    this.#socket.on('connect', () => {
      this.state = 'live'
      this.lostAt = undefined
    })
    this.#socket.on('disconnect', (reason) => {
      this.#lose()
      // The server ends the sockets of a closed session; a session that still lives may come back.
      if (reason === 'io server disconnect') this.#socket.connect()
    })
    this.#socket.on('connect_error', () => {
      this.#lose()
    })
    this.#socket.on('clock:changed', (time) => {
      clock.set(time)
    })
  }

  open(): void {
    if (this.state !== 'off') return
    this.state = 'connecting'
    this.#socket.connect()
  }

  close(): void {
    this.#socket.disconnect()
    this.state = 'off'
    this.lostAt = undefined
  }

  /** @returns the means to stop listening */
  on<Name extends keyof ServerEvents>(name: Name, listener: ServerEvents[Name]): () => void {
    // Socket.IO's types do not follow an event name that is a type parameter.
    const socket = this.#socket as Socket
    const hear = listener as (...payload: unknown[]) => void
    socket.on<string>(name, hear)
    return () => void socket.off<string>(name, hear)
  }

  /** Calls back after each new connection: the time to read again what may have been missed. */
  onReturn(listener: () => void): () => void {
    this.#socket.on('connect', listener)
    return () => void this.#socket.off('connect', listener)
  }

  /** Says at which plan somebody is; while there is no connection, nobody. */
  attend(attendance: PlanAttendance): void {
    if (this.#socket.connected) this.#socket.emit('plan:attend', attendance, () => undefined)
  }

  /**
   * Follows the people of a team: first everybody, then what moves. After a lost connection or a missing
   * frame it starts over with everybody.
   * @returns the means to stop
   */
  watchTeam(teamId: number, watcher: TeamWatcher): () => void {
    let seen: number | undefined
    let asking = false
    let stopped = false
    const watch = () => {
      if (asking || stopped || !this.#socket.connected) return
      asking = true
      this.#socket.timeout(5000).emit('team:watch', teamId, (error, answer) => {
        asking = false
        if (error as Error | null) watch()
        else if (answer.ok) begin(answer.value)
      })
    }
    const begin = (snapshot: TeamSnapshot) => {
      if (stopped) return
      seen = snapshot.sequence
      watcher.snapshot(snapshot)
    }
    const restart = () => {
      asking = false
      seen = undefined
      watch()
    }
    const take = (frame: PositionFrame) => {
      if (frame.teamId !== teamId || seen === undefined) return
      if (frame.sequence <= seen) return
      const gap = frame.sequence !== seen + 1
      seen = frame.sequence
      watcher.frame(frame)
      if (gap) watch()
    }
    this.#socket.on('connect', restart)
    this.#socket.on('position:moved', take)
    watch()
    return () => {
      stopped = true
      this.#socket.off('connect', restart)
      this.#socket.off('position:moved', take)
      if (this.#socket.connected) this.#socket.emit('team:unwatch', teamId, () => undefined)
    }
  }

  #lose(): void {
    if (this.state === 'off') return
    this.lostAt ??= Date.now()
    this.state = Date.now() - this.lostAt > 10_000 ? 'offline' : 'connecting'
  }
}

export const live = new Live()
