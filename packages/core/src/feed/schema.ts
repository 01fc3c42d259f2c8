import * as z from 'zod'
import { id } from '../kernel/shapes.ts'

// A calendar of sessions, read by whoever holds its address.

/** Whose sessions: those in which a person sits, or those of a place's bodies. */
export const ownerKind = z.enum(['person', 'place'])
export type FeedOwner = { ownerKind: z.infer<typeof ownerKind>; ownerId: string }

/** One calendar an owner: making another ends the one before. */
export const feedsStream = ({ ownerKind: kind, ownerId }: FeedOwner) => `feeds/${kind}/${ownerId}`

/** SHA-256 of 256 random bits, in hex. */
const tokenHash = z.string().regex(/^[0-9a-f]{64}$/)

/** The door puts the person who asks into it. */
export const ownFeed = z.strictObject({ personId: id })
export const placeFeed = z.strictObject({ placeId: id })

/** By what a calendar's address is known. */
export const feedByToken = z.strictObject({ tokenHash })
