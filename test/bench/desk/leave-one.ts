import type { Page } from 'playwright-core'
import type { Person, Team } from '../../../shared/people.ts'

/** Signs the page in as somebody of the demo. */
export async function signIn(page: Page, role: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    await fetch('/api/v1/auth/demo-sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: wanted }),
    })
  }, role)
}

/**
 * Sends everybody but one of the team on the screen to another team, with their shops.
 * @returns how many visits are due for whoever stays
 */
export async function leaveOneInTeam(page: Page): Promise<number> {
  const on = new URL(page.url()).searchParams.get('day') ?? ''
  const team = await page.locator('header select').first().inputValue()
  await signIn(page, 'administrator')
  return page.evaluate(
    async ({ teamId, day }) => {
      const read = async (path: string): Promise<unknown> => (await fetch(`/api/v1${path}`)).json()
      const other = ((await read('/teams')) as Team[]).find(({ id }) => id !== teamId)
      const people = (await read('/people')) as Person[]
      const field = people.filter((one) => one.teamId === teamId && one.role === 'customer-manager')
      for (const { id } of field.slice(1))
        await fetch(`/api/v1/people/${String(id)}`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ teamId: other?.id }),
        })
      const due = await read(`/due?teamId=${String(teamId)}&day=${day}`)
      return (due as unknown[]).length
    },
    { teamId: Number(team), day: on },
  )
}
