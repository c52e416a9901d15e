/** The second argument of a command that a link or a lens in an editor runs: a person called it, whatever it is given. */
export const byLink = 'link';
