import { describe, expect, test } from 'vitest'
import { inChinese, inEnglish } from '../kernel/words.ts'
import { cellsOf, isOutOfSeason, keptSince, owedBy, patternIn, periodsOf } from './calendar-rules.ts'
import { proposersNeeded, quorumOf } from './quorum-rules.ts'
import type { SessionKind, SessionStatus } from './schema.ts'
import { sessionTitle } from './title-rules.ts'

describe('quorum', () => {
  // 地方组织法 14: two thirds of the deputies; the number is what "at least two thirds" makes of a whole person.
  test.each([
    [3, 2],
    [4, 3],
    [45, 30],
    [63, 42],
    [104, 70],
    [226, 151],
    [273, 182],
    [277, 185],
    [450, 300],
  ])('a congress of %i meets with %i', (due, needed) => {
    expect(quorumOf('congress', due)).toMatchObject({ needed, because: { article: { zh: '《地方组织法》第十四条' } } })
    expect(needed * 3).toBeGreaterThanOrEqual(due * 2)
    expect((needed - 1) * 3).toBeLessThan(due * 2)
  })

  // 地方组织法 51: more than half of all members; exactly half is not enough.
  test.each([
    [1, 1],
    [2, 2],
    [15, 8],
    [29, 15],
    [30, 16],
    [45, 23],
  ])('a standing committee of %i meets with %i', (due, needed) => {
    expect(quorumOf('standing_committee', due)).toMatchObject({
      needed,
      because: { article: { zh: '《地方组织法》第五十一条' } },
    })
    expect(needed * 2).toBeGreaterThan(due)
    expect((needed - 1) * 2).toBeLessThanOrEqual(due)
  })

  // 地方组织法 14: a fifth of the deputies.
  test.each([
    [5, 1],
    [63, 13],
    [104, 21],
    [273, 55],
  ])('an extraordinary session of %i deputies is proposed by %i', (members, needed) => {
    expect(proposersNeeded(members)).toBe(needed)
  })
})

const met = (firstOn: string, status: SessionStatus = 'held', kind: SessionKind = 'quarterly') => ({
  firstOn,
  lastOn: firstOn,
  status,
  kind,
})
const TODAY = '2026-08-15'
/** A place that has always been kept here, in a term. */
const place = (sessions: readonly ReturnType<typeof met>[], of: Partial<Parameters<typeof cellsOf>[1]> = {}) => ({
  ...{ sessions, terms: [{ startOn: '2021-01-01', endOn: '2030-12-31' }], retiredOn: null, keptSince: '2021-01-01' },
  ...of,
})

