/** What a person types to sign in: the mailbox, or the sign-in name behind an address that no mail can reach. */
export const accountName = (address: string): string =>
  address.endsWith('.invalid')
    ? decodeURIComponent(address.slice(0, address.indexOf('@')).replaceAll('_', '%'))
    : address
