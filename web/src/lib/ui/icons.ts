/** The drawings of the design, 16 × 16: lines unless they say fill; `knock` is cut out of a filled shape. */
export type Stroke = { d: string; look?: 'fill' | 'knock' | 'dashed' }

const circle = 'M8 1.8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 1 1 0 -12.4z'

const icons = {
  check: [
    { d: 'M8 1a7 7 0 1 1 0 14a7 7 0 1 1 0 -14z', look: 'fill' },
    { d: 'M5 8.2l2.1 2.1L11 6.2', look: 'knock' },
  ],
  half: [{ d: circle }, { d: 'M8 1.8a6.2 6.2 0 0 1 0 12.4z', look: 'fill' }],
  warn: [{ d: 'M8 2.2L14.6 13.6H1.4z' }, { d: 'M8 6.6v3.2M8 11.6v.2' }],
  stop: [{ d: 'M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4z' }, { d: 'M8 5v3.6M8 10.8v.2' }],
  dash: [{ d: circle, look: 'dashed' }],
  pause: [{ d: circle }, { d: 'M6.4 5.8v4.4M9.6 5.8v4.4' }],
  info: [{ d: circle }, { d: 'M8 7.4v3.6M8 5v.2' }],
  tick: [{ d: 'M3.5 8.4l3 3 6-6.4' }],
  down: [{ d: 'M4 6l4 4 4-4' }],
  menu: [{ d: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11' }],
  x: [{ d: 'M4.5 4.5l7 7M11.5 4.5l-7 7' }],
  search: [{ d: 'M7 2.4a4.6 4.6 0 1 1 0 9.2a4.6 4.6 0 1 1 0 -9.2z' }, { d: 'M10.4 10.4L14 14' }],
  undo: [{ d: 'M5.5 3L2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H6' }],
  export: [{ d: 'M8 2.5v7M5 6.8l3 3 3-3M2.5 12.8h11' }],
  print: [{ d: 'M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z' }],
  link: [{ d: 'M6.6 9.4l2.8-2.8M7.4 4.8l1-1a2.9 2.9 0 0 1 4 4l-1 1M8.6 11.2l-1 1a2.9 2.9 0 0 1-4-4l1-1' }],
} satisfies Record<string, Stroke[]>

export type IconName = keyof typeof icons

export const strokesOf = (name: IconName): Stroke[] => icons[name]
