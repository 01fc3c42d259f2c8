import * as format from './format.ts'

// A list is declared once: its page draws it and its export writes it, so neither has a row, a column or a word
// that the other lacks.

export type Column<Row> = {
  key: string
  title: string
  /** As on the page. */
  shown(row: Row): string
  /** As in a file, where a number is one. */
  filed(row: Row): string | number
  /** The column whose cells it stands under on the page, in small print. In a file it is a column of its own. */
  under: string | null
  /** Whether its title stands before it there. */
  labelled: boolean
  class: string
}

export type List<Data, Row, Params = object> = {
  /** What a file of it is called, without its ending. */
  name(data: Data, params: Params): string
  columns(data: Data): Column<Row>[]
  rows(data: Data): readonly Row[]
  /** Where a page shows a part only: the parameter that names the next part, and its value; null at the end. */
  cursor?: { parameter: string; next(data: Data): string | number | null }
}

type Look = { under?: string; labelled?: boolean; class?: string }
const look = ({ under, labelled = false, class: name = '' }: Look) => ({ under: under ?? null, labelled, class: name })

export const words = <Row>(key: string, title: string, of: (row: Row) => string, as: Look = {}): Column<Row> => ({
  ...{ key, title, shown: of, filed: of },
  ...look(as),
})

export const count = <Row>(key: string, title: string, of: (row: Row) => number, as: Look = {}): Column<Row> => ({
  ...{ key, title, shown: (row) => String(of(row)), filed: of },
  ...look({ ...as, class: `num ${as.class ?? ''}` }),
})

/** Points, from hundredths; with `signed` the page writes their sign. */
export const points = <Row>(
  key: string,
  title: string,
  of: (row: Row) => number,
  { signed = false, ...as }: Look & { signed?: boolean } = {}
): Column<Row> => ({
  ...{ key, title, filed: (row) => of(row) / 100 },
  shown: (row) => (signed ? format.signed(of(row)) : format.points(of(row))),
  ...look({ ...as, class: `num ${as.class ?? ''}` }),
})
