import * as z from 'zod'
import { id, line, personName, said } from '../kernel/shapes.ts'

/** First segments of a path that are pages of the product and can be no district's. */
const RESERVED_SLUGS = [
  'notices',
  'api',
  'live',
  'en',
  'zh',
  'sign-up',
  'sign-in',
  'join',
  'operator',
  'outbox',
  'receiver',
  'demo',
  'help',
  'preferences',
  'components',
  'docs',
  'about',
  'assets',
  'static',
  'admin',
  'www',
  'boards',
  'notices',
] as const

/** A district's name in the address. It cannot be changed later: printed QR codes carry it. */
export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .min(3)
  .max(30)
  .refine(
    (text) => !(RESERVED_SLUGS as readonly string[]).includes(text),
    said({ zh: '这个网址留给系统使用', en: 'This address is kept for the system' })
  )

/** Code of a county-level division (GB/T 2260). */
export const areaCode = z.string().regex(/^[1-8]\d{5}$/)

export const email = z.email().max(200).toLowerCase()

export const signUp = z.strictObject({
  slug,
  areaCode,
  name: line(30),
  applicantName: personName,
  email,
})

export const confirmSignUp = z.strictObject({ tenantId: id, slug, userId: z.string() })

/** How somebody shows to act for a district: an official letter (公函), or a code posted to its office. */
export const verificationWays = ['letter', 'code'] as const

/** Characters of a password; the upper bound keeps hashing cheap. */
export const password = z.string().min(10).max(128)
