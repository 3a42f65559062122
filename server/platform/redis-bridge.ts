import { randomUUID } from 'node:crypto'
import { createClient } from 'redis'

/** Carries messages between the nodes of one installation; never to the node that sent them. */
export interface NodeBridge {
  /** Tells the other nodes, at once or never: without Redis the message is dropped. */
  publish(topic: string, message: object): void
  subscribe(topic: string, listener: (message: unknown) => void): void
  /** Hears when the bridge is back after it was gone: messages may have been missed. */
  onRestored(listener: () => void): void
  close(): void
}

interface BridgeLog {
  warn(facts: object, message: string): void
  info(message: string): void
}

const channel = 'beatline:nodes'

/**
 * A bridge over Redis publish/subscribe. It starts and goes on without Redis: nothing waits for it, its
 * errors are logged once per outage, and it reconnects by itself within two seconds.
 */
export function openRedisBridge(url: string, log: BridgeLog): NodeBridge {
  const node = randomUUID()
  const listeners = new Map<string, ((message: unknown) => void)[]>()
  const restored: (() => void)[] = []
  let down = false
  const options = {
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (tries: number) => Math.min(100 * 2 ** tries, 2_000) },
  }
  const sender = createClient(options)
  const receiver = createClient({ ...options, disableOfflineQueue: false })
  const lost = (error: unknown) => {
    if (!down) log.warn({ err: error }, 'Redis is out of reach; this node goes on alone')
    down = true
  }
  sender.on('error', lost)
  receiver.on('error', lost)
  receiver.on('ready', () => {
    if (down) {
      log.info('Redis is back')
      for (const tell of restored) tell()
    }
    down = false
  })

  function receive(text: string): void {
    const { from, topic, message } = JSON.parse(text) as {
      from: string
      topic: string
      message: unknown
    }
    if (from === node) return
    for (const tell of listeners.get(topic) ?? []) tell(message)
  }

  sender.connect().catch(lost)
  receiver
    .connect()
    .then(() => receiver.subscribe(channel, receive))
    .catch(lost)

  return {
    publish(topic, message) {
      if (!sender.isReady) return
      sender.publish(channel, JSON.stringify({ from: node, topic, message })).catch(lost)
    },
    subscribe(topic, listener) {
      listeners.set(topic, [...(listeners.get(topic) ?? []), listener])
    },
    onRestored: (listener) => void restored.push(listener),
    close() {
      sender.destroy()
      receiver.destroy()
    },
  }
}
