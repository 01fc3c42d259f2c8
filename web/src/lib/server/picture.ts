import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'

// Where the parts of a picture stand, in hundredths of its width or height. Pages send these and no scale: whoever reads
// a picture needs no script, and its letters keep their size however wide it is.

/** "12.5%", as SVG has lengths; −0 is no length. */
const percent = (share: number): string => `${Math.round(share * 100) / 100 || 0}%`

const TICKS = 5

/** An axis of points from 0, or from below where somebody has less, to beyond the highest. In hundredths. */
export function axisOf(values: readonly number[]) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  const scale = scaleLinear()
    .domain([low, high > low ? high : low + 100])
    .nice(TICKS)
    .range([0, 100])
  return {
    at: (value: number): number => scale(value),
    ticks: scale.ticks(TICKS).map((value) => ({ value, at: percent(scale(value)) })),
  }
}

type Quartiles = { min: number; lower: number; median: number; upper: number; max: number }
type Spread = { quartiles: Quartiles | null; values: readonly number[] }

/** Spreads below one another on one axis, with the line of the year and the middle of all where there are such. */
export function spreadPicture(
  rows: readonly Spread[],
  { median, line: under }: { median?: number | undefined; line: number | null }
) {
  const known = rows.flatMap(({ quartiles, values }) => (quartiles ? [quartiles.min, quartiles.max] : values))
  const { at, ticks } = axisOf(under === null ? known : [...known, under])
  return {
    ticks,
    median: median === undefined ? null : percent(at(median)),
    line: under === null ? null : percent(at(under)),
    rows: rows.map(({ quartiles, values }) => ({
      dots: values.map((value) => percent(at(value))),
      box: quartiles && {
        ...{ min: percent(at(quartiles.min)), max: percent(at(quartiles.max)), median: percent(at(quartiles.median)) },
        ...{ lower: percent(at(quartiles.lower)), upper: percent(at(quartiles.upper)) },
        width: percent(at(quartiles.upper) - at(quartiles.lower)),
      },
    })),
  }
}

type Point = { value: number | null; isOpen: boolean }

/** Lines over one another, a point a quarter: a gap where there is no value, and the way to an open quarter apart. */
export function trendPicture(series: readonly (readonly Point[])[]) {
  const { at, ticks } = axisOf(series.flat().flatMap(({ value }) => value ?? []))
  const y = (value: number): number => 100 - at(value)
  return {
    ticks: ticks.map(({ value }) => ({ value, at: percent(y(value)) })),
    series: series.map((points) => {
      const x = (n: number): number => ((n + 0.5) / points.length) * 100
      const path = line<Point>()
        .x((_, n) => x(n))
        .y(({ value }) => y(value!))
      const toOpen = points.findIndex(({ isOpen }) => isOpen)
      return {
        closed: path.defined(({ value, isOpen }) => value !== null && !isOpen)(points) ?? '',
        open: path.defined(({ value }, n) => value !== null && toOpen >= 0 && n >= toOpen - 1)(points) ?? '',
        marks: points.map(({ value, isOpen }, n) =>
          value === null ? null : { x: percent(x(n)), y: percent(y(value)), value, isOpen }
        ),
      }
    }),
  }
}
