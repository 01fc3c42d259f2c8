import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { declaredCommands, declaredQueries } from '../../packages/core/src/kernel/command.ts'
import { eventTypes } from '../../packages/core/src/kernel/event.ts'
import { eventFindings, operationFindings, type Declared, type EventSpec, type OperationSpec } from './declarations.ts'
import type { Finding, SourceFile } from './finding.ts'

/** Any file of a module: a module whose commands are many keeps them in files by subject. */
const DECLARING = /^packages\/core\/src\/[^/]+\/[^/.]+\.ts$/
const CORE_TEST = /^packages\/core\/src\/.*\.test\.ts$/

type Exported = { file: string; identifier: string; value: unknown }

/** Loads every module of core and judges what it declared to the kernel. */
export async function declarationFindings(root: string, files: readonly SourceFile[]): Promise<Finding[]> {
  const exported: Exported[] = []
  const broken: Finding[] = []
  for (const { path } of files.filter((file) => DECLARING.test(file.path))) {
    try {
      const loaded = (await import(pathToFileURL(join(root, path)).href)) as Record<string, unknown>
      exported.push(...Object.entries(loaded).map(([identifier, value]) => ({ file: path, identifier, value })))
    } catch (error) {
      broken.push({ file: path, reason: `does not load: ${String(error).split('\n')[0]}` })
    }
  }
  const tests = files.filter((file) => CORE_TEST.test(file.path))
  return [
    ...broken,
    ...eventFindings(
      eventTypes().map((spec) => declaredEvent(spec as EventSpec, exported)),
      tests
    ),
    ...operationFindings('command', (declaredCommands() as OperationSpec[]).map(declaredIn(exported)), tests),
    ...operationFindings('query', (declaredQueries() as OperationSpec[]).map(declaredIn(exported)), tests),
  ]
}

/** The kernel hands an event type back with `on` added, so only its name is the same. */
const declaredEvent = (spec: EventSpec, exported: readonly Exported[]): Declared<EventSpec> => ({
  file: exported.find(({ value }) => isRecord(value) && value['type'] === spec.type)?.file ?? 'packages/core/src',
  spec,
})

const declaredIn =
  (exported: readonly Exported[]) =>
  (spec: OperationSpec): Declared<OperationSpec> => {
    const found = exported.find(({ value }) => value === spec)
    return found ? { file: found.file, identifier: found.identifier, spec } : { file: 'packages/core/src', spec }
  }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