describe('a year', () => {
  const quarters = periodsOf('congress', '2026')

  test('has four quarters; a standing committee’s six parts of two months', () => {
    expect(quarters).toMatchObject([{ firstOn: '2026-01-01' }, {}, {}, { firstOn: '2026-10-01', lastOn: '2026-12-31' }])
    expect(periodsOf('standing_committee', '2028')[0]).toEqual({ firstOn: '2028-01-01', lastOn: '2028-02-29' })
    expect(periodsOf('standing_committee', '2026')).toHaveLength(6)
  })

  test.each([
    ['quarterly', [], ['overdue', 'overdue', 'due', 'due']],
    ['quarterly', [met('2026-03-01'), met('2026-06-30')], ['held', 'held', 'due', 'due']],
    ['quarterly', [met('2026-03-01'), met('2026-03-20')], ['held', 'overdue', 'due', 'due']],
    ['quarterly', [met('2026-03-01'), met('2026-08-20', 'called')], ['held', 'overdue', 'called', 'due']],
    ['quarterly', [met('2026-03-01', 'cancelled')], ['overdue', 'overdue', 'due', 'due']],
    ['quarterly', [met('2026-03-01', 'held', 'extraordinary')], ['overdue', 'overdue', 'due', 'due']],
    ['annual_midyear', [], ['overdue', 'none', 'due', 'none']],
    ['annual_midyear', [met('2026-02-01', 'held', 'annual')], ['held', 'none', 'due', 'none']],
    ['statutory', [], ['none', 'none', 'none', 'due']],
    ['statutory', [met('2026-02-01'), met('2026-07-20')], ['held', 'none', 'held', 'none']],
    // The law asks for two sessions and names no time: two in one quarter are two, and one in the last is one short.
    ['statutory', [met('2026-02-01'), met('2026-03-20')], ['held', 'none', 'none', 'none']],
    ['statutory', [met('2026-11-10', 'called')], ['none', 'none', 'none', 'due']],
    // Called and never held.
    ['quarterly', [met('2026-03-04', 'called'), met('2026-06-30')], ['overdue', 'held', 'due', 'due']],
  ] as const)('%s, after %j, stands as %j', (pattern, sessions, cells) => {
    expect(cellsOf(owedBy('congress', 'town', pattern), place(sessions), quarters, TODAY)).toEqual(cells)
  })

  test('the district’s congress owes one, its standing committee one in two months, its chairpersons none by law', () => {
    const of = (body: 'congress' | 'standing_committee' | 'chairpersons_meeting') =>
      cellsOf(owedBy(body, 'district', 'statutory'), place([]), periodsOf(body, '2026'), TODAY)
    expect(of('congress')).toEqual(['none', 'none', 'none', 'due'])
    expect(of('standing_committee')).toEqual(['overdue', 'overdue', 'overdue', 'due', 'due', 'due'])
    expect(of('chairpersons_meeting')).toEqual(['none', 'none', 'none', 'none'])
  })

  // A part of which something lies before anything was kept here is not told to be overdue.
  test.each([
    ['quarterly', '2026-01-01', [], ['overdue', 'overdue', 'overdue', 'overdue']],
    ['quarterly', '2026-01-02', [], ['unkept', 'overdue', 'overdue', 'overdue']],
    ['quarterly', '2026-05-20', [], ['unkept', 'unkept', 'overdue', 'overdue']],
    ['quarterly', '2027-02-01', [], ['unkept', 'unkept', 'unkept', 'unkept']],
    // What was entered for a time before stands.
    ['quarterly', '2026-05-20', [met('2026-05-20')], ['unkept', 'held', 'overdue', 'overdue']],
    // What may have been held before is not owed after: the mid-year session was held in June.
    ['annual_midyear', '2026-05-20', [met('2026-06-20')], ['unkept', 'held', 'none', 'none']],
    ['annual_midyear', '2026-05-20', [met('2026-07-20')], ['unkept', 'none', 'held', 'none']],
    // A number a year is counted over the whole of it.
    ['statutory', '2026-01-01', [met('2026-07-20')], ['none', 'none', 'held', 'overdue']],
    ['statutory', '2026-01-02', [met('2026-07-20')], ['none', 'none', 'held', 'unkept']],
    ['statutory', '2026-03-01', [met('2026-11-01')], ['none', 'none', 'none', 'held']],
  ] as const)('%s, kept since %s, after %j, stood as %j', (pattern, keptSince, sessions, cells) => {
    const owed = owedBy('congress', 'town', pattern)
    expect(cellsOf(owed, place(sessions, { keptSince }), quarters, '2027-03-01')).toEqual(cells)
  })

  test('what still can be held is due, however short it is kept here', () => {
    const owed = owedBy('congress', 'town', 'quarterly')
    expect(cellsOf(owed, place([], { keptSince: TODAY }), quarters, TODAY)).toEqual(['unkept', 'unkept', 'due', 'due'])
  })

  test('outside its terms and after it went out of use nothing is owed, and what met still shows', () => {
    const owed = owedBy('congress', 'town', 'quarterly')
    const terms = [{ startOn: '2026-04-10', endOn: '2030-12-31' }]
    expect(cellsOf(owed, place([met('2026-02-01')], { terms }), quarters, '2027-03-01')).toEqual([
      ...['held', 'overdue', 'overdue', 'overdue'],
    ])
    expect(cellsOf(owed, place([], { terms, retiredOn: '2026-09-30' }), quarters, '2027-03-01')).toEqual([
      ...['none', 'overdue', 'overdue', 'none'],
    ])
  })

  test('a body is kept since the district’s first day here, or its own first session where that is earlier', () => {
    const begun = '2026-03-31T16:30:00.000Z'
    expect([keptSince(begun, null), keptSince(begun, '2026-05-01'), keptSince(begun, '2025-12-30')]).toEqual([
      ...['2026-04-01', '2026-04-01', '2025-12-30'],
    ])
  })

  test('a mid-year session outside July and August is flagged', () => {
    const flagged = ['2026-06-30', '2026-07-01', '2026-08-31', '2026-09-01'].map((firstOn) =>
      isOutOfSeason({ kind: 'midyear', firstOn })
    )
    expect(flagged).toEqual([true, false, false, true])
    expect(isOutOfSeason({ kind: 'annual', firstOn: '2026-02-01' })).toBe(false)
  })

  test('follows the pattern newest set for it', () => {
    const set = [
      { fromYear: '2026', pattern: 'quarterly' as const },
      { fromYear: '2024', pattern: 'annual_midyear' as const },
    ]
    expect(['2023', '2024', '2025', '2026', '2030'].map((year) => patternIn(set, year))).toEqual([
      ...['statutory', 'annual_midyear', 'annual_midyear', 'quarterly', 'quarterly'],
    ])
  })
})

describe('names', () => {
  test.each([
    [1, '一', '1st'],
    [10, '十', '10th'],
    [12, '十二', '12th'],
    [21, '二十一', '21st'],
    [100, '一百', '100th'],
    [105, '一百零五', '105th'],
    [111, '一百一十一', '111th'],
    [230, '二百三十', '230th'],
  ])('%i is read %s', (number, zh, en) => {
    expect([inChinese(number), inEnglish(number)]).toEqual([zh, en])
  })

  test('a session is called by congress, term and number; a street office’s by year', () => {
    const of = { placeName: '柳荫镇', body: 'congress' as const, termOrdinal: 20, ordinal: 12, firstOn: '2026-03-01' }
    expect(sessionTitle(of)).toEqual({
      zh: '柳荫镇第二十届人民代表大会第十二次会议',
      en: '柳荫镇, 20th people’s congress: 12th session',
    })
    const at = (body: 'standing_committee' | 'chairpersons_meeting' | 'presidium') => sessionTitle({ ...of, body }).zh
    expect(at('standing_committee')).toBe('柳荫镇第二十届人大常委会第十二次会议')
    expect(at('chairpersons_meeting')).toBe('柳荫镇第二十届人大常委会第十二次主任会议')
    expect(at('presidium')).toBe('柳荫镇第二十届人大主席团第十二次会议')
    expect(
      sessionTitle({ ...of, placeName: '北桥街道', body: 'street_office', termOrdinal: null, ordinal: 3 })
    ).toEqual({
      zh: '北桥街道人大工委2026年第三次会议',
      en: '北桥街道, street office: 3rd meeting of 2026',
    })
  })
})
