import { describe, expect, test } from 'vitest'
import { addWorkingDays, deadlineOf } from '../../../client/reports/deadline.ts'
import type { Report } from '../../../shared/reports.ts'

const ZONE = 'Asia/Shanghai'
const at = (local: string) => Date.parse(`${local}+08:00`)
const report = (change: Partial<Report> = {}) => ({
  reportedAt: '2026-11-20T02:00:00.000Z', // Friday, 10:00 in Shanghai
  status: 'submitted' as const,
  kind: 'unlicensed-shop' as const,
  ...change,
})

describe('working days', () => {
  test('a day after Friday morning is Monday morning', () => {
    expect(addWorkingDays(at('2026-11-20T10:00'), 1, ZONE)).toBe(at('2026-11-23T10:00'))
  })

  test('seven days after a Wednesday is the Friday of the next week', () => {
    expect(addWorkingDays(at('2026-11-18T16:30'), 7, ZONE)).toBe(at('2026-11-27T16:30'))
  })

  test('what comes in on Sunday counts from the beginning of Monday', () => {
    expect(addWorkingDays(at('2026-11-22T15:00'), 1, ZONE)).toBe(at('2026-11-24T00:00'))
  })

  test('the weekend is that of the installation, not of Greenwich', () => {
    // Sunday 23:00 in Greenwich is Monday 07:00 in Shanghai.
    expect(addWorkingDays(at('2026-11-23T07:00'), 1, ZONE)).toBe(at('2026-11-24T07:00'))
    expect(addWorkingDays(at('2026-11-23T07:00'), 1, 'UTC')).toBe(Date.parse('2026-11-24T00:00Z'))
  })
})

describe('the deadline of a report', () => {
  test('a new report is fresh at first, soon due, then late', () => {
    const urgencyAt = (local: string) => deadlineOf(report(), at(local), ZONE).urgency
    expect(urgencyAt('2026-11-20T11:00')).toBe('fresh')
    expect(urgencyAt('2026-11-22T22:00')).toBe('soon')
    expect(urgencyAt('2026-11-23T10:00')).toBe('late')
  })

  test('an accepted counterfeit is visited within 24 hours, weekend or not', () => {
    const counterfeit = report({ status: 'accepted', kind: 'counterfeit' })
    expect(deadlineOf(counterfeit, at('2026-11-20T10:00'), ZONE).due).toBe(at('2026-11-21T10:00'))
    const other = report({ status: 'accepted' })
    expect(deadlineOf(other, at('2026-11-20T10:00'), ZONE).due).toBe(at('2026-11-25T10:00'))
  })

  test.each(['closed', 'rejected', 'duplicate'] as const)('nothing is due once %s', (status) => {
    const deadline = deadlineOf(report({ status }), at('2027-11-20T10:00'), ZONE)
    expect(deadline).toEqual({ due: undefined, used: 0, urgency: 'settled' })
  })
})
