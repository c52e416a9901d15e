/** `vscode` where there is none: the English texts of the interface, for what is generated from them. */

export const l10n = {
	/**
	 * As `vscode.l10n.t` without a translation.
	 *
	 * @param {string} message
	 * @param {...(string | number)} args
	 */
	t: (message, ...args) =>
		message.replace(/\{(\d+)\}/g, (whole, index) => String(args[Number(index)] ?? whole)),
};
