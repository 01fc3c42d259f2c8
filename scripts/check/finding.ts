/** One thing that is wrong. `line` is absent where the file as a whole is meant. */
export type Finding = { file: string; line?: number; reason: string }

/** A file of the project; `path` is relative to its root, with slashes. */
export type SourceFile = { path: string; text: string }

export const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length
