import type { DisabledFor, EndpointStatus } from '@jiceng/core/webhook/schema'
import { m } from '$lib/paraglide/messages.js'

type Kind = 'ok' | 'now' | 'warn' | 'bad' | 'off'
type Endpoint = { status: EndpointStatus; failingSince: string | null }

/** An endpoint that is in use and fails is neither well nor off. */
export const endpointKind = ({ status, failingSince }: Endpoint): Kind => {
  switch (status) {
    case 'unverified':
      return 'now'
    case 'active':
      return failingSince === null ? 'ok' : 'warn'
    case 'disabled':
      return 'bad'
  }
}

export const disabledWords = (why: DisabledFor): string => {
  switch (why) {
    case 'person':
      return m.webhook_off_person()
    case 'failing':
      return m.webhook_off_failing()
    case 'gone':
      return m.webhook_off_gone()
  }
}

export const typeName = (type: string): string => {
  switch (type) {
    case 'endpoint.challenge':
      return m.webhook_type_endpoint_challenge()
    case 'endpoint.test':
      return m.webhook_type_endpoint_test()
    default:
      return m.webhook_type_notice_issued()
  }
}

type Fault = 'timeout' | 'unreachable' | 'address' | 'interrupted' | 'withdrawn'

export const faultWords = (fault: Fault): string => {
  switch (fault) {
    case 'timeout':
      return m.webhook_fault_timeout()
    case 'unreachable':
      return m.webhook_fault_unreachable()
    case 'address':
      return m.webhook_fault_address()
    case 'interrupted':
      return m.webhook_fault_interrupted()
    case 'withdrawn':
      return m.webhook_fault_withdrawn()
  }
}
