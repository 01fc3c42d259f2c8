import { describe, expect, test } from 'vitest'
import { areaOf, childrenOf, FOUND_MAX, provinces, searchAreas } from '../src/areas/search.ts'
import { shortName, suggestedSlug } from '../src/areas/short-name.ts'
import type { AreaDetail, AreaList } from '../src/http/areas.ts'
import { call } from './client.ts'

const names = (areas: readonly { name: string }[]) => areas.map((area) => area.name)
const codes = (text: string, limit?: number) => searchAreas(text, limit).areas.map((area) => area.code)

describe('a search finds a district', () => {
  test.each([
    ['江北区', '500105'],
    ['江北', '500105'],
    ['jiangbei', '500105'],
    ['jiangbeiqu', '500105'],
    ['Jiang Bei', '500105'],
    ['jbq', '500105'],
    ['500105', '500105'],
    ['重庆江北', '500105'],
    ['重庆市 江北区', '500105'],
    ['chongqing jiangbei', '500105'],
    ['Jiangbei, Chongqing', '500105'],
    ['宁波江北', '330205'],
    ['浙江省宁波市江北区', '330205'],
    ['lüshunkou', '210212'],
    ['嘉峪关', '620200'],
    ['济源', '419001'],
    ['彭水', '500243'],
  ])('by %s', (text, code) => expect(codes(text)).toContain(code))

  test('whatever the reading: names that are read as no ordinary word', () => {
    for (const [text, code] of [
      ['laoting', '130225'],
      ['yuxian', '130726'],
      ['yanshan', '361124'],
      ['panyu', '440113'],
      ['minhang', '310112'],
      ['huangpi', '420116'],
      ['kashi', '653101'],
    ] as const) {
      expect(codes(text)).toContain(code)
    }
  })

  test('the very name comes before names that contain it', () => {
    expect(codes('江北', 2)).toEqual(['330205', '500105'])
  })

  test('a city alone stands for its districts', () => {
    expect(codes('嘉兴')).toContain('330402')
  })

  test('an apostrophe does not turn the parts around', () => {
    expect(codes("xi'an")).toEqual(codes('xian'))
  })
})

describe('a search is bounded', () => {
  test('one letter gives a full list and says there is more', () => {
    const { areas, more } = searchAreas('j')
    expect(areas).toHaveLength(FOUND_MAX)
    expect(more).toBe(true)
  })
  test.each(['', '  ', '，', "'"])('nothing to look for finds nothing: %j', (text) =>
    expect(searchAreas(text)).toEqual({ areas: [], more: false })
  )
  test('nonsense and very long text find nothing', () => {
    expect(codes('qqqq')).toEqual([])
    expect(codes('江'.repeat(10_000))).toEqual([])
  })
})

describe('step by step', () => {
  test('every district is reached from its province in one or two steps', () => {
    expect(provinces()).toHaveLength(31)
    const reached = provinces().flatMap(({ code }) =>
      childrenOf(code).flatMap((city) => (city.code.length === 6 ? [city] : childrenOf(city.code)))
    )
    expect(reached).toHaveLength(2850)
    expect(new Set(reached.map(({ code }) => code)).size).toBe(2850)
  })
  test('a municipality has its districts and counties in one list', () => {
    const list = names(childrenOf('50'))
    expect(list).toHaveLength(38)
    expect(list).toEqual(expect.arrayContaining(['江北区', '城口县']))
    expect(names(areaOf('500105')!.parents)).toEqual(['重庆市'])
  })
  test('a county no city governs stands beside the cities', () => {
    expect(names(childrenOf('41'))).toEqual(expect.arrayContaining(['郑州市', '济源市']))
    expect(names(childrenOf('44'))).toContain('东莞市')
    expect(names(areaOf('419001')!.parents)).toEqual(['河南省'])
  })
  test('a city has its districts', () => {
    expect(names(childrenOf('3302'))).toContain('江北区')
    expect(names(areaOf('330205')!.parents)).toEqual(['浙江省', '宁波市'])
  })
})

describe('an address to start from', () => {
  const suggestion = (code: string) => {
    const { shortPinyin, pinyin } = areaOf(code)!
    return suggestedSlug(shortPinyin, pinyin)
  }
  test('is what people call the district', () => {
    expect(['500105', '500243', '130726', '152221', '410304'].map(suggestion)).toEqual([
      'jiangbei',
      'pengshui',
      'yuxian',
      'keerqinyouyiqian',
      'chanhe',
    ])
  })
  test('exists for every district', () => {
    const all = provinces().flatMap(({ code }) => childrenOf(code).flatMap((city) => [city, ...childrenOf(city.code)]))
    expect(all.filter(({ code }) => code.length === 6 && suggestion(code) === '')).toEqual([])
  })
  test.each([
    ['鄂伦春自治旗', '鄂伦春'],
    ['龙胜各族自治县', '龙胜'],
    ['巴里坤哈萨克自治县', '巴里坤'],
    ['积石山保安族东乡族撒拉族自治县', '积石山'],
    ['内蒙古自治区', '内蒙古'],
    ['城区', '城区'],
    ['浦东新区', '浦东'],
  ])('%s is called %s', (name, short) => expect(shortName(name)).toBe(short))
})

describe('the doors', () => {
  test('a search answers rows with their parents, and may be cached', async () => {
    const { status, headers, body } = await call<AreaList>('GET', '/areas?q=jiangbei')
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('public, max-age=86400')
    expect(body.areas).toContainEqual({
      code: '330205',
      name: '江北区',
      pinyin: 'Jiangbei',
      parents: [
        { code: '33', name: '浙江省', pinyin: 'Zhejiang' },
        { code: '3302', name: '宁波市', pinyin: 'Ningbo' },
      ],
    })
  })
  test('without a search: the provinces', async () => {
    const { body } = await call<AreaList>('GET', '/areas')
    expect(body.areas).toHaveLength(31)
    expect(body.more).toBe(false)
  })
  test('one area comes with those below it', async () => {
    const { body } = await call<AreaDetail>('GET', '/areas/50')
    expect(body.children).toHaveLength(38)
    const district = await call<AreaDetail>('GET', '/areas/500105')
    expect(district.headers.get('cache-control')).toBe('public, max-age=86400')
    expect(district.body).toMatchObject({ name: '江北区', slug: 'jiangbei', children: [] })
  })
  test('what does not exist is said and kept out of caches', async () => {
    for (const [path, status] of [
      ['/areas/999999', 404],
      ['/areas/abc', 422],
      [`/areas?q=${'x'.repeat(61)}`, 422],
      ['/areas?page=2', 422],
    ] as const) {
      const answer = await call('GET', path)
      expect(answer.status).toBe(status)
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
    }
  })
  test('no answer is large', async () => {
    for (const path of ['/areas', '/areas?q=j', ...provinces().map(({ code }) => `/areas/${code}`)]) {
      const { body } = await call('GET', path)
      expect(JSON.stringify(body).length).toBeLessThan(8_000)
    }
  })
})
