export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const STORED_AS = 'beatline-theme'
const systemDark = matchMedia('(prefers-color-scheme: dark)')

function firstTheme(): Theme {
  const stored = localStorage.getItem(STORED_AS)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

class ThemeChoice {
  #choice = $state<Theme>(firstTheme())
  #systemDark = $state(systemDark.matches)
  readonly dark = $derived(this.#choice === 'system' ? this.#systemDark : this.#choice === 'dark')

  constructor() {
    systemDark.addEventListener('change', () => {
      this.#systemDark = systemDark.matches
      this.#apply()
    })
    this.#apply()
  }

  get choice(): Theme {
    return this.#choice
  }

  choose(choice: Theme): void {
    this.#choice = choice
    this.remember()
    this.#apply()
  }

  /** Writes the choice down (again, after signing out has cleared this site's storage). */
  remember(): void {
    localStorage.setItem(STORED_AS, this.#choice)
  }

  #apply(): void {
    document.documentElement.dataset['theme'] = this.dark ? 'dark' : 'light'
  }
}

export const theme = new ThemeChoice()
