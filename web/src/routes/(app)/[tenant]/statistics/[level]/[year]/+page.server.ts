import { apiOf, read } from '$lib/server/api.ts'
import { spreadPicture, trendPicture } from '$lib/server/picture.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { level, year } = event.params
  const unitId = event.url.searchParams.get('unit') ?? ''
  const query = unitId === '' ? {} : { unitId }
  const answer = await read(
    event,
    apiOf(event).statistics.statistics[':level'][':year'].$get({ param: { level, year }, query })
  )
  const { all, units } = answer.spread
  // Of a unit's own office, or a level of one unit, all there is is the unit.
  const spreads = units.length === 1 ? units : [{ unitId: '', name: null, ...all }, ...units]
  const line = answer.rules.lineHundredths
  const trend = [answer.trend.map(({ all }) => all), answer.trend.flatMap(({ unit }) => unit ?? [])].filter(
    (series) => series.length > 0
  )
  return {
    ...answer,
    spreads,
    pictures: {
      spread: spreadPicture(spreads, { median: all.quartiles?.median, line }),
      trend: trendPicture(
        trend.map((series) =>
          series.map(({ middle, unitCount, closedCount }) => ({
            value: middle?.median ?? null,
            isOpen: closedCount < unitCount,
          }))
        )
      ),
    },
  }
}
