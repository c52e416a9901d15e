/** Thrown inside a wizard when the user steps back. */
export class Back extends Error {}
