import { describe, expect, test } from 'vitest'
import { axisOf, spreadPicture, trendPicture } from './picture.ts'

describe('an axis', () => {
  test('begins at zero, ends beyond the highest, and has few ticks of round numbers', () => {
    const { at, ticks } = axisOf([3500, 5300])
    expect(ticks.map(({ value }) => value)).toEqual([0, 1000, 2000, 3000, 4000, 5000, 6000])
    expect([at(0), at(6000), at(1500)]).toEqual([0, 100, 25])
    expect(ticks.at(-1)).toEqual({ value: 6000, at: '100%' })
  })

  test('begins below zero where somebody has less, and still shows zero', () => {
    const { at, ticks } = axisOf([-300, 900])
    expect(at(-300)).toBeGreaterThanOrEqual(0)
    expect(ticks.map(({ value }) => value)).toContain(0)
  })

  test('of nothing, or of nought alone, is an axis all the same', () => {
    for (const values of [[], [0, 0]]) expect([axisOf(values).at(0), axisOf(values).at(100)]).toEqual([0, 100])
  })
})

test('a spread is a box from the lower to the upper quartile, and of few a dot each', () => {
  const quartiles = { min: 0, lower: 250, median: 500, upper: 750, max: 1000 }
  const { rows, median, line } = spreadPicture(
    [
      { quartiles, values: [] },
      { quartiles: null, values: [0, 500] },
    ],
    { median: 500, line: 250 }
  )
  expect(rows[0]).toEqual({
    dots: [],
    box: { min: '0%', lower: '25%', median: '50%', upper: '75%', max: '100%', width: '50%' },
  })
  expect(rows[1]).toEqual({ dots: ['0%', '50%'], box: null })
  expect([median, line]).toEqual(['50%', '25%'])
  // The line stands on the axis even where everybody is far above or below it.
  expect(spreadPicture([{ quartiles: null, values: [100] }], { line: 2000 }).line).toBe('100%')
  expect(spreadPicture([], { line: null })).toMatchObject({ rows: [], median: null, line: null })
})

test('a trend breaks where nobody sat, and its way to an open quarter is a line of its own', () => {
  const values = [0, null, 500, 1000]
  const { ticks, series } = trendPicture([values.map((value, n) => ({ value, isOpen: n === 3 }))])
  expect(ticks.at(-1)).toEqual({ value: 1000, at: '0%' })
  const [{ closed, open, marks }] = series as [(typeof series)[0]]
  expect(closed).toBe('M12.5,100ZM62.5,50Z')
  expect(open).toBe('M62.5,50L87.5,0')
  expect(marks).toEqual([
    { x: '12.5%', y: '100%', value: 0, isOpen: false },
    null,
    { x: '62.5%', y: '50%', value: 500, isOpen: false },
    { x: '87.5%', y: '0%', value: 1000, isOpen: true },
  ])
})
