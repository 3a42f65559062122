import { createSubscriber } from 'svelte/reactivity'
import { on } from 'svelte/events'

const subscribe = createSubscriber((update) => on(document, 'visibilitychange', update))

/** Whether the page is in sight, and not behind another tab or a locked screen; reactive. */
export const visibility = {
  get shown(): boolean {
    subscribe()
    return document.visibilityState === 'visible'
  },
}
