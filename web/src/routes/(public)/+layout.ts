/** Public pages are read, printed and photographed: they carry no script at all. */
export const csr = false
