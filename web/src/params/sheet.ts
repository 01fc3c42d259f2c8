/** The kinds of file a list is saved as. */
export const match = (param: string): param is 'xlsx' | 'csv' => param === 'xlsx' || param === 'csv'
