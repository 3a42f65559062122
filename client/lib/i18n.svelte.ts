export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

const STORED_AS = 'beatline-language'

function firstLanguage(): Language {
  const stored = localStorage.getItem(STORED_AS)
  if (stored === 'zh' || stored === 'en') return stored
  return navigator.languages.some((tag) => tag.startsWith('zh')) ? 'zh' : 'en'
}

class I18n {
  #language = $state<Language>(firstLanguage())

  constructor() {
    document.documentElement.lang = this.tag
  }

  get language(): Language {
    return this.#language
  }

  /** The BCP 47 tag for `Intl` and `<html lang>`. */
  get tag(): string {
    return this.#language === 'zh' ? 'zh-CN' : 'en-GB'
  }

  choose(language: Language): void {
    this.#language = language
    document.documentElement.lang = this.tag
    this.remember()
  }

  /** Writes the choice down (again, after signing out has cleared this site's storage). */
  remember(): void {
    localStorage.setItem(STORED_AS, this.#language)
  }
}

export const i18n = new I18n()

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never
type Params<Text extends string> = [Placeholders<Text>] extends [never]
  ? []
  : [params: Record<Placeholders<Text>, string | number>]

const placeholder = /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g

/**
 * A feature's words in both languages, and the `t` that speaks the chosen one. A key missing in English, or a
 * parameter missing at the call, does not compile. `{n}` is replaced; `{n:stop|stops}` in the English text
 * chooses a form by number.
 */
export function defineWords<const Words extends Record<string, string>>(
  zh: Words,
  en: Record<keyof Words, string>,
) {
  const words = { zh, en }
  return <Key extends keyof Words & string>(key: Key, ...[params]: Params<Words[Key]>): string => {
    const text: string = words[i18n.language][key]
    if (!params) return text
    const values: Record<string, string | number> = params
    return text.replace(placeholder, (_, name: string, one?: string, many?: string) => {
      const value = values[name] ?? ''
      if (one === undefined || many === undefined) return String(value)
      return Number(value) === 1 ? one : many
    })
  }
}
