import fc from 'fast-check'
import { NO_CAP, type RuleSet } from './points/rules.ts'

const someCaps = fc.array(
  fc.integer({ min: 1, max: 20 }).map((cap) => cap * 100),
  { minLength: 16, maxLength: 16 }
)

/** Two versions with caps low enough to bite at every level, one item for deductions, and a base. Caps of the year stay. */
export const someRules = fc.tuple(someCaps, fc.boolean()).map(([caps, aboveTotal]): RuleSet[] => {
  const [base, year, a, b, x, y, ...quarters] = caps as [number, number, number, number, number, number, ...number[]]
  return [1, 2].map((version) => {
    const next = () => quarters.pop()!
    const item = (code: string, categoryCode: string, hundredths: number, quarterCap: number, yearCap: number) => ({
      ...{ code, categoryCode, hundredths, quarterCap, yearCap },
      ...{ name: code, perUnit: '次', article: '', evidence: '' },
    })
    return {
      version,
      fromQuarter: version === 1 ? '2025Q1' : '2026Q3',
      quarterCap: next() * 2,
      yearCap: base + year * 2,
      ...{ baseHundredths: base, lineHundredths: null, grades: [], minimums: [] },
      categories: [
        { code: 'first', name: '甲', quarterCap: next(), yearCap: a * 2, aboveTotal: false },
        { code: 'second', name: '乙', quarterCap: next(), yearCap: b * 2, aboveTotal },
      ],
      items: [
        item('x-item', 'first', 150, next(), x),
        item('y-item', 'first', 150, next(), y),
        item('z-item', 'second', 275, NO_CAP, NO_CAP),
        item('minus-item', 'second', -300, NO_CAP, NO_CAP),
      ],
    }
  })
})

export const someItem = fc.constantFrom('x-item', 'y-item', 'z-item', 'minus-item')
