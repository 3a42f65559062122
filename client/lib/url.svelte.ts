import { changeQuery, keepInQuery } from './query.ts'

/** Query parameters that go along from screen to screen. */
const kept = ['team', 'day']

/**
 * What is on the screen, as an address: the path names the screen, `team`, `day` and `sel` are the query, and
 * the map keeps its camera in the hash.
 */
class Url {
  #path = $state(location.pathname)
  #search = $state(location.search)
  readonly #query = $derived(new URLSearchParams(this.#search))

  constructor() {
    addEventListener('popstate', () => {
      this.#read()
    })
  }

  get path(): string {
    return this.#path
  }

  query(name: string): string | undefined {
    return this.#query.get(name) ?? undefined
  }

  /** The address of a screen with the team and day in view. */
  to(path: string): string {
    return path + keepInQuery(this.#search, kept)
  }

  /** Opens a screen; team, day and camera stay. */
  open(path: string): void {
    this.#write(this.to(path), true)
  }

  /** Opens a screen in place of this one, so that "back" does not come here again. */
  replace(path: string): void {
    this.#write(this.to(path), false)
  }

  /** Changes query parameters of this screen; undefined removes one. */
  patch(changes: Readonly<Record<string, string | undefined>>): void {
    const search = changeQuery(this.#search, changes)
    if (search !== this.#search) this.#write(this.#path + search, false)
  }

  /** Plain clicks on links to screens change the address without loading the page again. */
  followLinks(root: Document): void {
    root.addEventListener('click', (event) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link || !isPlainClick(event) || !leadsToScreen(link)) return
      event.preventDefault()
      this.#write(link.pathname + link.search, true)
    })
  }

  #write(address: string, push: boolean): void {
    const full = address + location.hash
    if (push) history.pushState(null, '', full)
    else history.replaceState(history.state, '', full)
    this.#read()
  }

  #read(): void {
    this.#path = location.pathname
    this.#search = location.search
  }
}

function isPlainClick(event: MouseEvent): boolean {
  const held = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
  return event.button === 0 && !held && !event.defaultPrevented
}

function leadsToScreen(link: HTMLAnchorElement): boolean {
  const own = link.origin === location.origin && !link.target && !link.hasAttribute('download')
  return own && !link.pathname.startsWith('/api/') && !link.hasAttribute('data-reload')
}

export const url = new Url()
