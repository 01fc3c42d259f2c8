// Beginnings and continuations of UTF-8 sequences of three and four bytes: every Han character is one of these.
const ENCODED = /_e[0-9a-f](?:_[89ab][0-9a-f]){2}|_f[0-4](?:_[89ab][0-9a-f]){3}/g

/** What a person types to sign in: the mailbox, or the sign-in name behind an address that no mail can reach. */
export function accountName(address: string): string {
  if (!address.endsWith('.invalid')) return address
  return address.slice(0, address.indexOf('@')).replace(ENCODED, decoded)
}

function decoded(sequence: string): string {
  try {
    return decodeURIComponent(sequence.replaceAll('_', '%'))
  } catch {
    // A name may hold underscores of its own that look like a sequence and are none.
    return sequence
  }
}
