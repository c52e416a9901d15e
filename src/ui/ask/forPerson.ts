/**
 * What is given to a command that a person goes on with: the rest is asked, as from a menu. (A plain object comes from a
 * program.)
 */
export function forPerson(options: object): object {
	return Object.assign(Object.create(null) as object, options);
}
