import { expect, test } from 'vitest'
import { addTeam } from '../support/world.ts'
import { eachTestHasASmallTeam } from './support/small-team.ts'

const team = eachTestHasASmallTeam()
const read = async () =>
  (await team.boss.get(`/visit-lines?teamId=${String(team.teamId)}`)).json<object[]>()
const change = (retailerIds: readonly number[], facts: object) =>
  team.boss.send('PATCH', '/visit-lines', { retailerIds, ...facts })

test('many shops get their fixed weekdays at once, and keep what is not named', async () => {
  const [first = 0] = team.shopsOfA
  expect((await change([first], { orderWeekday: 3, closedWeekdays: [7] })).statusCode).toBe(200)
  const answer = await change(team.shopsOfA, { weekdays: [4, 2] })
  expect(answer.json()).toEqual({ changed: 4 })
  const [line, ...others] = await read()
  expect(line).toEqual({
    ...{ retailerId: first, weekdays: [2, 4], closedWeekdays: [7] },
    ...{ orderWeekday: 3, deliveryWeekday: null },
  })
  expect(others).toHaveLength(3)
})

test('shops outside the scope are not changed, nor those named beside them', async () => {
  const other = await team.world.signInAs('manager', { teamId: await addTeam(team.world.db) })
  const body = { retailerIds: team.shopsOfA, weekdays: [1] }
  expect((await other.send('PATCH', '/visit-lines', body)).json()).toMatchObject({
    code: 'not-found',
  })
  expect(await read()).toEqual([])
})

test('a day of the week that there is not is refused', async () => {
  expect((await change(team.shopsOfA, { weekdays: [8] })).json()).toMatchObject({
    code: 'input-invalid',
  })
})
