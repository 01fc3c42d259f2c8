import * as cells from './cells.ts'
import { key, type State } from './check-state.ts'
import type { Row } from './records.ts'

// Employers, and which deputies work for them.

/** A known employer keeps the contact it has: somebody may have changed or erased it. */
export function readEmployer(state: State, row: Row): void {
  const name = row.get('name', cells.employerName)
  const contact = {
    address: row.get('address', cells.address) ?? '',
    person: row.get('person', cells.contactPerson) ?? '',
    phone: row.get('phone', cells.phone) ?? '',
  }
  if (!row.sound() || name === undefined) return
  if (state.employers.has(name)) return void state.known++
  const id = `${state.world.jobId}-e${row.row}`
  state.employers.set(name, id)
  state.plan.employers.push({ id, kind: 'employer', name })
  if (Object.values(contact).some((text) => text !== '')) state.plan.contacts.push({ recipientId: id, ...contact })
}

/** The employer a deputy's row names; undefined where it names none. */
export function employerOf(state: State, row: Row): string | undefined {
  const name = row.get('employer', cells.employerName)
  if (name === undefined) return undefined
  const known = state.employers.get(name)
  if (known === undefined) {
    row.fault('employer', {
      zh: `没有“${name}”这个用人单位：请填入“用人单位”表`,
      en: `There is no employer “${name}”: put it on the sheet of employers`,
    })
  }
  return known
}

/** Whether that the deputy works there is new. */
export function belong(state: State, mandateId: string, recipientId: string | undefined): boolean {
  if (recipientId === undefined || state.belongings.has(key(recipientId, mandateId))) return false
  state.belongings.add(key(recipientId, mandateId))
  state.plan.belongings.push({ recipientId, mandateId })
  return true
}
