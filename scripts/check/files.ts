import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceFile } from './finding.ts'

const BINARY = /\.(png|jpe?g|gif|webp|avif|ico|woff2?|ttf|otf|pdf|docx|xlsx?|zip|gz|mp4|webm|sqlite)$/

/** What is, or would be, committed. Deleted files are still in the index. */
export function projectFiles(root: string): SourceFile[] {
  const arguments_ = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  return execFileSync('git', arguments_, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    .split('\0')
    .filter((path) => path !== '' && !BINARY.test(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}
