/** What the form is answered for the table to have an address checked: it reads answers that the circuit is not given. */
export const answers = [{ pays: 'Belgique' }];
